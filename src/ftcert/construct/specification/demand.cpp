#include "ftcert/construct/specification/demand.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// What remains of an interval of s when s * slope must be at least `least`.
bool cut(Interval& scales, const Rational& slope, const Rational& least) {
  if (slope.is_zero()) return least.sign() <= 0;
  const Rational end = least / slope;
  if (slope.sign() > 0) {
    scales.low = std::max(*scales.low, end);
  } else if (!scales.high || end < *scales.high) {
    scales.high = end;
  }
  return !scales.high || (scales.high->sign() > 0 && *scales.low <= *scales.high);
}

Interval tightened(const Interval& range, Rational slack, const Rational& share) {
  if (range.low && range.high) slack = std::min(slack, (*range.high - *range.low) * Rational(1, 4));
  slack *= share;
  Interval result = range;
  if (result.low) *result.low += slack;
  if (result.high) *result.high -= slack;
  return result;
}

}  // namespace

Demands::Demands(const Samples& samples, const SpecificationTerms& terms, PointMatrix f, const PointMatrix& errors)
    : terms_(terms), f_(std::move(f)) {
  const std::size_t outputs = f_.dimension;
  require(f_.count == samples.count() &&
              (classes() ? samples.classes.size() == f_.count : samples.intervals.size() == f_.entries.size()),
          "Demands: shapes");
  for (std::size_t i = 0; i < f_.count; ++i) {
    Demand demand{i, {}, {}};
    if (classes()) {
      demand.classes = samples.classes[i];
      if (demand.classes.empty()) continue;
      ++specified_;
      const Rational lead = errors.count == 0 ? class_lead(f_.row(i), demand.classes)
                                              : class_lead(f_.row(i), errors.row(i), demand.classes);
      if (lead >= margin()) continue;
      if (lead.sign() > 0) ++near_misses_;
    } else {
      bool any = false, met = true;
      for (std::size_t k = 0; k < outputs; ++k) {
        const std::optional<Interval>& interval = samples.intervals[i * outputs + k];
        any = any || interval.has_value();
        demand.ranges.push_back(interval ? shifted(*interval, -f_.row(i)[k]) : Interval(Rational()));
        const Rational error = errors.count == 0 || !interval ? Rational() : errors.row(i)[k];
        met = met && demand.ranges.back().holds(error) && demand.ranges.back().holds(-error);
      }
      if (any) ++specified_;
      if (met) continue;
    }
    violated_.push_back(std::move(demand));
  }
}

Demands Demands::with_slack(const Rational& slack, const Rational& share) const {
  Demands result = *this;
  if (classes()) {
    result.terms_.number += slack * share;
    return result;
  }
  for (Demand& demand : result.violated_) {
    for (Interval& range : demand.ranges) {
      // Where 0 serves, it goes on doing so.
      if (!range.holds(Rational())) range = tightened(range, slack, share);
    }
  }
  return result;
}

Rational Demands::largest_miss() const {
  Rational most;
  for (const Demand& demand : violated_) {
    for (const Interval& range : demand.ranges) {
      if (range.low) most = std::max(most, *range.low);
      if (range.high) most = std::max(most, -*range.high);
    }
  }
  return most;
}

std::optional<Rational> Demands::narrowest() const {
  std::optional<Rational> least;
  for (const Demand& demand : violated_) {
    for (const Interval& range : demand.ranges) {
      if (!range.low || !range.high || range.holds(Rational())) continue;
      const Rational width = *range.high - *range.low;
      if (!least || width < *least) least = width;
    }
  }
  return least;
}

bool Demands::meets(const Demand& demand, std::span<const Rational> g) const {
  if (!classes()) {
    for (std::size_t k = 0; k < outputs(); ++k) {
      if (!demand.ranges[k].holds(g[k])) return false;
    }
    return true;
  }
  std::vector<Rational> sum(f(demand.row).begin(), f(demand.row).end());
  for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += g[k];
  return class_lead(sum, demand.classes) >= margin();
}

std::optional<Interval> Demands::scales(const Demand& demand, std::span<const Rational> v,
                                        const Rational& about) const {
  if (!classes()) {
    Interval result{Rational(), std::nullopt};
    for (std::size_t k = 0; k < outputs(); ++k) {
      const Interval& range = demand.ranges[k];
      if (range.low && !cut(result, v[k], *range.low)) return std::nullopt;
      if (range.high && !cut(result, -v[k], -*range.high)) return std::nullopt;
    }
    return result;
  }
  const auto value = f(demand.row);
  std::optional<Interval> best;
  for (const std::size_t c : demand.classes) {
    Interval found{Rational(), std::nullopt};
    bool possible = true;
    for (std::size_t k = 0; k < outputs() && possible; ++k) {
      if (std::ranges::binary_search(demand.classes, k)) continue;
      possible = cut(found, v[c] - v[k], value[k] - value[c] + margin());
    }
    if (!possible) continue;
    if (found.holds(about)) return found;
    const auto width = [](const Interval& interval) { return *interval.high - *interval.low; };
    if (!best || (best->high && (!found.high || width(found) > width(*best)))) best = std::move(found);
  }
  return best;
}

}  // namespace ftcert
