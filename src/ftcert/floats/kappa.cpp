#include "ftcert/floats/kappa.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "ftcert/core/error.hpp"
#include "ftcert/floats/float_network.hpp"
#include "ftcert/floats/upper.hpp"

namespace ftcert {

namespace {

// A neuron is factor * relu-side of (direction.x + kink); the first entry of a direction that is not 0 is 1.
struct Neuron {
  std::size_t row;
  Rational factor, kink;
};

using Direction = std::vector<Rational>;
using Families = std::map<Direction, std::vector<Neuron>>;

Families families(const AffineMap& map) {
  Families result;
  for (std::size_t r = 0; r < map.rows; ++r) {
    const auto row = map.row(r);
    const auto first = std::ranges::find_if(row, [](const Rational& w) { return !w.is_zero(); });
    if (first == row.end()) continue;
    Direction direction(row.begin(), row.end());
    for (Rational& w : direction) {
      if (!w.is_zero()) w /= *first;
    }
    result[std::move(direction)].push_back({r, abs(*first), map.bias[r] / *first});
  }
  return result;
}

// max_i sum_j |direction_j (x_ij - c_j)|.
Upper largest_sum(const Direction& direction, const std::vector<std::vector<Upper>>& magnitudes, std::size_t count) {
  std::vector<Upper> sums(count);
  for (std::size_t j = 0; j < direction.size(); ++j) {
    if (direction[j].is_zero()) continue;
    const Upper weight = Upper::of(direction[j]);
    for (std::size_t i = 0; i < count; ++i) sums[i] += weight * magnitudes[j][i];
  }
  Upper result;
  for (const Upper& sum : sums) result = result < sum ? sum : result;
  return result;
}

// By feature, as a direction is walked through.
std::vector<std::vector<Upper>> magnitudes_of(const PointMatrix& points, const std::vector<Rational>& centre) {
  std::vector<std::vector<Upper>> result(points.dimension, std::vector<Upper>(points.count));
  for (std::size_t i = 0; i < points.count; ++i) {
    for (std::size_t j = 0; j < points.dimension; ++j) {
      const Rational& x = points.row(i)[j];
      result[j][i] = Upper::of(centre[j].is_zero() ? x : x - centre[j]);
    }
  }
  return result;
}

Rational largest_magnitude(std::span<const Rational> numbers) {
  Rational result;
  for (const Rational& number : numbers) result = std::max(result, abs(number));
  return result;
}

// Least distance of a kink from another one, over the neurons of one direction in increasing order of their kinks; nothing where all are one.
std::vector<std::optional<Rational>> distances(const std::vector<Neuron>& neurons) {
  std::vector<std::optional<Rational>> result(neurons.size());
  const auto relax = [&](std::size_t i, const Rational& distance) {
    if (!result[i] || distance < *result[i]) result[i] = distance;
  };
  std::size_t first = 0;  // of the neurons with this kink
  for (std::size_t next = 1; next < neurons.size(); ++next) {
    if (neurons[next].kink == neurons[first].kink) continue;
    std::size_t after = next;
    const Rational distance = neurons[next].kink - neurons[first].kink;
    for (std::size_t i = first; i < next; ++i) relax(i, distance);
    for (; after < neurons.size() && neurons[after].kink == neurons[next].kink; ++after) relax(after, distance);
    first = next;
  }
  return result;
}

// Where the next layer decides: nothing for a neuron that is used nowhere.
std::optional<Rational> spacing_above(const Network& g, std::size_t neuron, const Rational& largest_label) {
  const AffineMap& next = g.layers()[1];
  std::optional<Rational> least;
  Rational largest_weight;
  for (std::size_t r = 0; r < next.rows; ++r) {
    const Rational weight = abs(next.weight(r, neuron));
    largest_weight = std::max(largest_weight, weight);
    if (g.depth() == 2 || weight.is_zero() || next.bias[r].is_zero()) continue;
    const Rational spacing = abs(next.bias[r]) / weight;
    if (!least || spacing < *least) least = spacing;
  }
  if (largest_weight.is_zero()) return std::nullopt;
  if (g.depth() > 2) return least ? *least : Rational(1);
  if (largest_label.is_zero()) return std::nullopt;
  return largest_label / largest_weight;
}

}  // namespace

Rational kappa(const Network& g, const PointMatrix& points, const PointMatrix& residuals) {
  require(points.dimension == g.inputs(), "kappa: wrong dimension");
  if (g.depth() < 2 || g.neurons() == 0) return 0;
  const std::vector<Rational> centre = few_bit_centre(points);
  const auto magnitudes = magnitudes_of(points, centre);
  const Rational largest_label = largest_magnitude(residuals.entries);
  Upper result;
  for (auto& [direction, neurons] : families(g.layers().front())) {
    const Upper sum = largest_sum(direction, magnitudes, points.count);
    Rational shift;
    for (std::size_t j = 0; j < direction.size(); ++j) {
      if (!centre[j].is_zero() && !direction[j].is_zero()) shift += direction[j] * centre[j];
    }
    std::vector<Neuron> sorted = neurons;
    std::ranges::stable_sort(sorted, {}, &Neuron::kink);
    const auto distance = g.depth() == 2 ? distances(sorted) : std::vector<std::optional<Rational>>(sorted.size());
    for (std::size_t n = 0; n < sorted.size(); ++n) {
      const std::optional<Rational> above = spacing_above(g, sorted[n].row, largest_label);
      if (!above) continue;
      // In units of the direction, where the factor of the neuron cancels.
      const Rational spacing = distance[n] ? *distance[n] : *above / sorted[n].factor;
      const Upper size = sum + Upper::of(sorted[n].kink + shift);
      const Upper ratio = size * Upper::of(Rational(1) / spacing);
      result = result < ratio ? ratio : result;
    }
  }
  return result.rational();
}

}  // namespace ftcert
