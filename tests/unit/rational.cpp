// Rational against the definitions.
#include "ftcert/core/rational.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

// Text and floating point have no way in.
template <class... T>
constexpr bool kMakesRational = std::is_constructible_v<Rational, T...>;
static_assert(kMakesRational<int> && kMakesRational<std::uint64_t> && kMakesRational<Integer>);
static_assert(kMakesRational<int, int> && kMakesRational<Integer, Integer>);
static_assert(!kMakesRational<const char*> && !kMakesRational<std::string> && !kMakesRational<std::string_view>);
static_assert(!kMakesRational<float> && !kMakesRational<double> && !kMakesRational<long double>);
static_assert(!kMakesRational<const char*, const char*> && !kMakesRational<std::string, std::string>);
static_assert(!kMakesRational<double, double> && !kMakesRational<double, int> && !kMakesRational<int, double>);
static_assert(!std::is_assignable_v<Rational&, double> && !std::is_assignable_v<Rational&, const char*>);
static_assert(!std::is_assignable_v<Rational&, std::string>);
static_assert(!std::is_convertible_v<Rational, double> && !std::is_convertible_v<Rational, bool>);

namespace {

bool canonical(const Rational& value) {
  const Integer divisor = gcd(value.numerator(), value.denominator());
  return value.denominator() > 0 && divisor == 1;
}

// The fraction a/b + c/d and so on by the school's formulas, as (numerator, denominator) without reduction.
struct Unreduced {
  Integer above, below;
  bool equals(const Rational& value) const { return above * value.denominator() == value.numerator() * below; }
};

}  // namespace

BOOST_AUTO_TEST_CASE(example_of_the_header) {
  const Rational third(1, 3);
  const Rational sum = third + Rational(1, 6);
  BOOST_TEST(sum == Rational(1, 2));
  BOOST_TEST(bit_size(sum) == 3U);
}

BOOST_AUTO_TEST_CASE(always_in_lowest_terms) {
  BOOST_TEST(Rational(4, 6).text() == "2/3");
  BOOST_TEST(Rational(-4, 6).text() == "-2/3");
  BOOST_TEST(Rational(4, -6).text() == "-2/3");
  BOOST_TEST(Rational(-4, -6).text() == "2/3");
  BOOST_TEST(Rational(0, -6).text() == "0");
  BOOST_TEST(Rational(0, -6).denominator() == 1);
  BOOST_TEST(Rational(6, 3).is_integer());
  BOOST_TEST(!Rational(6, 4).is_integer());
  BOOST_TEST(Rational().text() == "0");
  BOOST_TEST(Rational(std::numeric_limits<std::int64_t>::min()).text() == "-9223372036854775808");
  BOOST_TEST(Rational(std::numeric_limits<std::uint64_t>::max()).text() == "18446744073709551615");
}

BOOST_AUTO_TEST_CASE(zero_denominators_break_a_contract) {
  FTCERT_CHECK_ERROR(Rational(1, 0), Code::kContract);
  FTCERT_CHECK_ERROR(Rational(0, 0), Code::kContract);
  FTCERT_CHECK_ERROR(Rational(1) / Rational(0), Code::kContract);
  Rational untouched(5, 7);
  FTCERT_CHECK_ERROR(untouched /= Rational(), Code::kContract);
  BOOST_TEST(untouched == Rational(5, 7));
}

BOOST_AUTO_TEST_CASE(arithmetic_is_that_of_fractions) {
  Generator random(1);
  for (int round = 0; round < rounds(3000); ++round) {
    const Integer a = random.integer(), b = random.positive(), c = random.integer(), d = random.positive();
    const Rational x(a, b), y(c, d);
    BOOST_REQUIRE(canonical(x));
    for (const Rational& result : {x + y, x - y, x * y, -x, abs(x)}) BOOST_REQUIRE(canonical(result));
    BOOST_REQUIRE((Unreduced{a * d + c * b, b * d}.equals(x + y)));
    BOOST_REQUIRE((Unreduced{a * d - c * b, b * d}.equals(x - y)));
    BOOST_REQUIRE((Unreduced{a * c, b * d}.equals(x * y)));
    BOOST_REQUIRE((Unreduced{-a, b}.equals(-x)));
    if (!y.is_zero()) {
      BOOST_REQUIRE(canonical(x / y));
      BOOST_REQUIRE((Unreduced{a * d, b * c}.equals(x / y)));
      BOOST_REQUIRE(x / y * y == x);
    }
    // Compound assignment, with itself too.
    Rational z = x;
    z += z;
    BOOST_REQUIRE(z == x * 2);
    z -= z;
    BOOST_REQUIRE(z.is_zero());
  }
}

