// SteepnessTable against exact arithmetic at every sample.
#include "ftcert/construct/space/steepness.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;
using ftcert::test::text_of;

namespace {

Rational value(const std::vector<Integer>& form, std::span<const Rational> x) {
  Rational sum(form.back());
  for (std::size_t j = 0; j < x.size(); ++j) sum += Rational(form[j]) * x[j];
  return sum;
}

// Least e >= 0 with 2^e |kernel| >= |base| + clearance at all samples; nothing with an obstacle.
std::optional<std::size_t> brute_force(const PointMatrix& points, const std::vector<Integer>& base,
                                       const std::vector<Integer>& kernel, const Integer& clearance,
                                       const std::vector<std::size_t>& inside) {
  std::size_t e = 0;
  for (std::size_t i = 0; i < points.count; ++i) {
    if (std::count(inside.begin(), inside.end(), i) != 0) continue;
    const Rational k = abs(value(kernel, points.row(i))), b = abs(value(base, points.row(i)));
    if (k.is_zero()) {
      if (b < Rational(clearance)) return std::nullopt;
      continue;
    }
    while (power_of_two(static_cast<long>(e)) * k < b + Rational(clearance)) ++e;
  }
  return e;
}

}  // namespace

BOOST_AUTO_TEST_CASE(random_forms_of_all_sizes) {
  Generator random(5);
  int obstacles = 0, exact = 0, steep = 0;
  const int trials = rounds(400);
  for (int round = 0; round < trials; ++round) {
    const auto d = static_cast<std::size_t>(random.between(1, 6));
    PointMatrix points(30, d);
    for (std::size_t j = 0; j < d; ++j) {
      const Rational scale = power_of_two(round % 2 == 0 ? 0 : static_cast<long>(random.between(-90, 90)));
      const std::int64_t below = random.one_in(2) ? 1 : 1000;
      for (std::size_t i = 0; i < points.count; ++i) {
        points.row(i)[j] = round % 4 == 0 ? Rational(random.between(-2, 2)) : random.rational(3, below) * scale;
      }
    }
    std::vector<Integer> base(d + 1), kernel(d + 1);
    for (Integer& entry : base) entry = Integer(random.between(-9, 9)) << (random.one_in(3) ? 100 : 0);
    for (Integer& entry : kernel) entry = Integer(random.between(-3, 3)) << (random.one_in(4) ? 200 : 0);
    const Integer clearance = Integer(random.between(1, 5)) << (random.one_in(5) ? 150 : 0);
    const std::vector<std::size_t> inside{0, 7, 29};
    if (round % 4 == 0) {  // small numbers: samples on the hyperplane
      for (Integer& entry : base) entry = random.between(-1, 1);
      for (Integer& entry : kernel) entry = random.between(-1, 1);
      kernel[0] = 1;
    }
    const SteepnessTable table(points);
    const Steepness found = table.find(base, kernel, clearance, inside);
    const auto expected = brute_force(points, base, kernel, clearance, inside);
    BOOST_REQUIRE(found.obstacle.has_value() == !expected.has_value());
    if (found.obstacle) {
      ++obstacles;
      BOOST_TEST(std::count(inside.begin(), inside.end(), *found.obstacle) == 0);
      BOOST_TEST(value(kernel, points.row(*found.obstacle)).is_zero());
      BOOST_TEST(abs(value(base, points.row(*found.obstacle))) < Rational(clearance));
    } else {
      BOOST_TEST(found.exponent >= *expected);
      exact += found.exponent == *expected ? 1 : 0;
      steep += *expected > 0 ? 1 : 0;
    }
  }
  BOOST_TEST(obstacles > 50);
  BOOST_TEST(steep > 100);
  BOOST_TEST(exact > (trials - obstacles) * 9 / 10);
}

// One sample that is near to the hyperplane of either form, as far as the fixed-point numbers resolve it: their rounding error is a large part
// of the form's value there, and the exponent that they suggest would often be one too small.
BOOST_AUTO_TEST_CASE(exponents_are_never_too_small) {
  Generator random(6);
  std::size_t exact = 0;
  const int trials = rounds(6000);
  for (int round = 0; round < trials; ++round) {
    const auto d = static_cast<std::size_t>(random.between(2, 5));
    PointMatrix points(1, d);
    for (Rational& x : points.row(0)) x = Rational(Integer(random.next()), Integer(1) << 64);
    // A form with coefficients of 40 bits whose value at the sample is about -sign * 2^-size of one of them.
    const auto near = [&](int sign, std::int64_t size) {
      std::vector<Integer> form(d + 1);
      for (std::size_t j = 0; j < d; ++j) form[j] = random.between(std::int64_t{1} << 39, std::int64_t{1} << 40);
      const Rational part = power_of_two(static_cast<long>(40 - size)) * Rational(random.between(64, 127), 64);
      form[d] = -floor(value(form, points.row(0)) + Rational(sign) * part);
      return form;
    };
    // Rounding makes the first kernel too large, or the second base form too small.
    std::vector<Integer> kernel(d + 1), base(d + 1);
    Integer clearance = 1;
    if (random.one_in(2)) {
      kernel = near(1, random.between(18, 22));
      clearance = random.between(std::int64_t{1} << 30, std::int64_t{1} << 50);
    } else {
      base = near(-1, random.between(18, 26));
      kernel[d] = random.between(1, 1 << 14);
    }
    const std::optional<std::size_t> expected = brute_force(points, base, kernel, clearance, {});
    const Steepness found = SteepnessTable(points).find(base, kernel, clearance, {});
    BOOST_REQUIRE(expected && !found.obstacle);
    FTCERT_REQUIRE(found.exponent >= *expected,
                   "kernel " + text_of(std::vector<Rational>(kernel.begin(), kernel.end())) + ", base " +
                       text_of(std::vector<Rational>(base.begin(), base.end())) + ", clearance " +
                       Rational(clearance).text() + " at " + text_of(points));
    exact += found.exponent == *expected ? 1 : 0;
  }
  BOOST_TEST(exact > static_cast<std::size_t>(trials) / 2);
}

