#include "ftcert/floats/row_bound.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/rounding.hpp"

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

LayerBounds::LayerBounds(const AffineMap& map, const Arithmetic& arithmetic) : arithmetic_(arithmetic) {
  std::map<std::vector<std::pair<std::size_t, Rational>>, std::size_t> known;
  std::size_t most = 0;
  for (std::size_t r = 0; r < map.rows; ++r) {
    std::vector<std::pair<std::size_t, Rational>> weights;
    std::optional<long> exponent;
    for (std::size_t c = 0; c < map.columns; ++c) {
      const Rational& weight = map.weight(r, c);
      if (weight.is_zero()) continue;
      if (!exponent) exponent = binary_exponent(weight);
      weights.emplace_back(c, abs(weight) * power_of_two(-*exponent));
    }
    const auto [found, added] = known.try_emplace(std::move(weights), families_.size());
    if (added) {
      Family& family = families_.emplace_back();
      for (const auto& [c, weight] : found->first) {
        family.weights.push_back({c, Upper::of(weight), *last_place(weight)});
      }
      most = std::max(most, family.weights.size() + 1);
    }
    const Rational& bias = map.bias[r];
    rows_.push_back({found->second, exponent.value_or(0), Upper::of(bias),
                     bias.is_zero() ? std::nullopt : last_place(bias), std::nullopt});
  }
  gamma_ = gammas(arithmetic, most);
  tiny_ = Upper::of(Rational(4 * (map.columns + 1))) * arithmetic.tiny;
}

std::vector<LastPlace> LayerBounds::look_at_places(const std::vector<LastPlace>& inputs) {
  for (Family& family : families_) {
    family.place.reset();
    for (const Weight& w : family.weights) {
      if (inputs[w.column]) family.place = least(family.place, *inputs[w.column] + w.last);
    }
  }
  std::vector<LastPlace> result;
  for (Row& row : rows_) {
    row.place = families_[row.family].place;
    if (row.place) *row.place += row.exponent;
    row.place = least(row.place, row.bias_place);
    result.push_back(row.place);
  }
  return result;
}

void LayerBounds::look_at(std::span<const Bounded> inputs) {
  for (Family& family : families_) {
    family.products = family.carried = Upper();
    family.count = 0;
    for (const Weight& w : family.weights) {
      const Bounded& x = inputs[w.column];
      if (x.magnitude.is_zero() && x.error.is_zero()) continue;  // 0 in every execution, and adding 0 rounds nothing
      ++family.count;
      family.products += w.magnitude * x.magnitude;
      if (!x.error.is_zero()) family.carried += w.magnitude * x.error;
    }
    family.products += family.carried;
  }
}

std::optional<Upper> LayerBounds::row(std::size_t r, const Denominator& denominator) const {
  const Row& row = rows_[r];
  const Family& family = families_[row.family];
  const Upper absolute = row.bias * denominator.upper + family.products.times_power(row.exponent);
  const Upper carried = family.carried.times_power(row.exponent);
  const std::size_t terms = family.count + (row.bias.is_zero() ? 0 : 1);
  if (terms >= gamma_.size()) return std::nullopt;
  const Upper rounding = gamma_[terms] * absolute + tiny_ * denominator.upper;
  if (!(absolute + rounding).at_most(denominator.exact, arithmetic_.greatest_exponent)) return std::nullopt;
  if (family.count == 0) return Upper();
  const bool grid = carried.is_zero() && row.place && *row.place >= arithmetic_.least_exponent &&
                    *row.place + arithmetic_.precision <= arithmetic_.greatest_exponent &&
                    absolute.at_most(denominator.exact, *row.place + arithmetic_.precision);
  return grid ? Upper() : carried + rounding;
}

}  // namespace ftcert
