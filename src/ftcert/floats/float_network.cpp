#include "ftcert/floats/float_network.hpp"

#include <algorithm>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/data/binary_float.hpp"

namespace ftcert {

namespace {

// x -> map(x + shift).
void move_bias(AffineMap& map, std::span<const Rational> shift) {
  for (std::size_t r = 0; r < map.rows; ++r) {
    for (std::size_t c = 0; c < map.columns; ++c) {
      if (!shift[c].is_zero()) map.bias[r] += map.weight(r, c) * shift[c];
    }
  }
}

// Largest |x - centre| of every feature.
std::vector<Rational> radii(const PointMatrix& points, const std::vector<Rational>& centre) {
  std::vector<Rational> result(points.dimension);
  for (std::size_t j = 0; j < points.dimension; ++j) {
    if (points.count == 0) continue;
    Rational least = points.row(0)[j], most = least;
    for (std::size_t i = 1; i < points.count; ++i) {
      const Rational& x = points.row(i)[j];
      if (x < least) least = x;
      if (x > most) most = x;
    }
    if (!centre.empty()) least -= centre[j], most -= centre[j];
    result[j] = std::max(abs(least), abs(most));
  }
  return result;
}

// Every row whose numbers all belong to the format already and are of this size stays as it is.
constexpr long kModerate = 40;

struct RowSize {
  std::optional<long> exponent;  // of |b| + sum |w_j| radius_j; nothing for a row that is 0
  bool fits = true;              // all numbers belong to the format and are of moderate size
};

RowSize row_size(const AffineMap& map, std::size_t r, const std::vector<Rational>& radius, FloatFormat format) {
  Rational size = abs(map.bias[r]), largest = size;
  RowSize result;
  const auto look = [&](const Rational& number) {
    if (!number.is_zero() && (!is_number_of(format, number) || abs(binary_exponent(number)) > kModerate))
      result.fits = false;
  };
  look(map.bias[r]);
  for (std::size_t c = 0; c < map.columns; ++c) {
    const Rational weight = abs(map.weight(r, c));
    look(weight);
    size += weight * radius[c];
    largest = std::max(largest, weight);
  }
  // A weight that hardly counts at the samples must fit as well.
  size = std::max(size, largest * power_of_two(-kModerate));
  if (!size.is_zero()) result.exponent = binary_exponent(size);
  return result;
}

void multiply_row(AffineMap& map, std::size_t r, const Rational& factor) {
  for (std::size_t c = 0; c < map.columns; ++c) map.weight(r, c) *= factor;
  map.bias[r] *= factor;
}

// Nothing beyond the format's range; what would be subnormal is 0.
std::optional<Rational> rounded_normal(FloatFormat format, const Rational& number) {
  std::optional<Rational> result = round_to(ieee(format), number);
  if (result && abs(*result) < least_normal(format)) result = Rational();
  return result;
}

bool round_numbers(FloatFormat format, std::vector<Rational>& numbers) {
  for (Rational& number : numbers) {
    std::optional<Rational> rounded = rounded_normal(format, number);
    if (!rounded) return false;
    number = std::move(*rounded);
  }
  return true;
}

}  // namespace

Network folded(const FloatNetwork& g) {
  if (g.centre.empty()) return g.network;
  std::vector<AffineMap> layers = g.network.layers();
  std::vector<Rational> shift;
  for (const Rational& c : g.centre) shift.push_back(-c);
  move_bias(layers.front(), shift);
  return Network(g.network.inputs(), std::move(layers));
}

std::optional<FloatNetwork> to_format(const Network& g, const PointMatrix& points, FloatFormat format) {
  require(points.dimension == g.inputs(), "to_format: wrong dimension");
  FloatNetwork result;
  result.format = format;
  result.centre = few_bit_centre(points);
  if (std::ranges::all_of(result.centre, [](const Rational& c) { return c.is_zero(); })) result.centre.clear();
  std::vector<AffineMap> layers = g.layers();
  if (!result.centre.empty()) move_bias(layers.front(), result.centre);
  std::vector<Rational> radius = radii(points, result.centre);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    AffineMap& map = layers[l];
    std::vector<Rational> next(map.rows);
    for (std::size_t r = 0; l + 1 < layers.size() && r < map.rows; ++r) {
      const RowSize size = row_size(map, r, radius, format);
      if (!size.exponent) continue;
      long exponent = *size.exponent + 1;
      if (!size.fits || abs(Rational(exponent)) > kModerate) {
        // relu(2^k t) = 2^k relu(t): the next layer takes the factor back.
        const Rational factor = power_of_two(-exponent), inverse = power_of_two(exponent);
        multiply_row(map, r, factor);
        for (std::size_t s = 0; s < layers[l + 1].rows; ++s) layers[l + 1].weight(s, r) *= inverse;
        exponent = 0;
      }
      next[r] = power_of_two(exponent);
    }
    if (!round_numbers(format, map.weights) || !round_numbers(format, map.bias)) return std::nullopt;
    radius = std::move(next);
  }
  result.network = Network(g.inputs(), std::move(layers));
  return result;
}

}  // namespace ftcert
