// Grid units on planted data: networks against Network::evaluate at every sample, and against the enclosure of all executions, which knows
// nothing of how they were made.
#include "ftcert/construct/space/grid_units.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "ftcert/construct/space/separating_units.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/floats/execution_error.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

// Samples with a known real row, apart from those too near to where a unit must be off.
struct Planted {
  PointMatrix points;
  PointMatrix residuals;
  UnitWish wish;
};

double real_value(const UnitWish& wish, std::span<const Rational> x) {
  double sum = wish.constant;
  for (std::size_t j = 0; j < x.size(); ++j) {
    sum += wish.weights[j] * x[j].numerator().convert_to<double>() / x[j].denominator().convert_to<double>();
  }
  return sum;
}

// Features multiples of 1 / parts (another power of two a feature), 0 .. top; labels: multiples of `step`, or any rationals where it is 0.
Planted planted(Generator& random, GridShape shape, std::size_t dimension, std::size_t group, std::int64_t top,
                bool mixed, const Rational& step, int sign = 1) {
  Planted result;
  result.wish.shape = shape;
  result.wish.width = 2;
  const std::size_t others = 150;
  std::vector<Rational> quantum;
  for (std::size_t j = 0; j < dimension; ++j) {
    quantum.push_back(mixed ? power_of_two(static_cast<long>(random.below(6)) - 4) : Rational(1));
    const double unit = quantum[j].numerator().convert_to<double>() / quantum[j].denominator().convert_to<double>();
    result.wish.weights.push_back(static_cast<double>(random.between(-1000, 1000)) / 1000 /
                                  (static_cast<double>(top) * unit));
  }
  std::vector<std::vector<Rational>> rows;
  std::vector<bool> inside;
  std::size_t left_group = group, left_others = others;
  const auto draw = [&] {
    std::vector<Rational> x;
    for (std::size_t j = 0; j < dimension; ++j) x.push_back(quantum[j] * Rational(random.between(0, top)));
    return x;
  };
  // The constant puts the values around the place where the unit begins.
  double mean = 0;
  for (int i = 0; i < 50; ++i) mean += real_value(result.wish, draw()) / 50;
  result.wish.constant = -mean;
  while (left_group + left_others > 0) {
    const std::vector<Rational> x = draw();
    const double p = real_value(result.wish, x), margin = shape == GridShape::kWave ? 2.1 : 1.1;
    const bool in = shape == GridShape::kSeparating ? p > 0.2 : std::abs(p) < 0.9 && std::abs(p) > 0.1;
    const bool out = shape == GridShape::kSeparating ? p < -0.2 : std::abs(p) > margin;
    if (in && left_group > 0) {
      --left_group;
    } else if (out && left_others > 0) {
      --left_others;
    } else {
      continue;
    }
    if (std::find(rows.begin(), rows.end(), x) != rows.end()) continue;
    rows.push_back(x);
    inside.push_back(in);
  }
  result.points = PointMatrix(rows.size(), dimension);
  result.residuals = PointMatrix(rows.size(), 2);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::copy(rows[i].begin(), rows[i].end(), result.points.row(i).begin());
    if (!inside[i]) continue;
    const double p = real_value(result.wish, rows[i]);
    const double label = shape == GridShape::kSeparating ? sign * p
                         : shape == GridShape::kHat      ? sign * 2 * (1 - std::abs(p))
                                                         : 2 * p;
    Rational z(std::llround(label * 9999), 9999);
    if (!step.is_zero()) z = Rational(floor(z / step + Rational(1, 2))) * step;
    if (z.is_zero()) z = step * Rational(sign);
    result.residuals.row(i)[1] = z;
    result.wish.group.push_back(i);
    result.wish.values.push_back(z);
  }
  result.wish.direction = {0, 1};
  // The wish is about the samples minus their centre.
  const std::vector<Rational> centre = few_bit_centre(result.points);
  for (std::size_t j = 0; j < dimension; ++j) {
    result.wish.constant += result.wish.weights[j] * centre[j].numerator().convert_to<double>() /
                            centre[j].denominator().convert_to<double>();
  }
  return result;
}

