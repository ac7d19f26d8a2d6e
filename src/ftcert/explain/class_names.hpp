// Names of the components of f, from a file: one a line, that of component 0 first.
//
//   const ClassNames names = read_class_names("digits.txt", "zero\none\ntwo\n", 3);
//   names.text(1);           // "1 (one)"
//   ClassNames().text(1);    // "1"
//   names.text({0, 2});      // "0 (zero) or 2 (two)"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ftcert/core/specification.hpp"

namespace ftcert {

class ClassNames {
 public:
  ClassNames() = default;  // none
  explicit ClassNames(std::vector<std::string> names) : names_(std::move(names)) {}

  bool empty() const { return names_.empty(); }
  std::string text(std::size_t component) const;
  std::string text(const ClassSet& components) const;

 private:
  std::vector<std::string> names_;
};

// Errors, with file:line: kEncoding for control characters, kCount where the lines are not as many as the outputs or one is empty.
ClassNames read_class_names(const std::string& name, std::string_view bytes, std::size_t outputs);

}  // namespace ftcert
