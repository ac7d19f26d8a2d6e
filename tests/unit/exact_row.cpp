// Forms made exact against Strip::value at every sample.
#include "ftcert/construct/space/exact_row.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>

#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

FloatRow random_row(Generator& random, std::size_t width) {
  FloatRow row;
  for (std::size_t f = 0; f < width; ++f) row.weights.push_back(static_cast<double>(random.between(-999, 999)) / 7);
  row.constant = static_cast<double>(random.between(-999, 999)) / 7;
  return row;
}

// The same form at a sample, over the rationals, before any rounding.
Rational exactly_at(const FloatRow& row, const CentredSamples& samples, const PointMatrix& points, std::size_t i) {
  Rational sum = to_rational(row.constant);
  for (std::size_t f = 0; f < samples.width(); ++f) {
    const std::size_t j = samples.features()[f];
    sum += to_rational(row.weights[f] / samples.reach()[f]) * (points.row(i)[j] - samples.centre()[j]);
  }
  return sum;
}

std::size_t bits(const Strip& strip) {
  std::size_t most = msb(strip.scale);
  for (const Integer& w : strip.weights) {
    if (!w.is_zero()) most = std::max(most, static_cast<std::size_t>(msb(abs(w))));
  }
  return most;
}

PointMatrix random_points(Generator& random, std::size_t count, std::size_t d) {
  const std::int64_t below = random.one_in(2) ? 1 : 360;  // integers, or fractions that no double holds
  return matrix_of(count, d, [&](std::size_t, std::size_t) { return random.rational(100000, below); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(rounded_rows_stay_near) {
  Generator random(1);
  for (int round = 0; round < rounds(20); ++round) {
    const std::size_t d = 1 + random.below(10), count = 2 + random.below(30);
    const PointMatrix points = random_points(random, count, d);
    const CentredSamples samples(points);
    const FloatRow row = random_row(random, samples.width());
    std::size_t few = 0;
    for (const double slack : {1.0, 0x1p-10, 0x1p-30}) {
      const Strip strip = near_row(samples, row, slack);
      for (std::size_t i = 0; i < count; ++i) {
        const Rational moved = abs(strip.value(points.row(i)) - exactly_at(row, samples, points, i));
        BOOST_TEST((moved <= to_rational(slack / 8)));
      }
      // More bits only for a smaller slack.
      BOOST_TEST(bits(strip) >= few);
      few = bits(strip);
    }
  }
}

BOOST_AUTO_TEST_CASE(values_are_exact_and_the_rest_stays_near) {
  Generator random(2);
  for (int round = 0; round < rounds(40); ++round) {
    const std::size_t d = 1 + random.below(12), count = d + 1 + random.below(30);
    const PointMatrix points = random_points(random, count, d);
    const CentredSamples samples(points);
    const std::size_t size = 1 + random.below(std::min(count, samples.width() + 1));
    const FloatRow row = random_row(random, samples.width());
    std::vector<std::size_t> group;
    std::vector<Rational> values;
    const std::vector<bool> mask = random.subset(size, count);
    for (std::size_t i = 0; i < count; ++i) {
      if (!mask[i]) continue;
      group.push_back(i);
      // Near the row's value, and no dyadic number.
      values.push_back(exactly_at(row, samples, points, i) + Rational(1, 3) / Rational(Integer(1) << 40U));
    }
    const auto strip = exact_row(points, samples, row, group, values, 0x1p-30);
    BOOST_REQUIRE(strip.has_value());
    for (std::size_t a = 0; a < group.size(); ++a) BOOST_TEST((strip->value(points.row(group[a])) == values[a]));
    // A full group fixes the form; smaller ones are corrected where that moves the others little.
    if (size > d / 2 + 1) continue;
    for (std::size_t i = 0; i < count; ++i) {
      BOOST_TEST((abs(strip->value(points.row(i)) - exactly_at(row, samples, points, i)) < Rational(1, 1000)));
    }
  }
}

BOOST_AUTO_TEST_CASE(features_that_do_not_vary) {
  // x = (constant, t, 3 - t): width 2, of which one is enough.
  const PointMatrix points = matrix_of(4, 3, [](std::size_t i, std::size_t j) {
    const Rational t(static_cast<std::int64_t>(i));
    return j == 0 ? Rational(5, 3) : j == 1 ? t : Rational(3) - t;
  });
  const CentredSamples samples(points);
  BOOST_TEST(samples.width() == 2U);
  const FloatRow row{{1, -1}, 0.25};
  const auto strip = exact_row(points, samples, row, {0, 3}, {Rational(1, 7), Rational(2, 7)}, 0.01);
  BOOST_REQUIRE(strip.has_value());
  BOOST_TEST((strip->value(points.row(0)) == Rational(1, 7)));
  BOOST_TEST((strip->value(points.row(3)) == Rational(2, 7)));
  BOOST_TEST((strip->value(points.row(1)) == Rational(1, 7) + Rational(1, 21)));
  BOOST_TEST(strip->weights[0] == 0);
}

// Three samples of a line: values that no affine form takes are refused.
BOOST_AUTO_TEST_CASE(dependent_groups) {
  const PointMatrix points =
      matrix_of(5, 2, [](std::size_t i, std::size_t j) { return Rational(static_cast<std::int64_t>(i * (j + 1))); });
  const CentredSamples samples(points);
  const FloatRow row{{1, 1}, 0};
  BOOST_TEST(!exact_row(points, samples, row, {0, 1, 2}, {Rational(0), Rational(1), Rational(3)}, 0.01).has_value());
}

// So many samples that leading bits decide of some, and values of some that are the bound.
BOOST_AUTO_TEST_CASE(excess_over_a_bound) {
  Generator random(3);
  for (const std::size_t count : {1U, 17U, 700U}) {
    const PointMatrix points = random_points(random, count, 4);
    for (int round = 0; round < 6; ++round) {
      Strip form;
      for (int j = 0; j < 4; ++j) form.weights.push_back(round == 5 ? Integer(0) : random.integer());
      form.constant = random.integer();
      form.scale = random.positive();
      const Rational bound = round % 2 == 0 ? random.rational() : form.value(points.row(count / 2));
      const std::vector<Rational> values = excess(form, bound, points);
      BOOST_REQUIRE(values.size() == count);
      for (std::size_t i = 0; i < count; ++i)
        BOOST_TEST((values[i] == std::max(Rational(), form.value(points.row(i)) - bound)));
    }
  }
}
