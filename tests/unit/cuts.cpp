// The construction against Network::evaluate at every sample; planted networks are met with no more neurons than were planted.
#include "ftcert/construct/joint/cuts.hpp"

#include <boost/test/unit_test.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "support/check_plan.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;

namespace {

std::optional<Plan> checked(const Problem& problem, const std::string& what) {
  return test::checked_plan(kCuts, problem, what, false);
}

// Distinct samples on an integer grid.
PointMatrix distinct_points(Generator& random, std::size_t count, std::size_t d, std::int64_t reach) {
  std::set<std::vector<Rational>> rows;
  while (rows.size() < count) {
    std::vector<Rational> row;
    for (std::size_t j = 0; j < d; ++j) row.emplace_back(random.between(-reach, reach));
    rows.insert(std::move(row));
  }
  const std::vector<std::vector<Rational>> all(rows.begin(), rows.end());
  return matrix_of(count, d, [&](std::size_t i, std::size_t j) { return all[i][j]; });
}

// The values of a random network with so many neurons, from the definition.
PointMatrix planted(Generator& random, const PointMatrix& points, std::size_t neurons) {
  PointMatrix z(points.count, 1);
  for (std::size_t n = 0; n < neurons; ++n) {
    std::vector<Rational> weights;
    for (std::size_t j = 0; j < points.dimension; ++j) weights.emplace_back(random.between(-9, 9));
    const Rational constant(random.between(-99, 99)), sign(random.one_in(2) ? 1 : -1);
    for (std::size_t i = 0; i < points.count; ++i) {
      Rational l = constant;
      for (std::size_t j = 0; j < points.dimension; ++j) l += weights[j] * points.row(i)[j];
      if (l.sign() > 0) z.row(i)[0] += sign * l;
    }
  }
  return z;
}

}  // namespace

BOOST_AUTO_TEST_CASE(planted_networks_are_met) {
  Generator random(3);
  for (std::size_t d = 2; d <= 5; ++d) {
    for (std::size_t neurons = 1; neurons <= 3; ++neurons) {
      const std::string what = std::to_string(neurons) + " neurons in dimension " + std::to_string(d);
      const PointMatrix points = distinct_points(random, 8 + 6 * neurons, d, 40);
      const auto plan = checked(Problem(points, planted(random, points, neurons)), what);
      BOOST_REQUIRE_MESSAGE(plan.has_value(), what);
      BOOST_TEST(plan->neurons() <= neurons, what);
    }
  }
}

// An affine form is one neuron and a constant, whatever the labels are, where samples are affinely independent.
BOOST_AUTO_TEST_CASE(wide_data_need_one_neuron) {
  Generator random(4);
  const PointMatrix points = distinct_points(random, 5, 6, 30);
  const PointMatrix z =
      matrix_of(5, 1, [&](std::size_t i, std::size_t) { return Rational(static_cast<std::int64_t>(i) * 7 - 11, 3); });
  const auto plan = checked(Problem(points, z), "five samples in dimension 6");
  BOOST_REQUIRE(plan.has_value());
  BOOST_TEST(plan->neurons() == 1U);
}

// Parallel residuals share neurons; others have one search an output.
BOOST_AUTO_TEST_CASE(several_outputs) {
  Generator random(5);
  const PointMatrix points = distinct_points(random, 16, 3, 30);
  const PointMatrix one = planted(random, points, 1), other = planted(random, points, 1);
  const PointMatrix parallel =
      matrix_of(16, 2, [&](std::size_t i, std::size_t c) { return one.row(i)[0] * Rational(c == 0 ? 1 : -2, 3); });
  const auto shared = checked(Problem(points, parallel), "parallel");
  BOOST_REQUIRE(shared.has_value());
  BOOST_TEST(shared->neurons() <= 1U);
  const PointMatrix apart =
      matrix_of(16, 2, [&](std::size_t i, std::size_t c) { return (c == 0 ? one : other).row(i)[0]; });
  const auto two = checked(Problem(points, apart), "two outputs");
  BOOST_REQUIRE(two.has_value());
  BOOST_TEST(two->neurons() <= 2U);
}

// With a goal no unchanged sample is met by cancelling: every neuron is off there.
BOOST_AUTO_TEST_CASE(goals_leave_unchanged_samples_alone) {
  Generator random(6);
  const PointMatrix points = distinct_points(random, 30, 3, 40);
  PointMatrix z = planted(random, points, 1);
  const Problem problem(points, z, std::nullopt, FloatGoal{FloatFormat::kBinary64, Rational(1, 1000), false});
  BOOST_REQUIRE(!problem.changed().empty());
  const auto plan = checked(problem, "goal");
  BOOST_REQUIRE(plan.has_value());
  BOOST_REQUIRE(plan->nearly);
  const Network g = plan->nearly();
  const AffineMap& hidden = g.layers()[0];
  for (std::size_t i = 0; i < points.count; ++i) {
    if (!z.row(i)[0].is_zero()) {
      BOOST_TEST((abs(g.evaluate(points.row(i))[0] - z.row(i)[0]) < Rational(1, 1000)));
      continue;
    }
    for (std::size_t u = 0; u < hidden.rows; ++u) {
      Rational l = hidden.bias[u];
      for (std::size_t j = 0; j < hidden.columns; ++j) l += hidden.weight(u, j) * points.row(i)[j];
      BOOST_TEST((l.sign() < 0));
    }
  }
}

// On a line other constructions are nearly the best; the refusal says so.
BOOST_AUTO_TEST_CASE(not_on_a_line) {
  const PointMatrix points =
      matrix_of(4, 2, [](std::size_t i, std::size_t j) { return Rational(static_cast<std::int64_t>(i * (j + 1))); });
  PointMatrix z(4, 1);
  z.row(2)[0] = 1;
  const Outcome outcome = kCuts.plan(Problem(points, z));
  const auto* refused = std::get_if<Inapplicable>(&outcome);
  BOOST_REQUIRE(refused != nullptr);
  BOOST_TEST(refused->reason.find("on a line") != std::string::npos);
}

// Corners of a cube, a constant feature and a feature twice: whatever is found is exact.
BOOST_AUTO_TEST_CASE(degenerate_features) {
  const PointMatrix cube = matrix_of(8, 5, [](std::size_t i, std::size_t j) {
    return j == 3 ? Rational(1, 3) : Rational(static_cast<std::int64_t>(i >> (j == 4 ? 0 : j) & 1U));
  });
  PointMatrix z(8, 1);
  z.row(0)[0] = 1;
  z.row(7)[0] = 2;
  const auto corners = checked(Problem(cube, z), "two corners");
  BOOST_REQUIRE(corners.has_value());
  BOOST_TEST(corners->neurons() <= 2U);
}
