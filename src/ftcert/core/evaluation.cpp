#include "ftcert/core/evaluation.hpp"

#include <algorithm>

#include "ftcert/core/batch.hpp"
#include "ftcert/core/line_evaluation.hpp"
#include "ftcert/core/ridge.hpp"

namespace ftcert {

namespace {

void keep_less(std::optional<Rational>& least, const Rational& value) {
  if (!least || value < *least) least = value;
}

}  // namespace

void LayerMargin::add(const Rational& preactivation) {
  const Rational distance = abs(preactivation);
  keep_less(least, distance);
  if (!distance.is_zero()) keep_less(nonzero, distance);
}

Evaluation evaluate_with_margins(const Network& network, const PointMatrix& points) {
  if (network.depth() == 2) return RidgeSum(network).evaluate(points);
  if (const auto direction = common_direction(network); direction && few_pieces(network, points.count)) {
    return evaluate_along(network, *direction, points);
  }
  return evaluate_batch_with_margins(network, points);
}

std::optional<Rational> projection_gap(const PointMatrix& points, const std::vector<Integer>& direction) {
  std::vector<Rational> values = project_points(points, direction);
  std::sort(values.begin(), values.end());
  std::optional<Rational> gap;
  for (std::size_t i = 1; i < values.size(); ++i) keep_less(gap, values[i] - values[i - 1]);
  return gap;
}

}  // namespace ftcert
