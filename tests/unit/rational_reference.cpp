// Rational against GMP's mpq through Boost, another implementation of the same numbers: operations, order, text, moves, threads.
#include <boost/multiprecision/gmp.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ftcert/core/number_text.hpp"
#include "ftcert/core/rational.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;

namespace {

using Reference = boost::multiprecision::number<boost::multiprecision::gmp_rational, boost::multiprecision::et_off>;
using ReferenceInteger = boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;

Reference reference(const Rational& value) {
  return Reference(ReferenceInteger(value.numerator().str()), ReferenceInteger(value.denominator().str()));
}

// Where representations change: beside 2^31, 2^32, 2^62, 2^63, 2^64, the squares of these, and their halves.
Integer corner_integer(Generator& random) {
  constexpr unsigned kExponents[] = {0, 1, 30, 31, 32, 61, 62, 63, 64, 65, 123, 124, 125, 126, 127, 128, 192};
  if (random.one_in(3)) return random.integer();
  Integer value = Integer(1) << kExponents[random.below(std::size(kExponents))];
  value += static_cast<int>(random.below(5)) - 2;
  return random.one_in(2) ? Integer(-value) : value;
}

Rational corner_rational(Generator& random) {
  const Integer below = abs(corner_integer(random));
  return below.is_zero() || random.one_in(4) ? Rational(corner_integer(random))
                                             : Rational(corner_integer(random), below);
}

// The same, the opposite, the reciprocal, a neighbour in each part, or any other.
Rational partner(Generator& random, const Rational& x) {
  switch (random.below(7)) {
    case 0:
      return x;
    case 1:
      return -x;
    case 2:
      return x.is_zero() ? x : 1 / x;
    case 3:
      return Rational(x.numerator() + 1, x.denominator());
    case 4:
      return Rational(x.numerator(), x.denominator() + 1);
    default:
      return corner_rational(random);
  }
}

// The value of one operation, in lowest terms and the reference's.
bool same(const Rational& value, const Reference& expected) {
  return value.numerator().str() == numerator(expected).str() &&
         value.denominator().str() == denominator(expected).str();
}

bool order_agrees(const Rational& x, const Rational& y) {
  const int order = reference(x).compare(reference(y));
  return (x < y) == (order < 0) && (x == y) == (order == 0) && (x > y) == (order > 0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(operations) {
  Generator random(11);
  for (int round = 0; round < 20000; ++round) {
    const Rational x = corner_rational(random), y = partner(random, x);
    const Reference a = reference(x), b = reference(y);
    BOOST_TEST_CONTEXT("x = " << x << ", y = " << y) {
      BOOST_REQUIRE(same(x, a));
      BOOST_REQUIRE(same(x + y, a + b));
      BOOST_REQUIRE(same(x - y, a - b));
      BOOST_REQUIRE(same(x * y, a * b));
      if (!y.is_zero()) BOOST_REQUIRE(same(x / y, a / b));
      BOOST_REQUIRE(same(-x, -a));
      BOOST_REQUIRE(same(abs(x), abs(a)));
      BOOST_REQUIRE(order_agrees(x, y));
      BOOST_REQUIRE(x.sign() == a.sign());
      BOOST_REQUIRE(x.is_zero() == a.is_zero());
      BOOST_REQUIRE(x.is_integer() == (denominator(a) == 1));
      BOOST_REQUIRE(x.text() == a.str());
      BOOST_REQUIRE(read_rational(a.str()) == x);
    }
  }
}

// Operands that are one object.
BOOST_AUTO_TEST_CASE(aliasing) {
  Generator random(12);
  for (int round = 0; round < 5000; ++round) {
    const Rational x = corner_rational(random);
    const Reference a = reference(x);
    Rational sum = x, difference = x, product = x, quotient = x, itself = x;
    BOOST_TEST_CONTEXT("x = " << x) {
      BOOST_REQUIRE(same(sum += sum, a + a));
      BOOST_REQUIRE(same(difference -= difference, 0));
      BOOST_REQUIRE(same(product *= product, a * a));
      if (!x.is_zero()) BOOST_REQUIRE(same(quotient /= quotient, 1));
      const Rational& alias = itself;
      itself = alias;
      BOOST_REQUIRE(same(itself, a));
      BOOST_REQUIRE(order_agrees(x, x));
    }
  }
}

BOOST_AUTO_TEST_CASE(moves) {
  Generator random(13);
  for (int round = 0; round < 2000; ++round) {
    const Rational x = corner_rational(random), y = corner_rational(random);
    const Reference a = reference(x), b = reference(y);
    Rational from = x;
    Rational to = std::move(from);
    BOOST_REQUIRE(same(to, a));
    BOOST_REQUIRE(same(from, 0));
    from += y;
    BOOST_REQUIRE(same(from, b));
    from = std::move(to);
    BOOST_REQUIRE(same(from, a));
    BOOST_REQUIRE(same(to, 0));
    to = y;
    std::swap(from, to);
    BOOST_REQUIRE(same(from, b));
    BOOST_REQUIRE(same(to, a));
    Rational& alias = to;
    to = std::move(alias);
    BOOST_REQUIRE(same(to, a));
  }
  std::vector<Rational> grown;
  for (int i = 0; i < 1000; ++i) grown.push_back(power_of_two(i) + Rational(1, i + 3));
  for (int i = 0; i < 1000; ++i)
    BOOST_REQUIRE(grown[static_cast<std::size_t>(i)] - power_of_two(i) == Rational(1, i + 3));
}

// Numbers too long for a word, made in one thread, changed and destroyed in another.
BOOST_AUTO_TEST_CASE(threads_hand_numbers_over) {
  for (int round = 0; round < 20; ++round) {
    std::vector<Rational> first, second;
    const auto fill = [](std::vector<Rational>& numbers) {
      for (int i = 0; i < 2000; ++i) numbers.push_back(power_of_two(100 + i % 50) + i);
      numbers.resize(1000);
      release_thread_numbers();
    };
    std::thread one(fill, std::ref(first)), other(fill, std::ref(second));
    one.join();
    other.join();
    Rational difference;
    for (std::size_t i = 0; i < first.size(); ++i) {
      first[i] *= 3;
      difference += first[i] - second[i] * 3;
    }
    BOOST_REQUIRE(difference.is_zero());
    std::thread last([taken = std::move(first)]() mutable { taken.clear(); });
    second.clear();
    last.join();
  }
}
