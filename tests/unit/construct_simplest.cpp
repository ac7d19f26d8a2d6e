// simplest_between() against a search through all denominators.
#include "ftcert/construct/problem/simplest.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

// Least denominator, then least absolute numerator, by trying them in turn.
Rational by_search(const Rational& low, const Rational& high) {
  for (Integer below = 1;; ++below) {
    const Integer first = floor(low * Rational(below)) + 1;
    const Integer last = ceil(high * Rational(below)) - 1;
    if (first > last) continue;
    if (first <= 0 && last >= 0) return 0;
    return Rational(first > 0 ? first : last, below);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(known_values) {
  BOOST_TEST((simplest_between(Rational(314, 100), Rational(315, 100)) == Rational(22, 7)));
  BOOST_TEST((simplest_between(Rational(-1), Rational(1)) == Rational(0)));
  BOOST_TEST((simplest_between(Rational(0), Rational(1)) == Rational(1, 2)));
  BOOST_TEST((simplest_between(Rational(-1), Rational(0)) == Rational(-1, 2)));
  BOOST_TEST((simplest_between(Rational(2), Rational(4)) == Rational(3)));
  BOOST_TEST((simplest_between(Rational(-7), Rational(-3)) == Rational(-4)));
  BOOST_TEST((simplest_between(Rational(0), Rational(1, 7)) == Rational(1, 8)));
  BOOST_TEST(
      (simplest_between(power_of_two(80), power_of_two(80) + power_of_two(-3)) == power_of_two(80) + Rational(1, 9)));
  BOOST_CHECK_THROW(simplest_between(1, 1), Error);
  BOOST_CHECK_THROW(simplest_between(2, 1), Error);
}

BOOST_AUTO_TEST_CASE(agrees_with_the_search) {
  Generator generator(1);
  for (int round = 0; round < rounds(3000); ++round) {
    const Rational low = generator.rational(40, 30);
    const Rational high = low + abs(generator.rational(20, 200)) + Rational(1, 500);
    const Rational found = simplest_between(low, high);
    BOOST_REQUIRE(low < found && found < high);
    BOOST_REQUIRE_MESSAGE(found == by_search(low, high), low.text() + " .. " + high.text());
  }
}

// Ends that are themselves simple, and intervals of 2^-200.
BOOST_AUTO_TEST_CASE(narrow_intervals) {
  Generator generator(2);
  for (int round = 0; round < rounds(200); ++round) {
    const Rational middle = generator.rational(1000, 1000);
    const Rational width = power_of_two(-200);
    BOOST_REQUIRE(simplest_between(middle - width, middle + width) == middle);
    const Rational right = simplest_between(middle, middle + width);
    BOOST_REQUIRE(middle < right && right < middle + width);
    BOOST_REQUIRE(simplest_between(-(middle + width), -middle) == -right);
  }
}
