#include "ftcert/data/specification_cell.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert {

SpecificationTexts split_interval(std::string_view cell) {
  if (cell.starts_with(">=")) return {CellForm::kAtLeast, {cell.substr(2)}};
  if (cell.starts_with("<=")) return {CellForm::kAtMost, {cell.substr(2)}};
  const auto dots = cell.find("..");
  if (dots == std::string_view::npos) return {CellForm::kNumber, {cell}};
  const std::string_view low = cell.substr(0, dots), high = cell.substr(dots + 2);
  for (const std::string_view end : {low, high}) {
    if (end.starts_with('.') || end.ends_with('.'))
      throw Error(Code::kNumberSyntax,
                  "expected LO..HI with numbers that neither begin nor end with a point, found " + shown(cell));
  }
  return {CellForm::kRange, {low, high}};
}

SpecificationTexts split_classes(std::string_view cell) {
  SpecificationTexts texts;
  for (;;) {
    const auto bar = cell.find('|');
    texts.numbers.push_back(cell.substr(0, bar));
    if (bar == std::string_view::npos) return texts;
    cell.remove_prefix(bar + 1);
  }
}

Interval interval_of(CellForm form, const std::vector<Rational>& numbers, const Rational& tolerance) {
  switch (form) {
    case CellForm::kNumber:
      return {numbers[0] - tolerance, numbers[0] + tolerance};
    case CellForm::kAtLeast:
      return {numbers[0], std::nullopt};
    case CellForm::kAtMost:
      return {std::nullopt, numbers[0]};
    case CellForm::kRange:
      break;
  }
  if (numbers[0] > numbers[1])
    throw Error(Code::kNumberSyntax, "expected an interval from a number to one that is not less, found " +
                                         shown(numbers[0].text()) + " to " + shown(numbers[1].text()));
  return {numbers[0], numbers[1]};
}

ClassSet classes_of(const std::vector<Rational>& numbers, std::size_t outputs) {
  ClassSet classes;
  for (const Rational& number : numbers) {
    if (!number.is_integer() || number.sign() < 0 || number >= Rational(static_cast<std::int64_t>(outputs)))
      throw Error(Code::kNumberSyntax,
                  "expected a class from 0 to " + std::to_string(outputs - 1) + ", found " + shown(number.text()));
    classes.push_back(static_cast<std::size_t>(number.numerator()));
  }
  std::ranges::sort(classes);
  if (std::ranges::adjacent_find(classes) != classes.end())
    throw Error(Code::kNumberSyntax, "expected different classes, found one twice");
  if (classes.size() == outputs)
    throw Error(Code::kNumberSyntax, "expected fewer than all " + std::to_string(outputs) + " classes");
  return classes;
}

}  // namespace ftcert
