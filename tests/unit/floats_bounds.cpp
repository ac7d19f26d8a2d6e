// Bounds of executions where they are known exactly, or fail to hold just so.
#include <boost/test/unit_test.hpp>

#include "ftcert/core/rounding.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/floats/execution_error.hpp"
#include "ftcert/floats/upper.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::points_of;

namespace {

constexpr FloatFormat k32 = FloatFormat::kBinary32, k64 = FloatFormat::kBinary64;

FloatNetwork one_layer(std::vector<Rational> weights, Rational bias, FloatFormat format = k32) {
  FloatNetwork g;
  g.format = format;
  const std::size_t d = weights.size();
  g.network = Network(d, {AffineMap(1, d, std::move(weights), {std::move(bias)})});
  return g;
}

// Distance between the outputs of the executions and the real value at one point.
Rational error_at(const FloatNetwork& g, std::vector<Rational> point, FloatFormat input) {
  const PointMatrix points = points_of(point.size(), point);
  PointMatrix value(1, 1);
  value.entries = folded(g).evaluate(points.row(0));
  const ExecutionError error = execution_error(g, points, value, input);
  BOOST_TEST(error.finite);
  BOOST_TEST(error.kept + (value.entries[0].is_zero() ? 0 : 1) == 1);
  return value.entries[0].is_zero() ? error.kept_error : error.changed_error;
}

Rational u(FloatFormat format) { return unit_roundoff(format) * Rational(1025, 1024); }

}  // namespace

// |b| + |w x| = 2^24 at most: every sum is a number of binary32. One more, and an addition may round.
BOOST_AUTO_TEST_CASE(sums_on_a_grid_are_exact_up_to_the_precision) {
  const Rational most = power_of_two(24);
  BOOST_TEST((error_at(one_layer({1, -1}, 0), {most - Rational(5), 5}, k32) == Rational(0)));
  const Rational above = error_at(one_layer({1, -1}, 0), {most - Rational(5), 6}, k32);
  const Rational t = Rational(3) * u(k32);
  BOOST_TEST((above >= (t + t * t) * (most + Rational(1))));
  BOOST_TEST((above <= (t + t * t) * (most + Rational(1)) * Rational(1001, 1000)));
  // The same in quarters, and in binary64.
  BOOST_TEST((error_at(one_layer({Rational(1, 2), 1}, Rational(1, 4)),
                       {most * Rational(1, 4) - Rational(1, 2), Rational(1, 4)}, k32) == Rational(0)));
  BOOST_TEST((error_at(one_layer({1, -1}, 0, k64), {power_of_two(53) - Rational(5), 5}, k64) == Rational(0)));
  BOOST_TEST((error_at(one_layer({1, -1}, 0, k64), {power_of_two(53) - Rational(5), 6}, k64) > Rational(0)));
}

BOOST_AUTO_TEST_CASE(a_bias_alone_is_exact_and_a_product_is_not) {
  BOOST_TEST((error_at(one_layer({3, 3}, Rational(1, 1024)), {0, 0}, k32) == Rational(0)));
  const Rational odd = power_of_two(20) + Rational(1);
  BOOST_TEST((error_at(one_layer({odd}, 0), {odd}, k32) > Rational(0)));
}

// relu(x - 1): off at 1 where the difference is exact, and off below by a margin above the error.
BOOST_AUTO_TEST_CASE(a_neuron_is_off_where_no_execution_is_positive) {
  FloatNetwork g;
  g.network = Network(1, {AffineMap(1, 1, {Rational(3, 4)}, {-1}), AffineMap(1, 1, {1}, {0})});
  const Rational third = *round_to(kBinary32, Rational(4, 3));  // above 4/3: 3/4 x - 1 = 2^-25
  const ExecutionError on = execution_error(g, points_of(1, {third}), PointMatrix(1, 1), k32);
  BOOST_TEST((on.kept == 1 && on.kept_zero == 0));
  const Rational below = third - power_of_two(-23);  // below 4/3 by less than the error
  BOOST_TEST(execution_error(g, points_of(1, {below}), PointMatrix(1, 1), k32).kept_zero == 0u);
  BOOST_TEST(execution_error(g, points_of(1, {third - power_of_two(-18)}), PointMatrix(1, 1), k32).kept_zero == 1u);
  BOOST_TEST(
      execution_error(g, points_of(1, {Rational(0), Rational(1), Rational(-7)}), PointMatrix(3, 1), k32).keeps_all());
}

