// Cells of data files that say what a sample may be.
//
// Purpose: the cells of proofs/certificate-format.md, section 18: a number, LO..HI, >=LO or <=HI; or classes, 0|2. What numbers are is as everywhere in data
// files; the numbers of a cell are read by the caller, who rounds them and counts their work.
//
//   split_interval("1..5/4");                              // kRange, {"1", "5/4"}
//   interval_of(CellForm::kNumber, {3}, Rational(1, 2));   // 5/2..7/2
//   classes_of({0, 2}, 3);                                 // 0|2
#pragma once

#include <string_view>
#include <vector>

#include "ftcert/core/specification.hpp"

namespace ftcert {

enum class CellForm { kNumber, kRange, kAtLeast, kAtMost };

// The texts of the numbers of a cell that is not empty.
struct SpecificationTexts {
  CellForm form = CellForm::kNumber;
  std::vector<std::string_view> numbers;
};
// Errors: kNumberSyntax where a number of a range begins or ends with a point.
SpecificationTexts split_interval(std::string_view cell);
// At each '|'.
SpecificationTexts split_classes(std::string_view cell);

// Errors: kNumberSyntax where the lower end is greater than the upper one.
Interval interval_of(CellForm form, const std::vector<Rational>& numbers, const Rational& tolerance);
// Errors: kNumberSyntax unless these are different components of `outputs`, and not all.
ClassSet classes_of(const std::vector<Rational>& numbers, std::size_t outputs);

}  // namespace ftcert
