#include "ftcert/construct/space/unit_shape.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

// values[a] = unit * fractions[a] with |fractions[a]| <= 1 whose denominators are powers of two: then the
// denominators of the labels stay out of the hidden weights.
struct Normalized {
  std::vector<Rational> fractions;
  Rational unit;
};

Normalized normalize(const std::vector<Rational>& values) {
  const HomogeneousVector integers = common_denominator(values);
  Integer common = 0, most = 0;
  for (const Integer& n : integers.numerators) {
    common = gcd(common, n);
    most = std::max<Integer>(most, abs(n));
  }
  require(!common.is_zero(), "UnitShape: no label");
  const std::size_t bits = bit_size(most / common - 1);
  const Integer power = Integer(1) << static_cast<unsigned long>(bits);
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

}  // namespace

UnitShape hat_shape(const std::vector<Rational>& values, const std::vector<Rational>& direction) {
  Normalized labels = normalize(values);
  const int sign = labels.fractions.front().sign();
  for (Rational& t : labels.fractions) {
    require(t.sign() == sign, "hat_shape: labels of both signs");
    t = Rational(1) - abs(t);
  }
  return {std::move(labels.fractions), 1, {-1, 0, 1}, outer({sign, -2 * sign, sign}, labels.unit, direction)};
}

UnitShape wave_shape(const std::vector<Rational>& values, const std::vector<Rational>& direction) {
  Normalized labels = normalize(values);
  return {std::move(labels.fractions), 2, {-2, -1, 1, 2}, outer({-1, 2, -2, 1}, labels.unit, direction)};
}

UnitShape comb_shape(const std::vector<std::vector<Rational>>& labels) {
  require(!labels.empty(), "comb_shape: no label");
  const std::size_t k = labels.size(), outputs = labels.front().size();
  UnitShape shape;
  shape.threshold = Integer(k + 1);
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

}  // namespace ftcert
