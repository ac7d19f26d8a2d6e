// Shapes evaluated from their kinks and slope changes.
#include "ftcert/construct/space/unit_shape.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

std::vector<Rational> value(const UnitShape& shape, const Rational& p) {
  const std::size_t outputs = shape.changes.size() / shape.kinks.size();
  std::vector<Rational> sum(outputs);
  for (std::size_t n = 0; n < shape.kinks.size(); ++n) {
    const Rational beyond = p - Rational(shape.kinks[n]);
    if (beyond.sign() <= 0) continue;
    for (std::size_t c = 0; c < outputs; ++c) sum[c] += shape.changes[n * outputs + c] * beyond;
  }
  return sum;
}

void check_shape(const UnitShape& shape, const std::vector<std::vector<Rational>>& labels, std::size_t neurons) {
  BOOST_TEST(shape.kinks.size() == neurons);
  BOOST_REQUIRE(shape.targets.size() == labels.size());
  for (std::size_t a = 0; a < labels.size(); ++a) {
    BOOST_TEST((value(shape, shape.targets[a]) == labels[a]));
    BOOST_TEST(abs(shape.targets[a]) < Rational(shape.threshold));
  }
  const std::vector<Rational> zero(labels[0].size());
  for (const Rational& beyond : {Rational(0), Rational(1, 7), Rational(1000)}) {
    BOOST_TEST((value(shape, Rational(shape.threshold) + beyond) == zero));
    BOOST_TEST((value(shape, -Rational(shape.threshold) - beyond) == zero));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(all_shapes_take_the_labels) {
  Generator random(6);
  for (int round = 0; round < rounds(300); ++round) {
    const auto k = static_cast<std::size_t>(random.between(1, 7));
    const auto outputs = static_cast<std::size_t>(random.between(1, 3));
    std::vector<Rational> direction(outputs), any(k), one_sign(k);
    for (Rational& entry : direction) entry = random.rational(9, 5);
    direction[0] = 1;
    std::vector<std::vector<Rational>> on_line(k), one_signed(k), vectors(k, std::vector<Rational>(outputs));
    for (std::size_t a = 0; a < k; ++a) {
      do {
        any[a] = random.rational(1000, 60);
      } while (any[a].is_zero());
      one_sign[a] = round % 2 == 0 ? abs(any[a]) : -abs(any[a]);
      if (round % 5 == 0) one_sign[a] = one_sign[0];
      for (const Rational& entry : direction) {
        on_line[a].push_back(any[a] * entry);
        one_signed[a].push_back(one_sign[a] * entry);
      }
      for (Rational& entry : vectors[a]) entry = random.rational(1000, 60);
    }
    check_shape(hat_shape(one_sign, direction), one_signed, 3);
    check_shape(wave_shape(any, direction), on_line, 4);
    check_shape(comb_shape(vectors), vectors, k + 2);
  }
}

BOOST_AUTO_TEST_CASE(targets_have_dyadic_denominators) {
  const auto shape = wave_shape({Rational(1, 3), Rational(-5, 7), Rational(2, 9)}, {Rational(1)});
  for (const Rational& t : shape.targets) BOOST_TEST((t * power_of_two(10)).is_integer());
  // Equal labels cost no bits in the hidden layer.
  for (const Rational& t : hat_shape({Rational(1, 3), Rational(1, 3)}, {Rational(1)}).targets) BOOST_TEST(t.is_zero());
}

BOOST_AUTO_TEST_CASE(broken_promises) {
  FTCERT_CHECK_ERROR(hat_shape({Rational(1), Rational(-1)}, {Rational(1)}), Code::kContract);
  FTCERT_CHECK_ERROR(hat_shape({Rational(0)}, {Rational(1)}), Code::kContract);
  FTCERT_CHECK_ERROR(wave_shape({Rational(0)}, {Rational(1)}), Code::kContract);
  FTCERT_CHECK_ERROR(comb_shape({}), Code::kContract);
}
