#include "ftcert/floats/centre_search.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/common/changed_rows.hpp"
#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

namespace {

constexpr int kSteps[] = {-4, -2, -1, 1, 2, 4};
constexpr int kRounds = 2;
constexpr std::size_t kMostProducts = 100000000;

// Half the greatest power of two that is at most an eighth of the feature's range; 0 for a feature that is constant.
Rational step_of(const PointMatrix& points, std::size_t j) {
  Rational least = points.row(0)[j], most = least;
  for (std::size_t i = 1; i < points.count; ++i) {
    least = std::min(least, points.row(i)[j]);
    most = std::max(most, points.row(i)[j]);
  }
  return least == most ? Rational() : power_of_two(binary_exponent(most - least) - 4);
}

// The function of x stays, but for the rounding of the biases. Nothing where a number leaves the format.
std::optional<FloatNetwork> moved(const FloatNetwork& g, std::vector<Rational> centre) {
  std::vector<AffineMap> layers = g.network.layers();
  AffineMap& first = layers.front();
  for (const Rational& c : centre) {
    if (!is_number_of(FloatFormat::kBinary32, c)) return std::nullopt;
  }
  for (std::size_t r = 0; r < first.rows; ++r) {
    Rational bias = first.bias[r];
    for (std::size_t c = 0; c < first.columns; ++c) bias += first.weight(r, c) * (centre[c] - g.centre[c]);
    const std::optional<Rational> rounded = round_to(ieee(g.format), bias);
    if (!rounded || !is_number_of(g.format, *rounded)) return std::nullopt;
    first.bias[r] = *rounded;
  }
  return FloatNetwork{g.format, std::move(centre), Network(g.network.inputs(), std::move(layers))};
}

}  // namespace

FloatNetwork with_near_centre(const FloatNetwork& g, const PointMatrix& points, const PointMatrix& residuals,
                              FloatFormat input) {
  const std::vector<std::size_t> rows = changed_rows(residuals);
  std::size_t products = rows.size() * points.dimension * std::size(kSteps) * kRounds;
  std::size_t weights = 0;
  for (const AffineMap& map : g.network.layers()) weights += map.weights.size();
  if (g.centre.empty() || rows.empty() || products > kMostProducts / (weights + 1)) return g;
  const PointMatrix some = chosen_rows(points, rows), wanted = chosen_rows(residuals, rows);
  const auto miss = [&](const FloatNetwork& network) -> std::optional<Rational> {
    const ExecutionError error = execution_error(network, some, wanted, input);
    return error.finite ? std::optional(error.changed_error) : std::nullopt;
  };
  std::optional<Rational> least = miss(g);
  if (!least || least->is_zero()) return g;
  FloatNetwork best = g;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t j = 0; j < points.dimension; ++j) {
      const Rational step = step_of(points, j), from = best.centre[j];
      for (const int steps : kSteps) {
        if (step.is_zero()) break;
        std::vector<Rational> centre = best.centre;
        centre[j] = from + step * Rational(steps);
        std::optional<FloatNetwork> other = moved(g, std::move(centre));
        std::optional<Rational> found = other ? miss(*other) : std::nullopt;
        if (!found || *found >= *least) continue;
        least = std::move(found);
        best = *std::move(other);
      }
    }
  }
  if (best.centre == g.centre) return g;
  const ExecutionError error = execution_error(best, points, residuals, input);
  return error.keeps_all() ? best : g;
}

}  // namespace ftcert
