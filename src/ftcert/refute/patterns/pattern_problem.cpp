#include "ftcert/refute/patterns/pattern_problem.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

PatternProblem::PatternProblem(const PointMatrix& points, std::vector<Rational> z) : points_(points), z_(std::move(z)) {
  require(z_.size() == points.count, "PatternProblem: a residual for each sample");
  const CentredSamples samples(points);
  features_ = samples.features();
  width_ = samples.width() + 1;
  rows_.reserve(points.count * width_);
  for (std::size_t i = 0; i < points.count; ++i) {
    const auto x = samples.row(i);
    rows_.insert(rows_.end(), x.begin(), x.end());
    rows_.push_back(1);
    signs_.push_back(z_[i].sign());
    if (signs_.back() == 0) unchanged_.push_back(i);
  }
  Rational most;
  for (const Rational& value : z_) most = std::max(most, abs(value));
  for (const Rational& value : z_) targets_.push_back(most.is_zero() ? 0 : to_double(value / most));
  usable_ = !samples.out_of_range() && std::ranges::all_of(targets_, [](double t) { return std::isfinite(t); });
}

}  // namespace ftcert
