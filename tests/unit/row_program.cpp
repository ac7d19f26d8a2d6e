// Rows found by linear programming against answers by hand, planted rows and Farkas' lemma (proofs/theorems.md, theorem 2.11.2).
#include "ftcert/construct/space/row_program.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <optional>

#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Entry;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

constexpr double kPlenty = 1e12, kNear = 1e-6;

PointMatrix line(std::initializer_list<std::int64_t> points) {
  return matrix_of(points.size(), 1, [&](std::size_t i, std::size_t) { return Rational(points.begin()[i]); });
}

std::optional<RowSolution> solved(const CentredSamples& samples, const RowProgram& program) {
  SearchBudget budget{kPlenty};
  return solve(samples, program, budget);
}

// The program's own words, checked at every sample. Values may be missed with prices.
void check_sides(const CentredSamples& samples, const RowProgram& program, const FloatRow& row) {
  for (std::size_t i = 0; i < samples.count(); ++i) {
    if (program.sides[i] == 0) continue;
    BOOST_TEST(program.sides[i] * row.at(samples.row(i)) >= program.margin * (1 - kNear));
  }
}

void check_values(const CentredSamples& samples, const RowProgram& program, const FloatRow& row) {
  for (std::size_t g = 0; g < program.group.size(); ++g) {
    BOOST_TEST(std::abs(row.at(samples.row(program.group[g])) - program.values[g]) < kNear);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(samples_in_the_middle_of_their_features) {
  // Middle and reach of the features: 0 and 4; constant; 10 and 1.
  const PointMatrix points = matrix_of(3, 3, [](std::size_t i, std::size_t j) {
    return j == 0 ? Rational(static_cast<std::int64_t>(i) * 4 - 4) : j == 1 ? Rational(7) : Rational(i == 1 ? 11 : 9);
  });
  const CentredSamples samples(points);
  BOOST_TEST(samples.count() == 3U);
  BOOST_REQUIRE((samples.features() == std::vector<std::size_t>{0, 2}));
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t f = 0; f < 2; ++f) {
      const std::size_t j = samples.features()[f];
      BOOST_TEST(std::abs(samples.row(i)[f]) <= 1);
      // Entry times reach, plus centre, is the sample.
      const Rational back = to_rational(samples.row(i)[f]) * to_rational(samples.reach()[f]) + samples.centre()[j];
      BOOST_TEST(std::abs(to_double(back - points.row(i)[j])) < kNear);
    }
  }
}

BOOST_AUTO_TEST_CASE(doubles_and_rationals) {
  BOOST_TEST((to_rational(0.375) == Rational(3, 8)));
  BOOST_TEST((to_rational(-0x1p-1074) == Rational(Integer(-1), Integer(1) << 1074U)));
  BOOST_TEST(to_double(Rational(1, 3)) == 1.0 / 3);
  BOOST_TEST(to_double(Rational(0)) == 0);
  BOOST_TEST(to_double(Rational(Integer(-3) << 2000U, Integer(1) << 2001U)) == -1.5);
}

BOOST_AUTO_TEST_CASE(smallest_by_hand) {
  // p(x) = w x + b in [-1, 1]: w + b = 1, b <= -1/2 and -w + b <= -1/2: b = -1/2, w = 3/2.
  const CentredSamples samples(line({-1, 0, 1}));
  const auto found = solved(samples, {{2}, {1}, {-1, -1, 0}, 0.5, {}});
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(std::abs(found->row.size() - 2) < kNear);
  BOOST_TEST(std::abs(found->row.weights[0] - 1.5) < kNear);
  BOOST_TEST(std::abs(found->row.constant + 0.5) < kNear);
  // The value 1 + t: w = 3/2 + t, so the size grows by t.
  BOOST_TEST(std::abs(found->duals[0] - 1) < kNear);
  // Above on one side, below on the other: w >= 1/4 suffices.
  const auto split = solved(samples, {{1}, {0}, {-1, 0, 1}, 0.25, {}});
  BOOST_REQUIRE(split.has_value());
  BOOST_TEST(std::abs(split->row.size() - 0.25) < kNear);
  // No group: nothing but sides.
  const auto sides = solved(samples, {{}, {}, {-1, -1, 1}, 0.5, {}});
  BOOST_REQUIRE(sides.has_value());
  BOOST_TEST(std::abs(sides->row.size() - 1.5) < kNear);
}

