#include "ftcert/evaluation/evaluation.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

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

std::vector<Rational> project_points(const PointMatrix& points, const std::vector<Integer>& direction) {
  require(direction.size() == points.dimension, "project_points: wrong dimension");
  std::vector<Rational> values(points.count);
  for (std::size_t i = 0; i < points.count; ++i) {
    const HomogeneousVector x = common_denominator(points.row(i));
    Integer sum = 0;
    for (std::size_t c = 0; c < points.dimension; ++c) sum += direction[c] * x.numerators[c];
    values[i] = Rational(sum, x.denominator);
  }
  return values;
}

std::optional<Rational> projection_gap(const PointMatrix& points, const std::vector<Integer>& direction) {
  std::vector<Rational> values = project_points(points, direction);
  std::sort(values.begin(), values.end());
  std::optional<Rational> gap;
  for (std::size_t i = 1; i < values.size(); ++i) keep_less(gap, values[i] - values[i - 1]);
  return gap;
}

}  // namespace ftcert
