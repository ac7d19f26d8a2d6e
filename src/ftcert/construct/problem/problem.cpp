#include "ftcert/construct/problem/problem.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/construct/problem/direction.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

Problem::Problem(PointMatrix points, PointMatrix residuals, std::optional<std::vector<Integer>> direction)
    : points_(std::move(points)), residuals_(std::move(residuals)), direction_(std::move(direction)) {
  require(points_.count > 0 && points_.count == residuals_.count, "Problem: needs samples, and a residual for each");
  for (std::size_t i = 0; i < residuals_.count; ++i) {
    const auto z = residuals_.row(i);
    if (std::any_of(z.begin(), z.end(), [](const Rational& v) { return !v.is_zero(); })) changed_.push_back(i);
  }
}

const Projection& Problem::projection() const {
  if (!projection_) {
    projection_ = std::make_shared<const Projection>(direction_ ? project(points_, *direction_) : separate(points_));
  }
  return *projection_;
}

}  // namespace ftcert