// What every network of grid units promises.
void check(const Planted& data, const std::vector<UnitWish>& wishes, FloatFormat format, const Rational& deviation) {
  // Equal wishes have equal rows, whose distances from the labels add up.
  const Rational copies(wishes.size());
  const auto grid = FeatureGrid::of(data.points, format);
  BOOST_REQUIRE(grid);
  const auto units = fit_grid_units(*grid, wishes, format, deviation);
  BOOST_REQUIRE(units);
  BOOST_TEST((units->deviation <= deviation));
  const Network g = grid_network(*grid, units->units);
  Rational largest;
  for (std::size_t i = 0; i < data.points.count; ++i) {
    const auto value = g.evaluate(data.points.row(i));
    for (std::size_t c = 0; c < value.size(); ++c) {
      const Rational& z = data.residuals.row(i)[c];
      if (z.is_zero()) BOOST_TEST(value[c].is_zero());
      largest = std::max(largest, abs(value[c] - z));
    }
  }
  BOOST_TEST((largest == copies * units->deviation));
  const auto rounded = to_format(g, data.points, format);
  BOOST_REQUIRE(rounded);
  // No weight was rounded, and no execution differs from the function: its largest distance from the labels is that of the function.
  for (std::size_t i = 0; i < data.points.count; ++i) {
    BOOST_TEST((folded(*rounded).evaluate(data.points.row(i)) == g.evaluate(data.points.row(i))));
  }
  const ExecutionError error = execution_error(*rounded, data.points, data.residuals, format);
  BOOST_TEST(error.keeps_all());
  BOOST_TEST(error.kept_error.is_zero());
  // Bounds are rounded up to some 30 bits.
  BOOST_TEST((error.changed_error <= copies * units->deviation * Rational(1000001, 1000000)));
}

constexpr GridShape kShapes[] = {GridShape::kSeparating, GridShape::kHat, GridShape::kWave};

}  // namespace

