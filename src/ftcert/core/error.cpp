#include "ftcert/core/error.hpp"

#include <utility>

namespace ftcert {

namespace {

std::string compose(Code code, const Place& place, const std::string& text) {
  std::string result = identifier(code) + " ";
  if (!place.file.empty()) result += place.file + ":";
  if (place.line != 0) result += (place.file.empty() ? "line " : "") + std::to_string(place.line) + ":";
  if (result.back() == ':') result += " ";
  return result + text;
}

}  // namespace

Error::Error(Code code, Place place, std::string text)
    : code_(code), place_(std::move(place)), text_(std::move(text)), what_(compose(code, place_, text_)) {}

std::string identifier(Code code) { return std::string("E").append(std::to_string(static_cast<int>(code))); }

ExitCode exit_code(Code code) {
  switch (static_cast<int>(code) / 100) {
    case 1:
      return kExitUsage;
    case 2:
      return kExitRejected;
    case 3:
      return kExitMalformed;
    case 4:
      return kExitResources;
    case 5:
      return kExitIncomplete;
    default:
      return kExitInternal;
  }
}

std::size_t utf8_length(std::string_view s) {
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

std::string shown(std::string_view text) {
  constexpr int kMostCharacters = 60;
  std::string result = "'";
  for (int count = 0; !text.empty(); ++count) {
    if (count == kMostCharacters) return result + "...'";
    const auto byte = static_cast<unsigned char>(text[0]);
    const bool ascii = byte >= 0x20 && byte <= 0x7E;
    const std::size_t length = ascii ? 1 : utf8_length(text);
    if (length > 0) {
      result += text.substr(0, length);
    } else {
      result += "\\x";
      result += "0123456789ABCDEF"[byte >> 4];
      result += "0123456789ABCDEF"[byte & 15];
    }
    text.remove_prefix(length > 0 ? length : 1);
  }
  return result + "'";
}

void throw_contract(const std::string& text) { throw Error(Code::kContract, text); }

}  // namespace ftcert
