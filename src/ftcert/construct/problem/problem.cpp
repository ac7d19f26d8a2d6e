#include "ftcert/construct/problem/problem.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/construct/problem/direction.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

Problem::Problem(PointMatrix points, PointMatrix residuals, std::optional<std::vector<Integer>> direction,
                 std::optional<FloatGoal> goal)
    : points_(std::move(points)),
      residuals_(std::move(residuals)),
      direction_(std::move(direction)),
      goal_(std::move(goal)),
      changed_(changed_rows(residuals_)) {
  require(points_.count > 0 && points_.count == residuals_.count, "Problem: needs samples, and a residual for each");
}

const Projection& Problem::projection() const {
  std::call_once(kept_->once,
                 [this] { kept_->projection = direction_ ? project(points_, *direction_) : separate(points_); });
  return kept_->projection;
}

}  // namespace ftcert
