#include "ftcert/verbs/count_range.hpp"

#include <charconv>
#include <vector>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// "10..20..5" in its three parts.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (auto dots = text.find(".."); dots != std::string_view::npos; dots = text.find("..")) {
    parts.push_back(text.substr(0, dots));
    text.remove_prefix(dots + 2);
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

std::string CountRange::text() const {
  if (single()) return std::to_string(first);
  return std::to_string(first) + ".." + std::to_string(last) + (step == 1 ? "" : ".." + std::to_string(step));
}

CountRange read_count_range(std::string_view option, std::string_view text, std::uint64_t least) {
  const auto refuse = [&](const std::string& expected) {
    throw Error(Code::kUsage, std::string(option) + " " + shown(text) + ": expected " + expected);
  };
  const std::vector<std::string_view> parts = parts_of(text);
  std::vector<std::uint64_t> numbers;
  for (const std::string_view part : parts) {
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), number);
    const bool plain = !part.empty() && (part.size() == 1 || part[0] != '0');
    if (failure == std::errc::invalid_argument || end != part.data() + part.size() || !plain || parts.size() > 3)
      refuse("a number, or a range like 10..1000 or, in steps of 10, 10..1000..10");
    if (failure != std::errc() || number > kMostInRange || (numbers.size() < 2 && number < least))
      refuse("numbers from " + std::to_string(least) + " to " + std::to_string(kMostInRange));
    numbers.push_back(number);
  }
  if (numbers.size() == 1) return {numbers[0], numbers[0], 1};
  CountRange range{numbers[0], numbers[1], numbers.size() == 3 ? numbers[2] : 1};
  if (range.last < range.first) refuse("a range that goes from the smaller number to the greater one");
  if (range.step == 0) refuse("a step of at least 1");
  if (range.single()) range.step = 1;
  return range;
}

}  // namespace ftcert
