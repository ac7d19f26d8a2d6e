#include "ftcert/construct/problem/problem.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/construct/problem/direction.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

Problem::Problem(PointMatrix points, PointMatrix residuals, std::optional<std::vector<Integer>> direction,
                 std::optional<FloatGoal> goal)
    : Problem(std::make_shared<const PointMatrix>(std::move(points)),
              std::make_shared<const PointMatrix>(std::move(residuals)), std::move(direction), std::move(goal)) {}

Problem::Problem(std::shared_ptr<const PointMatrix> points, std::shared_ptr<const PointMatrix> residuals,
                 std::optional<std::vector<Integer>> direction, std::optional<FloatGoal> goal)
    : points_(std::move(points)),
      residuals_(std::move(residuals)),
      direction_(std::move(direction)),
      goal_(std::move(goal)),
      changed_(changed_rows(*residuals_)) {
  require(points_->count > 0 && points_->count == residuals_->count, "Problem: needs samples, and a residual for each");
}

const Problem::Kept& Problem::kept() const {
  std::call_once(kept_->once, [this] {
    kept_->projection = direction_ ? project(*points_, *direction_) : separate(*points_);
    std::vector<bool> rows(points_->count);
    for (const std::size_t i : changed_) rows[i] = true;
    kept_->changed.reserve(rows.size());
    for (const std::size_t i : kept_->projection.order) kept_->changed.push_back(rows[i]);
  });
  return *kept_;
}

}  // namespace ftcert
