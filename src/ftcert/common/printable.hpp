// Text of an input on a line of the output: a name may hold an end of line, and what stands behind it would be taken for a line of its own.
//
//   printable("d/\xE9\n.ftc");   // "d/\\xE9\\x0A.ftc"
//   one_line("column 'é\n'");    // "column 'é\\x0A'"
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace ftcert {

// Length of the well-formed UTF-8 sequence of two or more bytes at the start of the text (Unicode 15, table 3-7); 0: none, or a
// control character (U+0080 to U+009F).
inline std::size_t utf8_length(std::string_view s) {
  const auto byte = [s](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const auto within = [](unsigned b, unsigned low, unsigned high) { return low <= b && b <= high; };
  const auto continues = [&](std::size_t i) { return within(byte(i), 0x80, 0xBF); };
  const unsigned lead = byte(0);
  if (within(lead, 0xC2, 0xDF)) return within(byte(1), lead == 0xC2 ? 0xA0 : 0x80, 0xBF) ? 2 : 0;
  if (within(lead, 0xE0, 0xEF)) {
    const bool second = within(byte(1), lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    return second && continues(2) ? 3 : 0;
  }
  if (within(lead, 0xF0, 0xF4)) {
    const bool second = within(byte(1), lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    return second && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

// Characters that are not printable ASCII as \xNN for each byte, and the others as they are; length(text): bytes of another character at its beginning
// that is kept, 0 for none.
template <typename Length>
std::string with_escapes(std::string_view text, const Length& length) {
  std::string result;
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text[0]);
    const std::size_t kept = byte >= ' ' && byte <= '~' ? 1 : length(text);
    if (kept > 0) {
      result += text.substr(0, kept);
    } else {
      result += {'\\', 'x', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
    }
    text.remove_prefix(std::max<std::size_t>(kept, 1));
  }
  return result;
}

// Bytes that are not printable ASCII as \xNN.
inline std::string printable(std::string_view text) {
  return with_escapes(text, [](std::string_view) { return std::size_t{0}; });
}

// Control characters, and bytes that are not UTF-8, as \xNN.
inline std::string one_line(std::string_view text) { return with_escapes(text, utf8_length); }

}  // namespace ftcert
