#include "ftcert/construct/problem/direction.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "ftcert/construct/problem/direction_candidates.hpp"
#include "ftcert/construct/problem/separation_screen.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

using Tie = SeparationScreen::Tie;

std::vector<Rational> projected(const PointMatrix& points, const std::vector<Integer>& direction) {
  std::vector<Rational> values(points.count);
  std::vector<std::size_t> used;
  for (std::size_t j = 0; j < direction.size(); ++j) {
    if (!direction[j].is_zero()) used.push_back(j);
  }
  for (std::size_t i = 0; i < points.count; ++i) {
    const auto x = points.row(i);
    if (used.size() == 1) {
      values[i] = x[used[0]];
      if (direction[used[0]] != 1) values[i] *= Rational(direction[used[0]]);
      continue;
    }
    // Over a common denominator, the whole product needs one reduction to lowest terms.
    const HomogeneousVector integers = common_denominator(x);
    Integer sum;
    for (std::size_t j : used) {
      mpz_addmul(sum.backend().data(), direction[j].backend().data(), integers.numerators[j].backend().data());
    }
    values[i] = Rational(sum, integers.denominator);
  }
  return values;
}

// Sorts the samples by their projection; returns two that coincide if there are any.
std::optional<Tie> sort_samples(const PointMatrix& points, const std::vector<Integer>& direction, Projection& result) {
  std::vector<Rational> values = projected(points, direction);
  result.direction = direction;
  result.order = increasing_order(values);
  for (std::size_t r = 0; r + 1 < points.count; ++r) {
    const std::size_t p = result.order[r], q = result.order[r + 1];
    if (!(values[p] < values[q])) return Tie(std::min(p, q), std::max(p, q));
  }
  result.values.clear();
  result.values.reserve(points.count);
  for (std::size_t row : result.order) result.values.push_back(std::move(values[row]));
  return std::nullopt;
}

bool same_point(const PointMatrix& points, Tie tie) {
  const auto p = points.row(tie.first), q = points.row(tie.second);
  return std::equal(p.begin(), p.end(), q.begin());
}

[[noreturn]] void fail(const PointMatrix& points, Tie tie) {
  const std::string both = "samples " + std::to_string(tie.first + 1) + " and " + std::to_string(tie.second + 1);
  if (same_point(points, tie)) {
    throw Error(Code::kNotApplicable, "expected distinct points, found " + both + " at the same point");
  }
  throw Error(Code::kNotApplicable, "expected a direction that separates all samples, found " + both +
                                        " with the same projection; choose another direction, or auto");
}

}  // namespace

Projection project(const PointMatrix& points, const std::vector<Integer>& direction) {
  if (direction.size() != points.dimension) {
    throw Error(Code::kUsage, "expected a direction of " + std::to_string(points.dimension) + " entries, found " +
                                  std::to_string(direction.size()));
  }
  Projection result;
  if (const auto tie = sort_samples(points, direction, result)) fail(points, *tie);
  return result;
}

Projection separate(const PointMatrix& points) {
  require(points.count > 0 && points.dimension > 0, "separate: needs samples and a dimension");
  if (points.dimension == 1) {  // there is one direction
    Projection result;
    if (!sort_samples(points, {1}, result)) return result;
  }
  SeparationScreen screen(points);
  DirectionCandidates candidates(points.dimension);
  for (;;) {
    const std::vector<Integer> direction = candidates.next();
    std::optional<Tie> tie = screen.tie(direction);
    if (!tie) {
      Projection result;
      tie = sort_samples(points, direction, result);
      if (!tie) return result;
      screen.remember(*tie);
    }
    if (same_point(points, *tie)) fail(points, *tie);
  }
}

}  // namespace ftcert
