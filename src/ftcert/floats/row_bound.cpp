#include "ftcert/floats/row_bound.hpp"

#include <algorithm>

#include "ftcert/common/rounding.hpp"
#include "ftcert/floats/dyadic.hpp"

namespace ftcert {

namespace {

// t + t^2 for t = (terms + 1) u <= 1/2.
std::vector<Upper> gammas(const Arithmetic& arithmetic, std::size_t most_terms) {
  std::vector<Upper> result;
  for (std::size_t terms = 0; terms <= most_terms; ++terms) {
    const Upper t = Upper::of(Rational(terms + 1)) * arithmetic.roundoff;
    if (t.rational() > Rational(1, 2)) break;
    result.push_back(t + t * t);
  }
  return result;
}

LastPlace least(const LastPlace& a, const LastPlace& b) { return a && b ? std::min(*a, *b) : a ? a : b; }

}  // namespace

Arithmetic::Arithmetic(FloatFormat format)
    : precision(ieee(format).precision),
      greatest_exponent(ieee(format).greatest_exponent),
      least_exponent(1 - greatest_exponent),
      roundoff(Upper::power(-precision) + Upper::power(-precision - 10)),
      tiny(Upper::power(least_exponent)) {}

std::optional<Upper> operation_error(const Arithmetic& arithmetic, const Bounded& value, bool exact,
                                     const Denominator& denominator) {
  const Upper size = value.magnitude + value.error;
  const Upper error = arithmetic.roundoff * size + arithmetic.tiny * denominator.upper;
  if (!(size + error).at_most(denominator.exact, arithmetic.greatest_exponent)) return std::nullopt;
  return exact ? Upper() : value.error + error;
}

LayerBounds::LayerBounds(const AffineMap& map, const Arithmetic& arithmetic)
    : arithmetic_(arithmetic), rows_(map.rows) {
  std::size_t most = 0;
  for (std::size_t r = 0; r < map.rows; ++r) {
    Row& row = rows_[r];
    for (std::size_t c = 0; c < map.columns; ++c) {
      const Rational& weight = map.weight(r, c);
      if (!weight.is_zero()) row.weights.push_back({c, Upper::of(weight), *last_place(weight)});
    }
    row.bias = Upper::of(map.bias[r]);
    if (!map.bias[r].is_zero()) row.bias_place = last_place(map.bias[r]);
    most = std::max(most, row.weights.size() + 1);
  }
  gamma_ = gammas(arithmetic, most);
  tiny_ = Upper::of(Rational(4 * (map.columns + 1))) * arithmetic.tiny;
}

std::vector<LastPlace> LayerBounds::look_at_places(const std::vector<LastPlace>& inputs) {
  std::vector<LastPlace> result;
  for (Row& row : rows_) {
    row.place = row.bias_place;
    for (const Weight& w : row.weights) {
      if (inputs[w.column]) row.place = least(row.place, *inputs[w.column] + w.last);
    }
    result.push_back(row.place);
  }
  return result;
}

std::optional<Upper> LayerBounds::row(std::size_t r, std::span<const Bounded> inputs,
                                      const Denominator& denominator) const {
  const Row& row = rows_[r];
  Upper absolute = row.bias * denominator.upper, carried;
  std::size_t products = 0;
  for (const Weight& w : row.weights) {
    const Bounded& x = inputs[w.column];
    if (x.magnitude.is_zero() && x.error.is_zero()) continue;  // 0 in every execution, and adding 0 rounds nothing
    ++products;
    absolute += w.magnitude * x.magnitude;
    if (x.error.is_zero()) continue;
    const Upper error = w.magnitude * x.error;
    carried += error;
    absolute += error;
  }
  const std::size_t terms = products + (row.bias.is_zero() ? 0 : 1);
  if (terms >= gamma_.size()) return std::nullopt;
  const Upper rounding = gamma_[terms] * absolute + tiny_ * denominator.upper;
  if (!(absolute + rounding).at_most(denominator.exact, arithmetic_.greatest_exponent)) return std::nullopt;
  if (products == 0) return Upper();
  const bool grid = carried.is_zero() && row.place && *row.place >= arithmetic_.least_exponent &&
                    *row.place + arithmetic_.precision <= arithmetic_.greatest_exponent &&
                    absolute.at_most(denominator.exact, *row.place + arithmetic_.precision);
  return grid ? Upper() : carried + rounding;
}

}  // namespace ftcert