BOOST_AUTO_TEST_CASE(order_is_that_of_cross_products) {
  Generator random(2);
  for (int round = 0; round < rounds(3000); ++round) {
    const Rational x = random.rational(), y = random.rational_near(x);
    const Integer left = x.numerator() * y.denominator(), right = y.numerator() * x.denominator();
    BOOST_REQUIRE((x < y) == (left < right));
    BOOST_REQUIRE((x == y) == (left == right));
    BOOST_REQUIRE((x >= y) == (left >= right));
    BOOST_REQUIRE(x.sign() == (x > 0) - (x < 0));
    BOOST_REQUIRE(x.is_zero() == (x == 0));
    BOOST_REQUIRE(abs(x) == (x < 0 ? -x : x));
  }
}

BOOST_AUTO_TEST_CASE(floor_and_ceil_bracket) {
  BOOST_TEST(floor(Rational(-1, 2)) == -1);
  BOOST_TEST(ceil(Rational(-1, 2)) == 0);
  BOOST_TEST(floor(Rational(7, 2)) == 3);
  BOOST_TEST(ceil(Rational(7, 2)) == 4);
  Generator random(3);
  for (int round = 0; round < rounds(2000); ++round) {
    const Rational x = random.rational();
    BOOST_REQUIRE(Rational(floor(x)) <= x);
    BOOST_REQUIRE(x < Rational(floor(x)) + 1);
    BOOST_REQUIRE(ceil(x) == -floor(-x));
    BOOST_REQUIRE((floor(x) == ceil(x)) == x.is_integer());
  }
}

BOOST_AUTO_TEST_CASE(powers_of_two_double) {
  BOOST_TEST(power_of_two(0) == 1);
  Rational up(1), down(1);
  for (long e = 1; e <= 300; ++e) {
    up *= 2;
    down /= 2;
    BOOST_REQUIRE(power_of_two(e) == up);
    BOOST_REQUIRE(power_of_two(-e) == down);
  }
  BOOST_TEST(power_of_two(100000) * power_of_two(-100000) == 1);
}

BOOST_AUTO_TEST_CASE(bit_size_counts_digits_to_base_two) {
  BOOST_TEST(bit_size(Rational(0)) == 0U);
  BOOST_TEST(bit_size(Rational(1)) == 1U);
  BOOST_TEST(bit_size(Rational(-1)) == 1U);
  BOOST_TEST(bit_size(Rational(7)) == 3U);
  BOOST_TEST(bit_size(Rational(8)) == 4U);
  BOOST_TEST(bit_size(Rational(1, 2)) == 3U);
  BOOST_TEST(bit_size(Rational(-3, 4)) == 5U);
  BOOST_TEST(bit_size(Integer(0)) == 0U);
  BOOST_TEST(bit_size(Integer(-8)) == 4U);
  Generator random(4);
  for (int round = 0; round < rounds(500); ++round) {
    const Rational x = random.rational();
    const auto digits = [](Integer n) {
      std::size_t count = 0;
      for (n = abs(n); n > 0; n /= 2) ++count;
      return count;
    };
    const std::size_t expected = digits(x.numerator()) + (x.denominator() == 1 ? 0 : digits(x.denominator()));
    BOOST_REQUIRE(bit_size(x) == expected);
    BOOST_REQUIRE(bit_size(x.numerator()) == digits(x.numerator()));
  }
}

BOOST_AUTO_TEST_CASE(text_is_numerator_slash_denominator) {
  Generator random(5);
  for (int round = 0; round < rounds(1000); ++round) {
    const Rational x = random.rational();
    const std::string below = x.denominator() == 1 ? "" : "/" + x.denominator().str();
    BOOST_REQUIRE(x.text() == x.numerator().str() + below);
  }
}
