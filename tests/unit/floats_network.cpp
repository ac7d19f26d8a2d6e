// Networks brought into a float format: what stays, what is rounded, what does not fit.
#include "ftcert/floats/float_network.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/core/rounding.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::points_of;

namespace {

constexpr FloatFormat k32 = FloatFormat::kBinary32, k64 = FloatFormat::kBinary64;

bool all_of_format(const FloatNetwork& g) {
  for (const AffineMap& map : g.network.layers()) {
    for (const auto* numbers : {&map.weights, &map.bias}) {
      for (const Rational& number : *numbers) {
        if (!is_number_of(g.format, number)) return false;
      }
    }
  }
  return true;
}

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_of_a_format) {
  for (const FloatFormat format : {k32, k64}) {
    const Rational least = least_normal(format), ulp = power_of_two(1 - ieee(format).precision);
    for (const Rational& number : {Rational(0), Rational(1), Rational(-3, 8), least, -least, Rational(1) + ulp,
                                   (Rational(2) - ulp) * largest_power(format)}) {
      BOOST_TEST(is_number_of(format, number));
    }
    for (const Rational& number : {Rational(1, 3), least * Rational(1, 2), least - ulp * least * Rational(1, 2),
                                   Rational(1) + ulp * Rational(1, 2), largest_power(format) * Rational(2)}) {
      BOOST_TEST(!is_number_of(format, number));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_network_of_the_format_stays_as_it_is) {
  const Network g(2, {AffineMap(2, 2, {13354, -77, Rational(3, 8), 0}, {-20000, 5}),
                      AffineMap(1, 2, {Rational(7, 8192), -3}, {0})});
  const auto same = to_format(g, points_of(2, {0, 16, 3, 0}), k32);
  BOOST_REQUIRE(same);
  BOOST_TEST(same->centre.empty());
  BOOST_TEST((same->network == g));
}

// The function changes by roundings only, whatever the sizes of the rows.
BOOST_AUTO_TEST_CASE(rows_of_any_size_fit) {
  const Rational huge = power_of_two(900), third(1, 3);
  const Network g(1, {AffineMap(3, 1, {huge * third, third / huge, third}, {huge, Rational(1) / huge, -2}),
                      AffineMap(1, 3, {Rational(1) / huge, huge, third}, {third})});
  const PointMatrix points = points_of(1, {-1, 0, 1, 16});
  for (const FloatFormat format : {k32, k64}) {
    const auto rounded = to_format(g, points, format);
    BOOST_REQUIRE(rounded);
    BOOST_TEST(all_of_format(*rounded));
    const Network real = folded(*rounded);
    for (std::size_t i = 0; i < points.count; ++i) {
      const Rational error = abs(real.evaluate(points.row(i))[0] - g.evaluate(points.row(i))[0]);
      BOOST_TEST((error <= Rational(40) * unit_roundoff(format)));
    }
  }
  const Network steep(1, {AffineMap(1, 1, {huge}, {0}), AffineMap(1, 1, {1}, {0})});
  BOOST_TEST(!to_format(steep, points, k32).has_value());
  BOOST_TEST(to_format(steep, points, k64).has_value());
}

BOOST_AUTO_TEST_CASE(the_centre_is_folded_back) {
  const PointMatrix points =
      points_of(2, {100, Rational(13, 10), 140, Rational(18, 10), 119, Rational(151, 100), 131, Rational(14, 10)});
  const std::vector<Rational> centre = few_bit_centre(points);
  BOOST_TEST((centre[0] == Rational(120) && centre[1] == Rational(25, 16)));
  // Integers and a bias that takes the shift without a rounding: the same function.
  const Network g(2, {AffineMap(2, 2, {3, -16, 5, 32}, {7, 9}), AffineMap(1, 2, {1, -2}, {4})});
  const auto moved = to_format(g, points, k32);
  BOOST_REQUIRE(moved);
  BOOST_TEST((moved->centre == centre));
  BOOST_TEST((folded(*moved) == g));
  BOOST_TEST((moved->network.layers()[0].bias[0] == Rational(7 + 3 * 120 - 25)));
}

BOOST_AUTO_TEST_CASE(no_centre_where_it_does_not_help) {
  // From 0 to the greatest value, on both sides of 0, and where a difference would round.
  const Rational small = Rational(1, 8) + power_of_two(-26);
  const PointMatrix points = points_of(4, {0, -5, small, 7, 16, 9, 1, 7});
  const std::vector<Rational> centre = few_bit_centre(points);
  BOOST_TEST((centre[0].is_zero() && centre[1].is_zero()));
  BOOST_TEST((centre[3] == Rational(7)));
  for (std::size_t i = 0; i < 2; ++i) BOOST_TEST(is_number_of(k32, points.row(i)[2] - centre[2]));
  BOOST_TEST(few_bit_centre(PointMatrix(0, 2)).size() == 2u);
}
