#include "ftcert/construct/specification/common_vector.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

// The least x >= 0 with x_c - x_k >= least[c, k]; nothing: a cycle is positive.
std::optional<std::vector<Integer>> least_potentials(const std::vector<std::optional<Integer>>& least,
                                                     std::size_t outputs) {
  std::vector<Integer> x(outputs);
  for (std::size_t round = 0; round <= outputs; ++round) {
    bool raised = false;
    for (std::size_t c = 0; c < outputs; ++c) {
      for (std::size_t k = 0; k < outputs; ++k) {
        const std::optional<Integer>& bound = least[c * outputs + k];
        if (!bound || x[c] >= x[k] + *bound) continue;
        x[c] = x[k] + *bound;
        raised = true;
      }
    }
    if (!raised) return x;
  }
  return std::nullopt;
}

Rational nearest_to_zero(const Interval& range) {
  if (range.low && range.low->sign() > 0) return *range.low;
  return range.high && range.high->sign() < 0 ? *range.high : Rational();
}

}  // namespace

CommonVector::CommonVector(const Demands& demands, Rational step)
    : demands_(&demands),
      step_(std::move(step)),
      least_(demands.classes() ? demands.outputs() * demands.outputs() : 0),
      ranges_(demands.classes() ? 0 : demands.outputs()),
      value_(demands.outputs()) {}

bool CommonVector::add(const Demand& demand) {
  if (!demands_->classes()) return add_ranges(demand);
  const auto f = demands_->f(demand.row);
  std::vector<std::size_t> nearest = demand.classes;
  std::ranges::stable_sort(nearest, [&](std::size_t a, std::size_t b) { return f[a] + value_[a] > f[b] + value_[b]; });
  return std::ranges::any_of(nearest, [&](std::size_t c) { return add_class(demand, c); });
}

bool CommonVector::add_class(const Demand& demand, std::size_t c) {
  const std::size_t outputs = demands_->outputs();
  const auto f = demands_->f(demand.row);
  std::vector<std::optional<Integer>> least = least_;
  for (std::size_t k = 0; k < outputs; ++k) {
    if (std::ranges::binary_search(demand.classes, k)) continue;
    std::optional<Integer>& bound = least[c * outputs + k];
    Integer needed = ceil((f[k] - f[c] + demands_->margin()) / step_);
    if (!bound || needed > *bound) bound = std::move(needed);
  }
  const std::optional<std::vector<Integer>> x = least_potentials(least, outputs);
  if (!x) return false;
  least_ = std::move(least);
  for (std::size_t k = 0; k < outputs; ++k) value_[k] = Rational((*x)[k]) * step_;
  return true;
}

bool CommonVector::add_ranges(const Demand& demand) {
  std::vector<Interval> ranges = ranges_;
  for (std::size_t k = 0; k < ranges.size(); ++k) {
    Interval& range = ranges[k];
    const Interval& other = demand.ranges[k];
    if (other.low && (!range.low || *other.low > *range.low)) range.low = other.low;
    if (other.high && (!range.high || *other.high < *range.high)) range.high = other.high;
    if (range.low && range.high && *range.low > *range.high) return false;
  }
  ranges_ = std::move(ranges);
  for (std::size_t k = 0; k < ranges_.size(); ++k) value_[k] = nearest_to_zero(ranges_[k]);
  return true;
}

}  // namespace ftcert
