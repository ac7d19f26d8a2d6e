#include "ftcert/construct/space/unit_shape.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

// values[a] = unit * fractions[a] with |fractions[a]| <= 1 whose denominators are powers of two: then the
// denominators of the labels stay out of the hidden weights. With more places the greatest fraction is nearer to 1, so that the unit, by which errors
// are multiplied, is less; the denominators get these few bits more.
constexpr std::size_t kTentPlaces = 4;

struct Normalized {
  std::vector<Rational> fractions;
  Rational unit;
};

Normalized normalize(const std::vector<Rational>& values, std::size_t places = 0) {
  const HomogeneousVector integers = common_denominator(values);
  Integer common = 0, most = 0;
  for (const Integer& n : integers.numerators) {
    common = gcd(common, n);
    most = std::max<Integer>(most, abs(n));
  }
  require(!common.is_zero(), "UnitShape: no label");
  const std::size_t bits = bit_size(most / common - 1);
  const Integer step = Integer(1) << static_cast<unsigned long>(bits > places ? bits - places : 0);
  const Integer power = (most / common + step - 1) / step * step;
  Normalized result{{}, Rational(common * power, integers.denominator)};
  for (const Integer& n : integers.numerators) result.fractions.emplace_back(n / common, power);
  return result;
}

std::vector<Rational> outer(const std::vector<int>& factors, const Rational& unit,
                            const std::vector<Rational>& direction) {
  std::vector<Rational> changes;
  for (const int factor : factors) {
    for (const Rational& entry : direction) changes.push_back(Rational(factor) * unit * entry);
  }
  return changes;
}

// The height of a hat whose labels are at distance fractions[a] from its middle; the unit gets the labels' sign.
Normalized normalize_hat(const std::vector<Rational>& values, std::size_t places = 0) {
  Normalized labels = normalize(values, places);
  const int sign = labels.fractions.front().sign();
  for (Rational& t : labels.fractions) {
    require(t.sign() == sign, "hat_shape: labels of both signs");
    t = Rational(1) - abs(t);
  }
  if (sign < 0) labels.unit = -labels.unit;
  return labels;
}

// A hat is even.
std::vector<Rational> mirrored(const std::vector<Rational>& targets) {
  std::vector<Rational> others;
  for (const Rational& t : targets) others.push_back(-t);
  return others;
}

// Where a wave takes the same values while it returns to 0, at +-end.
std::vector<Rational> on_outer_pieces(const std::vector<Rational>& targets, int end) {
  std::vector<Rational> others;
  for (const Rational& t : targets) others.push_back(Rational(t.sign() * end) - t);
  return others;
}

}  // namespace

UnitShape hat_shape(const std::vector<Rational>& values, const std::vector<Rational>& direction) {
  Normalized labels = normalize_hat(values);
  std::vector<Rational> others = mirrored(labels.fractions);
  return {std::move(labels.fractions), 1, {-1, 0, 1}, outer({1, -2, 1}, labels.unit, direction), 1, std::move(others)};
}

UnitShape wave_shape(const std::vector<Rational>& values, const std::vector<Rational>& direction) {
  Normalized labels = normalize(values);
  std::vector<Rational> others = on_outer_pieces(labels.fractions, 2);
  return {std::move(labels.fractions),
          2,
          {-2, -1, 1, 2},
          outer({-1, 2, -2, 1}, labels.unit, direction),
          1,
          std::move(others)};
}

UnitShape comb_shape(const std::vector<std::vector<Rational>>& labels) {
  require(!labels.empty(), "comb_shape: no label");
  const std::size_t k = labels.size(), outputs = labels.front().size();
  UnitShape shape;
  shape.threshold = Integer(k + 1);
  shape.spacing = 2;
  shape.changes.assign((k + 2) * outputs, Rational(0));
  for (std::size_t n = 0; n < k + 2; ++n) shape.kinks.push_back(Integer(2 * n) - shape.threshold);
  for (std::size_t a = 0; a < k; ++a) {
    shape.targets.emplace_back(shape.kinks[a + 1]);
    // A hat over [kink a, kink a + 2] with apex label; half: the kinks are 2 apart.
    for (std::size_t c = 0; c < outputs; ++c) {
      const Rational slope = labels[a][c] / Rational(2);
      shape.changes[a * outputs + c] += slope;
      shape.changes[(a + 1) * outputs + c] -= slope + slope;
      shape.changes[(a + 2) * outputs + c] += slope;
    }
  }
  return shape;
}

UnitShape tent_hat_shape(const std::vector<Rational>& values, const std::vector<Rational>& direction) {
  Normalized labels = normalize_hat(values, kTentPlaces);
  for (Rational& t : labels.fractions) t *= Rational(kTentUnit);
  std::vector<Rational> others = mirrored(labels.fractions);
  return {std::move(labels.fractions),
          kTentThreshold,
          {},
          outer({1}, labels.unit / Rational(kTentUnit), direction),
          kTentUnit,
          std::move(others)};
}

UnitShape tent_wave_shape(const std::vector<Rational>& values, const std::vector<Rational>& direction) {
  Normalized labels = normalize(values, kTentPlaces);
  for (Rational& t : labels.fractions) t *= Rational(kTentUnit / 2);
  std::vector<Rational> others = on_outer_pieces(labels.fractions, kTentUnit);
  return {std::move(labels.fractions),
          kTentThreshold,
          {},
          outer({1, -1}, labels.unit / Rational(kTentUnit / 2), direction),
          kTentUnit / 2,
          std::move(others)};
}

}  // namespace ftcert
