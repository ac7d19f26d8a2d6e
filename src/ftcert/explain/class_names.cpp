#include "ftcert/explain/class_names.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert {

std::string ClassNames::text(std::size_t component) const {
  return std::to_string(component) + (names_.empty() ? std::string() : " (" + names_[component] + ")");
}

std::string ClassNames::text(const ClassSet& components) const {
  std::string result;
  for (const std::size_t c : components) result += (result.empty() ? "" : " or ") + text(c);
  return result;
}

ClassNames read_class_names(const std::string& name, std::string_view bytes, std::size_t outputs) {
  std::vector<std::string> names;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const Place place{name, names.size() + 1};
    if (std::ranges::any_of(line, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }))
      throw Error(Code::kEncoding, place, "expected a name without control characters");
    if (line.empty()) throw Error(Code::kCount, place, "expected a name, found an empty line");
    names.emplace_back(line);
  }
  if (names.size() != outputs) {
    throw Error(Code::kCount, {name, 0},
                "names of classes, one a line: expected " + std::to_string(outputs) + ", found " +
                    std::to_string(names.size()));
  }
  return ClassNames(std::move(names));
}

}  // namespace ftcert