// Samples much nearer to the hyperplane than the fixed-point numbers resolve.
BOOST_AUTO_TEST_CASE(near_misses_are_decided_exactly) {
  PointMatrix points(5, 2);
  const Rational tiny = power_of_two(-80);
  for (std::size_t i = 0; i < 5; ++i) {
    points.row(i)[0] = Rational(i, 3);
    points.row(i)[1] = Rational(i, 3);
  }
  points.row(3)[1] += tiny;
  const SteepnessTable table(points);
  const std::vector<Integer> kernel{1, -1, 0}, zero{0, 0, 0};
  BOOST_TEST(*table.find(zero, kernel, 1, {}).obstacle == 0U);
  BOOST_TEST(*table.find(zero, kernel, 1, {0, 1}).obstacle == 2U);
  BOOST_TEST(*table.find(zero, kernel, 1, {0, 1, 2}).obstacle == 4U);
  const Steepness found = table.find(zero, kernel, 1, {0, 1, 2, 4});
  BOOST_TEST(!found.obstacle.has_value());
  BOOST_TEST(found.exponent == 80U);
  BOOST_TEST(table.find(zero, kernel, 5, {0, 1, 2, 4}).exponent == 83U);
  // 0 on the hyperplane is no obstacle where the base form is large enough.
  BOOST_TEST(!table.find({0, 0, 5}, kernel, 5, {}).obstacle.has_value());
  BOOST_TEST(*table.find({0, 0, 5}, kernel, 6, {}).obstacle == 0U);
}

BOOST_AUTO_TEST_CASE(only_so_many_samples_may_lie_on_the_hyperplane) {
  const std::size_t most = SteepnessTable::kMostOnHyperplane;
  PointMatrix points(most + 3, 2);
  for (std::size_t i = 0; i < points.count; ++i) points.row(i)[0] = Rational(i);
  const SteepnessTable table(points);
  BOOST_TEST(*table.find({0, 0, 5}, {0, 1, 0}, 5, {}).obstacle == most);
  BOOST_TEST(!table.find({0, 0, 5}, {0, 1, 0}, 5, {0, 1, 2}).obstacle.has_value());
}

BOOST_AUTO_TEST_CASE(broken_promises) {
  PointMatrix points(2, 1);
  points.row(1)[0] = 1;
  const SteepnessTable table(points);
  FTCERT_CHECK_ERROR(table.find({1}, {1, 0}, 1, {}), Code::kContract);
  FTCERT_CHECK_ERROR(table.find({1, 0}, {1, 0}, 0, {}), Code::kContract);
}

// The smallest value of a form at all samples but some is a clearance that it has; a little more is none.
BOOST_AUTO_TEST_CASE(keeps_out_to_the_last_bit) {
  Generator random(8);
  for (int round = 0; round < rounds(400); ++round) {
    const auto d = static_cast<std::size_t>(random.between(1, 6));
    PointMatrix points(12, d);
    const long scale = round % 3 == 0 ? 0 : static_cast<long>(random.between(-90, 90));
    for (Rational& x : points.entries) x = Rational(random.between(-1000, 1000)) * power_of_two(scale);
    std::vector<Integer> form(d + 1);
    for (Integer& entry : form) entry = Integer(random.between(-999, 999)) << (random.one_in(3) ? 100 : 0);
    if (scale < 0) {
      for (Integer& entry : form) entry <<= static_cast<unsigned>(-scale);
    }
    const std::vector<std::size_t> inside{3, 11};
    Rational least = abs(value(form, points.row(0)));
    for (std::size_t i = 0; i < 11; ++i) {
      if (i != 3) least = std::min(least, abs(value(form, points.row(i))));
    }
    BOOST_REQUIRE(least.is_integer());
    const SteepnessTable table(points);
    const Integer tight = least.numerator();
    if (tight > 0) BOOST_TEST(table.keeps_out(form, tight, inside));
    if (tight > 1) BOOST_TEST(table.keeps_out(form, tight - 1, inside));
    BOOST_TEST(!table.keeps_out(form, tight + 1, inside));
    BOOST_TEST(!table.keeps_out(form, (tight + 1) << 200, inside));
  }
}
