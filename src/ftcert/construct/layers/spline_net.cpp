#include "ftcert/construct/layers/spline_net.hpp"

#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

std::size_t bits_of(const SplineRow& row, std::span<const Rational> outer) {
  std::size_t bits = bit_size(row.bias);
  for (const Rational& w : row.weights) bits += bit_size(w);
  for (const Rational& w : outer) bits += bit_size(w);
  return bits;
}

// The positive factor that makes all entries coprime integers; nothing for the zero row.
Rational primitive_factor(const SplineRow& row) {
  Integer denominators = 1, numerators = 0;
  const auto take = [&](const Rational& v) {
    if (v.is_zero()) return;
    denominators = lcm(denominators, v.denominator());
    numerators = gcd(numerators, v.numerator());
  };
  take(row.bias);
  for (const Rational& w : row.weights) take(w);
  // gcd(n_i) / lcm(d_i) is the greatest common measure of reduced fractions n_i / d_i.
  return numerators.is_zero() ? Rational(1) : Rational(denominators, numerators);
}

}  // namespace

void SplineNet::add_knot(const Rational& at, Facing facing) {
  require(rows.empty(), "SplineNet: knots come before rows");
  knots.push_back(at);
  facings.push_back(facing);
}

void SplineNet::add_row(SplineRow row, std::span<const Rational> outer) {
  require(row.weights.size() == knots.size() && outer.size() == outputs(), "SplineNet::add_row: wrong size");
  const Rational factor = primitive_factor(row);
  SplineRow scaled = row;
  scaled.bias *= factor;
  for (Rational& w : scaled.weights) w *= factor;
  std::vector<Rational> scaled_outer(outer.begin(), outer.end());
  for (Rational& w : scaled_outer) w /= factor;
  if (bits_of(scaled, scaled_outer) < bits_of(row, outer)) {
    rows.push_back(std::move(scaled));
    outers.insert(outers.end(), scaled_outer.begin(), scaled_outer.end());
  } else {
    rows.push_back(std::move(row));
    outers.insert(outers.end(), outer.begin(), outer.end());
  }
}

AffineMap SplineNet::row_map() const {
  AffineMap map(rows.size(), knots.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    map.bias[r] = rows[r].bias;
    for (std::size_t j = 0; j < knots.size(); ++j) map.weight(r, j) = rows[r].weights[j];
  }
  return map;
}

AffineMap SplineNet::output_map() const {
  AffineMap map(outputs(), rows.size());
  map.bias = constant;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < outputs(); ++c) map.weight(c, r) = outers[r * outputs() + c];
  }
  return map;
}

Network SplineNet::lift(const std::vector<Integer>& direction) const {
  AffineMap first(knots.size(), direction.size());
  for (std::size_t j = 0; j < knots.size(); ++j) {
    const bool right = facings[j] == Facing::kRight;
    first.bias[j] = right ? -knots[j] : knots[j];
    for (std::size_t i = 0; i < direction.size(); ++i) {
      first.weight(j, i) = right ? Rational(direction[i]) : -Rational(direction[i]);
    }
  }
  std::vector<AffineMap> layers;
  layers.push_back(std::move(first));
  layers.push_back(row_map());
  layers.push_back(output_map());
  return Network(direction.size(), std::move(layers));
}

}  // namespace ftcert