// A planted row meets everything that is asked for: one is found, and it is not larger.
BOOST_AUTO_TEST_CASE(planted_rows_are_beaten) {
  Generator random(1);
  for (int round = 0; round < rounds(25); ++round) {
    const std::size_t d = 1 + random.below(12), count = d + 2 + random.below(round % 5 == 0 ? 2000 : 60);
    const std::int64_t above = random.one_in(3) ? 2 : 1000;  // grids too
    const CentredSamples samples(
        matrix_of(count, d, [&](std::size_t, std::size_t) { return Rational(random.between(-above, above), 8); }));
    FloatRow planted;
    for (std::size_t f = 0; f < samples.width(); ++f) {
      planted.weights.push_back(static_cast<double>(random.between(-64, 64)) / 16);
    }
    planted.constant = static_cast<double>(random.between(-32, 32)) / 16;
    RowProgram program{{}, {}, std::vector<signed char>(count), 1.0 / 64, {}};
    for (std::size_t i = 0; i < count; ++i) {
      const double value = planted.at(samples.row(i));
      const bool in_group = program.group.size() <= d && random.one_in(count / (d + 1) + 1);
      if (in_group || std::abs(value) < program.margin) {
        program.group.push_back(i);
        program.values.push_back(value);
      } else {
        program.sides[i] = value > 0 ? 1 : -1;
      }
    }
    const auto found = solved(samples, program);
    BOOST_REQUIRE_MESSAGE(found.has_value(), "round " << round << ", d = " << d << ", K = " << count);
    BOOST_TEST(found->row.size() <= planted.size() + kNear);
    check_sides(samples, program, found->row);
    check_values(samples, program, found->row);
    // The same again, to the bit.
    BOOST_TEST(solved(samples, program)->row.weights == found->row.weights, boost::test_tools::per_element());
  }
}

// A sample in the hull of others that have to be off.
BOOST_AUTO_TEST_CASE(hull_is_never_separated) {
  Generator random(2);
  for (int round = 0; round < rounds(20); ++round) {
    const std::size_t d = 1 + random.below(8), count = 2 * d + 4;
    PointMatrix points =
        matrix_of(count, d, [&](std::size_t, std::size_t) { return Rational(random.between(-1000, 1000)); });
    for (std::size_t j = 0; j < d; ++j) {
      points.row(0)[j] = 0;
      for (std::size_t i = 1; i <= d + 1; ++i)
        points.row(0)[j] += points.row(i)[j] * Rational(static_cast<std::int64_t>(i));
      points.row(0)[j] /= Rational(static_cast<std::int64_t>((d + 1) * (d + 2) / 2));
    }
    std::vector<signed char> sides(count, -1);
    sides[0] = 0;
    const CentredSamples samples(points);
    BOOST_TEST(!solved(samples, {{0}, {1}, sides, 0.01, {}}).has_value());
    // At a price there is a row, which misses the value: by all of it and the margin, as p <= -margin on the hull.
    const auto priced = solved(samples, {{0}, {1}, sides, 0.01, {100}});
    BOOST_REQUIRE(priced.has_value());
    BOOST_TEST(std::abs(priced->misses[0] - 1.01) < kNear);
  }
}

// 0 and 3 can be had, each alone, but not both: the dearer one is met.
BOOST_AUTO_TEST_CASE(dear_values_are_met_first) {
  const CentredSamples samples(line({0, 1, 2, 3}));
  for (const bool first : {true, false}) {
    const RowProgram program{{0, 3}, {1, 1}, {0, -1, -1, 0}, 0.1, {first ? 1e4 : 1e3, first ? 1e3 : 1e4}};
    const auto found = solved(samples, program);
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->misses[first ? 0 : 1] < kNear);
    BOOST_TEST(found->misses[first ? 1 : 0] > 1);
    check_sides(samples, program, found->row);
  }
}

BOOST_AUTO_TEST_CASE(budgets_end_searches) {
  Generator random(3);
  const CentredSamples samples(
      matrix_of(3000, 6, [&](std::size_t, std::size_t) { return Rational(random.between(-1000, 1000)); }));
  std::vector<signed char> sides(3000, -1);
  sides[5] = 0;
  const RowProgram program{{5}, {1}, sides, 0.1, {1e4}};
  SearchBudget none{0}, plenty{kPlenty};
  BOOST_TEST(!solve(samples, program, none).has_value());
  BOOST_TEST(none.spent());
  BOOST_TEST(solve(samples, program, plenty).has_value());
  // A round looks at every sample once at least.
  BOOST_TEST(plenty.left <= kPlenty - 3000 * 6);
}
