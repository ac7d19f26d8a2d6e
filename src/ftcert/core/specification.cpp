#include "ftcert/core/specification.hpp"

#include <algorithm>

namespace ftcert {

std::string text(const Interval& interval) {
  if (!interval.low) return "<=" + interval.high->text();
  if (!interval.high) return ">=" + interval.low->text();
  return interval.low == interval.high ? interval.low->text() : interval.low->text() + ".." + interval.high->text();
}

std::vector<Interval> exactly(std::span<const Rational> values) {
  std::vector<Interval> result;
  result.reserve(values.size());
  for (const Rational& value : values) result.emplace_back(value);
  return result;
}

Interval shifted(const Interval& interval, const Rational& by) {
  Interval result = interval;
  for (auto* end : {&result.low, &result.high}) {
    if (*end) **end += by;
  }
  return result;
}

std::string text(const ClassSet& classes) {
  std::string result;
  for (const std::size_t c : classes) result += (result.empty() ? "" : "|") + std::to_string(c);
  return result;
}

Rational class_lead(std::span<const Rational> values, const ClassSet& classes) {
  return class_lead(values, {}, classes);
}

Rational class_lead(std::span<const Rational> values, std::span<const Rational> errors, const ClassSet& classes) {
  std::optional<Rational> inside, outside;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const bool member = std::ranges::binary_search(classes, k);
    Rational value = values[k];
    if (!errors.empty()) value += member ? -errors[k] : errors[k];
    auto& greatest = member ? inside : outside;
    if (!greatest || value > *greatest) greatest = std::move(value);
  }
  return *inside - *outside;
}

}  // namespace ftcert
