#include "ftcert/refute/patterns/pattern_problem.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

PatternProblem::PatternProblem(const PointMatrix& points, const std::vector<Rational>& z)
    : PatternProblem(points, exactly(z)) {}

PatternProblem::PatternProblem(const PointMatrix& points, std::vector<Interval> z) : points_(points), z_(std::move(z)) {
  require(z_.size() == points.count, "PatternProblem: an interval for each sample");
  const CentredSamples samples(points);
  features_ = samples.features();
  width_ = samples.width() + 1;
  rows_.reserve(points.count * width_);
  Rational most;
  for (std::size_t i = 0; i < points.count; ++i) {
    const auto x = samples.row(i);
    rows_.insert(rows_.end(), x.begin(), x.end());
    rows_.push_back(1);
    if (z_[i].zero()) unchanged_.push_back(i);
    for (const auto& end : {z_[i].low, z_[i].high}) {
      if (end) most = std::max(most, abs(*end));
    }
  }
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  usable_ = !samples.out_of_range();
  const auto scaled = [&](const std::optional<Rational>& end, double none) {
    if (!end) return none;
    const double value = most.is_zero() ? 0 : to_double(*end / most);
    usable_ = usable_ && std::isfinite(value);
    return value;
  };
  for (const Interval& interval : z_) {
    const EndSigns signs{interval.low ? interval.low->sign() : -1, interval.high ? interval.high->sign() : 1};
    ends_.push_back({signs, scaled(interval.low, -kInfinity), scaled(interval.high, kInfinity)});
  }
}

}  // namespace ftcert
