#include "ftcert/evaluation/evaluation.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"
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

void LayerMargin::add(const LayerMargin& other) {
  for (const auto* value : {&other.least, &other.nonzero}) {
    if (*value) add(**value);
  }
}

std::vector<Rational> project_points(const PointMatrix& points, const std::vector<Integer>& direction) {
  require(direction.size() == points.dimension, "project_points: wrong dimension");
  IntegerMatrix column(points.dimension + 1, 1);
  for (std::size_t c = 0; c < points.dimension; ++c) column.set(c, 0, direction[c]);
  std::vector<Rational> values(points.count);
  constexpr std::size_t kChunk = 4096;
  for (std::size_t first = 0; first < points.count; first += kChunk) {
    const std::size_t count = std::min(kChunk, points.count - first);
    const IntegerMatrix rows = homogeneous_rows(points, first, count);
    IntegerMatrix products(count, 1);
    products.set_product(rows, column);
    for (std::size_t i = 0; i < count; ++i)
      values[first + i] = entry::ratio(products.at(i, 0), rows.at(i, points.dimension));
  }
  return values;
}

std::optional<Rational> least_gap(std::span<const Rational> values) {
  const std::vector<std::size_t> order = increasing_order(values);
  std::optional<Rational> gap;
  for (std::size_t r = 1; r < order.size(); ++r) keep_less(gap, values[order[r]] - values[order[r - 1]]);
  return gap;
}

std::optional<Rational> projection_gap(const PointMatrix& points, const std::vector<Integer>& direction) {
  return least_gap(project_points(points, direction));
}

}  // namespace ftcert
