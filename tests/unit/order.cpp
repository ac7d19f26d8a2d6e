// Orders by keys against exact comparison.
#include "ftcert/core/order.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>
#include <vector>

#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

bool below(const Rational& a, const Rational& b) {
  return a.numerator() * b.denominator() < b.numerator() * a.denominator();
}

std::vector<std::size_t> by_comparison(const std::vector<Rational>& numbers) {
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return below(numbers[a], numbers[b]); });
  return order;
}

// Numbers with equal or neighbouring keys: p/q and what is next to it with parts of up to `bits` bits, and their negatives.
std::vector<Rational> neighbours(Generator& random, std::size_t bits, std::size_t count) {
  const Integer unit = Integer(1) << static_cast<unsigned>(bits);
  const Rational centre(random.integer(), unit + random.between(-3, 3));
  std::vector<Rational> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    Rational x = centre + Rational(Integer(random.between(-2, 2)), unit + random.between(-3, 3));
    numbers.push_back(random.one_in(4) ? -x : x);
  }
  return numbers;
}

std::vector<RepeatedRow> repeated_by_comparison(const PointMatrix& points) {
  std::vector<RepeatedRow> repeated;
  for (std::size_t i = 0; i < points.count; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!std::ranges::equal(points.row(i), points.row(j))) continue;
      repeated.push_back({i, j});
      break;
    }
  }
  return repeated;
}

}  // namespace

BOOST_AUTO_TEST_CASE(example_of_the_header) {
  BOOST_TEST((increasing_order(std::vector<Rational>{3, 1, 2}) == std::vector<std::size_t>{1, 2, 0}));
  BOOST_TEST(increasing_order({}).empty());
  BOOST_TEST((increasing_order(std::vector<Rational>{0, 0, -1}) == std::vector<std::size_t>{2, 0, 1}));
}

// The key is what the header says.
BOOST_AUTO_TEST_CASE(scaled_floors) {
  BOOST_TEST(Rational(7, 2).fraction().scaled_floor(0) == 3);
  BOOST_TEST(Rational(-7, 2).fraction().scaled_floor(0) == -4);
  BOOST_TEST(Rational(-1, 3).fraction().scaled_floor(2) == -2);
  BOOST_TEST(Rational(-1000).fraction().scaled_floor(-3) == -125);
  BOOST_TEST(Rational(-1001).fraction().scaled_floor(-3) == -126);
  BOOST_TEST(Rational(0).fraction().scaled_floor(20000) == 0);
  Generator random(1);
  for (int round = 0; round < rounds(20000); ++round) {
    Integer below_one = random.integer();
    if (below_one.is_zero()) below_one = 1;
    const Rational x(random.integer(), abs(below_one));
    if (x.is_zero()) continue;
    const long shift = 61 - static_cast<long>(bit_size(x.numerator())) + static_cast<long>(bit_size(x.denominator())) -
                       static_cast<long>(random.one_in(2) ? random.below(200) : random.below(3));
    const Integer key = x.fraction().scaled_floor(shift);
    // key <= x 2^shift < key + 1
    Integer above = x.numerator(), below = x.denominator();
    (shift < 0 ? below : above) <<= static_cast<unsigned>(std::abs(shift));
    BOOST_REQUIRE(key * below <= above);
    BOOST_REQUIRE(above < (key + 1) * below);
    BOOST_REQUIRE(abs(key) <= Integer(1) << 62U);
  }
}

BOOST_AUTO_TEST_CASE(numbers_against_exact_comparison) {
  Generator random(2);
  for (int round = 0; round < rounds(2000); ++round) {
    std::vector<Rational> numbers;
    const std::size_t count = random.below(30);
    switch (random.below(4)) {
      case 0:  // few values, many of them equal
        for (std::size_t i = 0; i < count; ++i) numbers.push_back(random.rational(4, 3));
        break;
      case 1:  // of all sizes
        for (std::size_t i = 0; i < count; ++i) numbers.emplace_back(random.integer(), abs(random.integer()) + 1);
        break;
      case 2:  // equal keys: differences far below 2^-62 of the greatest
        numbers = neighbours(random, 60 + random.below(200), count);
        break;
      default:  // parts that just fit their words, and just do not
        numbers = neighbours(random, 58 + random.below(6), count);
        if (random.one_in(2)) numbers.emplace_back(Integer(1) << 300U);
        break;
    }
    BOOST_REQUIRE((increasing_order(numbers) == by_comparison(numbers)));
  }
}

BOOST_AUTO_TEST_CASE(repeated_points_against_all_pairs) {
  Generator random(3);
  std::size_t found = 0;
  for (int round = 0; round < rounds(2000); ++round) {
    PointMatrix points(random.below(20), 1 + random.below(3));
    const bool large = random.one_in(2);
    const Rational far(Integer(1) << 100U, (Integer(1) << 80U) + 1);
    for (Rational& x : points.entries) x = random.rational(2, 2) + (large ? far : Rational());
    const auto expected = repeated_by_comparison(points);
    const auto repeated = repeated_rows(points);
    BOOST_REQUIRE(repeated.size() == expected.size());
    for (std::size_t r = 0; r < expected.size(); ++r) {
      BOOST_REQUIRE(repeated[r].row == expected[r].row);
      BOOST_REQUIRE(repeated[r].first == expected[r].first);
    }
    found += repeated.size();
  }
  BOOST_TEST(found > 1000U);
}

// Different points with one fingerprint: a numerator and that numerator plus the modulus of long parts.
BOOST_AUTO_TEST_CASE(equal_fingerprints_are_not_equal_points) {
  const Integer modulus = (Integer(1) << 64U) - 59, first = (Integer(1) << 90U) + 5;
  PointMatrix points(8, 2);
  for (std::size_t i = 0; i < points.count; ++i) {
    points.row(i)[0] = Rational(Integer(first + modulus * (i % 3)));
    points.row(i)[1] = 7;
  }
#ifndef FTCERT_PORTABLE_NUMBERS
  BOOST_TEST(fingerprint(points.row(0)) == fingerprint(points.row(1)));
#endif
  const auto repeated = repeated_rows(points);
  BOOST_REQUIRE(repeated.size() == 5U);
  for (std::size_t r = 0; r < repeated.size(); ++r) {
    BOOST_TEST(repeated[r].row == r + 3);
    BOOST_TEST(repeated[r].first == r % 3);
  }
}
