// Text of an input on a line of the output: a name may hold an end of line, and what stands behind it would be taken for a line of its own.
//
//   printable("d/\xE9\n.ftc");   // "d/\\xE9\\x0A.ftc"
//   one_line("column 'é\n'");    // "column 'é\\x0A'"
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "ftcert/core/error.hpp"

namespace ftcert {

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