BOOST_AUTO_TEST_CASE(an_input_that_is_no_float_is_read_with_one_rounding) {
  // Reading 1/10: u/10; then 1 product.
  const Rational read = u(k32) * Rational(1, 10), t = Rational(2) * u(k32);
  const Rational error = error_at(one_layer({1}, 0), {Rational(1, 10)}, k32);
  const Rational expected = read + (t + t * t) * (Rational(1, 10) + read);
  BOOST_TEST((error >= expected));
  BOOST_TEST((error <= expected * Rational(1001, 1000)));
  // A network in binary64 gets the rounded input exactly, and returns it through one more rounding.
  const Rational wide = error_at(one_layer({1}, 0, k64), {Rational(1, 10)}, k32);
  BOOST_TEST((wide >= read + u(k32) * Rational(1, 10)));
  BOOST_TEST((wide <= (read + u(k32) * Rational(1, 10)) * Rational(1001, 1000)));
  // In a double model nothing of that kind happens to a double; a network in binary32 then reads it with a rounding.
  const Rational x = Rational(1) + power_of_two(-40);
  BOOST_TEST((error_at(one_layer({1}, 0, k64), {x}, k64) == Rational(0)));
  BOOST_TEST((error_at(one_layer({1}, 0, k32), {x}, k64) >= u(k32)));
}

BOOST_AUTO_TEST_CASE(a_subtraction_is_exact_or_one_rounding) {
  FloatNetwork g = one_layer({1}, 0);
  g.centre = {48};
  BOOST_TEST((error_at(g, {Rational(99, 2)}, k32) == Rational(0)));
  const Rational tiny = power_of_two(-20);  // 48 - 2^-20 needs 26 bits
  BOOST_TEST((error_at(g, {tiny}, k32) >= u(k32) * (Rational(48) - tiny)));
}

BOOST_AUTO_TEST_CASE(overflow_is_said) {
  const Rational huge = power_of_two(100);
  BOOST_TEST(!execution_error(one_layer({huge}, 0), points_of(1, {huge}), PointMatrix(1, 1), k32).finite);
  BOOST_TEST(execution_error(one_layer({huge}, 0, k64), points_of(1, {Rational(1)}), PointMatrix(1, 1), k64).finite);
  // Fits binary64, not the binary32 model it returns to; nor does an input of 2^130.
  BOOST_TEST(!execution_error(one_layer({huge}, 0, k64), points_of(1, {huge}), PointMatrix(1, 1), k32).finite);
  BOOST_TEST(
      !execution_error(one_layer({1}, 0, k64), points_of(1, {power_of_two(130)}), PointMatrix(1, 1), k32).finite);
  // A sum whose value is 0.
  BOOST_TEST(!execution_error(one_layer({huge, -huge}, 0), points_of(2, {huge, huge}), PointMatrix(1, 1), k32).finite);
}

BOOST_AUTO_TEST_CASE(kept_and_changed_samples_are_told_apart) {
  PointMatrix residuals(4, 1);
  residuals.entries = {0, 5, 0, 0};
  const ExecutionError error = execution_error(one_layer({2}, 0), points_of(1, {0, 3, 4, 0}), residuals, k32);
  BOOST_TEST((error.kept == 3 && error.kept_zero == 2 && !error.keeps_all()));
  BOOST_TEST((error.kept_error == Rational(8) && error.changed_error == Rational(1)));
}

BOOST_AUTO_TEST_CASE(upper_bounds_round_up_and_are_exact_in_64_bits) {
  const Rational third(1, 3);
  const Upper a = Upper::of(third);
  BOOST_TEST((a.rational() > third && a.rational() - third < power_of_two(-64)));
  const Integer wide = (Integer(1) << 64) - 1;
  BOOST_TEST((Upper::of(Rational(wide)).rational() == Rational(wide)));
  BOOST_TEST(((Upper::of(Rational(wide)) + Upper::of(1)).rational() == power_of_two(64)));
  BOOST_TEST(((Upper::of(Rational(wide)) + Upper::of(Rational(wide))).rational() == Rational(Integer(wide * 2))));
  BOOST_TEST(((Upper::of(Rational(wide)) + Upper::power(-1)).rational() == power_of_two(64)));
  BOOST_TEST(((Upper::power(70) + Upper::power(-70)).rational() == power_of_two(70) + power_of_two(7)));
  BOOST_TEST(((Upper::of(Rational(wide)) * Upper::of(Rational(wide))).rational() >= Rational(Integer(wide * wide))));
  BOOST_TEST(((Upper::of(3) * Upper::of(Rational(5, 8))).rational() == Rational(15, 8)));
  IntegerMatrix number(1, 1);
  number.set(0, 0, Integer(-3) << 80);
  BOOST_TEST((Upper::of(3).at_most(number.at(0, 0), -80)));
  BOOST_TEST((!(Upper::of(3) + Upper::power(-60)).at_most(number.at(0, 0), -80)));
  BOOST_TEST((!Upper::of(4).at_most(number.at(0, 0), -80)));
}