BOOST_AUTO_TEST_CASE(integer_features_any_labels) {
  Generator random(91);
  for (int round = 0; round < rounds(2); ++round) {
    for (const GridShape shape : kShapes) {
      for (const int sign : {1, -1}) {
        const Planted data = planted(random, shape, 64, 12, 16, false, 0, sign);
        check(data, {data.wish}, FloatFormat::kBinary32, Rational(1, 1000));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(mixed_quanta) {
  Generator random(92);
  for (const GridShape shape : kShapes) {
    const Planted data = planted(random, shape, 40, 8, 40, true, 0);
    check(data, {data.wish}, FloatFormat::kBinary32, Rational(1, 500));
    check(data, {data.wish}, FloatFormat::kBinary64, Rational(1, 1000000000));
  }
}

// Labels on a grid are met exactly: then the network is one over the rationals.
BOOST_AUTO_TEST_CASE(labels_on_a_grid_are_exact) {
  Generator random(93);
  for (const GridShape shape : kShapes) {
    const Planted data = planted(random, shape, 48, 10, 16, false, Rational(1, 64));
    check(data, {data.wish}, FloatFormat::kBinary32, 0);
  }
  const Planted other = planted(random, GridShape::kSeparating, 48, 10, 16, false, 0);
  const auto grid = FeatureGrid::of(other.points, FloatFormat::kBinary32);
  BOOST_TEST(!fit_grid_units(*grid, {other.wish}, FloatFormat::kBinary32, 0));
}

// One row serves several outputs: labels in one direction, of few bits or not.
BOOST_AUTO_TEST_CASE(directions) {
  Generator random(95);
  for (const GridShape shape : kShapes) {
    for (const Rational& other : {Rational(-3, 2), Rational(5, 7)}) {
      Planted data = planted(random, shape, 64, 6, 16, false, Rational(1, 64));
      data.wish.direction = {other, 1};
      for (std::size_t a = 0; a < data.wish.group.size(); ++a) {
        data.residuals.row(data.wish.group[a])[0] = data.wish.values[a] * other;
      }
      check(data, {data.wish}, FloatFormat::kBinary32, other.denominator() == 2 ? Rational(0) : Rational(1, 500));
    }
  }
}

// Two slabs share the bits of one sum.
BOOST_AUTO_TEST_CASE(units_of_one_output) {
  Generator random(94);
  Planted data = planted(random, GridShape::kHat, 64, 16, 16, false, 0);
  UnitWish first = data.wish, second = data.wish;
  first.group.resize(8), first.values.resize(8);
  second.group.erase(second.group.begin(), second.group.begin() + 8);
  second.values.erase(second.values.begin(), second.values.begin() + 8);
  // Both rows are 0 < |p| < 1 at all 16 samples: neither is off at the other's group.
  const auto grid = FeatureGrid::of(data.points, FloatFormat::kBinary32);
  BOOST_TEST(!fit_grid_units(*grid, {first, second}, FloatFormat::kBinary32, Rational(1, 100)));
  // The same unit twice: the labels add up, and each has a bit less.
  Planted twice = data;
  for (std::size_t a = 0; a < data.wish.group.size(); ++a) twice.residuals.row(data.wish.group[a])[1] *= Rational(2);
  check(twice, {data.wish, data.wish}, FloatFormat::kBinary32, Rational(1, 100));
}

// The construction makes such networks where there is a goal; and, where the labels are binary, its exact network has few bits.
BOOST_AUTO_TEST_CASE(the_construction_of_separating_units) {
  Generator random(96);
  const Planted any = planted(random, GridShape::kSeparating, 40, 9, 16, false, 0);
  const Problem problem(any.points, any.residuals, std::nullopt,
                        FloatGoal{FloatFormat::kBinary32, Rational(1, 1000), false});
  Outcome outcome = kSeparatingUnits.plan(problem);
  BOOST_REQUIRE(std::holds_alternative<Plan>(outcome));
  const Network g = std::get<Plan>(outcome).nearly();
  Rational largest;
  for (std::size_t i = 0; i < any.points.count; ++i) {
    largest = std::max(largest, abs(g.evaluate(any.points.row(i))[1] - any.residuals.row(i)[1]));
  }
  const auto rounded = to_format(g, any.points, FloatFormat::kBinary32);
  BOOST_REQUIRE(rounded);
  const ExecutionError error = execution_error(*rounded, any.points, any.residuals, FloatFormat::kBinary32);
  BOOST_TEST(error.keeps_all());
  BOOST_TEST((largest > Rational() && error.changed_error <= largest * Rational(1000001, 1000000)));

  const Planted binary = planted(random, GridShape::kSeparating, 40, 9, 16, false, Rational(1, 64));
  const Problem exact(binary.points, binary.residuals);
  outcome = kSeparatingUnits.plan(exact);
  BOOST_REQUIRE(std::holds_alternative<Plan>(outcome));
  const Network h = std::get<Plan>(outcome).build();
  for (std::size_t i = 0; i < binary.points.count; ++i) {
    BOOST_TEST((h.evaluate(binary.points.row(i))[1] == binary.residuals.row(i)[1]));
  }
  // A few words of bits, where rows through so many samples in general have hundreds.
  BOOST_TEST(weight_bits(h).most <= 64U);
}

BOOST_AUTO_TEST_CASE(what_is_no_grid) {
  PointMatrix points(2, 1);
  points.row(0)[0] = Rational(1, 3);
  points.row(1)[0] = 1;
  BOOST_TEST(!FeatureGrid::of(points, FloatFormat::kBinary32));
  points.row(0)[0] = power_of_two(25);
  BOOST_TEST(!FeatureGrid::of(points, FloatFormat::kBinary32));
  BOOST_TEST(FeatureGrid::of(points, FloatFormat::kBinary64).has_value());
  points.row(0)[0] = power_of_two(-200);
  BOOST_TEST(!FeatureGrid::of(points, FloatFormat::kBinary64));
}

// The bound of the theorem is the one that is tested: |constant| + sum |terms| at a sample.
BOOST_AUTO_TEST_CASE(sums_are_bounded_exactly) {
  PointMatrix points(3, 2);
  const int entries[] = {0, 0, 3, 1, 1, 5};
  for (std::size_t at = 0; at < 6; ++at) points.entries[at] = Rational(entries[at]);
  const auto grid = FeatureGrid::of(points, FloatFormat::kBinary32);
  BOOST_REQUIRE(grid);
  const GridRow row{{2, -3}, -4};
  const auto values = grid->values(row, 21);  // 4 + 2 + 15 at the third
  BOOST_REQUIRE(values);
  BOOST_TEST(*values == (std::vector<std::int64_t>{-4, -1, -17}), boost::test_tools::per_element());
  BOOST_TEST(!grid->values(row, 20));
}
