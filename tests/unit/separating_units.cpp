// The construction against Network::evaluate at every sample, and where it applies against theorem 2.11.2 of proofs/theorems.md.
#include "ftcert/construct/space/separating_units.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "ftcert/core/rounding.hpp"
#include "support/check_plan.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

PointMatrix column(const std::vector<Rational>& values) {
  return matrix_of(values.size(), 1, [&](std::size_t i, std::size_t) { return values[i]; });
}

Rational integer(std::int64_t value) { return Rational(value); }

// Besides all promises: no neuron is nearer to its kink than a 100th of the largest residual, but at samples of its group.
std::optional<Plan> checked(const Problem& problem, const std::string& what) {
  const std::optional<Plan> plan = test::checked_plan(kSeparatingUnits, problem, what, false);
  if (!plan) return plan;
  const Network g = plan->build();
  BOOST_TEST(g.depth() == 2U);
  BOOST_TEST(plan->promised == problem.changed().size());
  const AffineMap& hidden = g.layers()[0];
  const AffineMap& outer = g.layers()[1];
  for (std::size_t u = 0; u < hidden.rows; ++u) {
    Rational most_off, least_on;
    for (std::size_t i = 0; i < problem.samples(); ++i) {
      Rational p = hidden.bias[u];
      for (std::size_t j = 0; j < hidden.columns; ++j) p += hidden.weight(u, j) * problem.points().row(i)[j];
      Rational weight;
      for (std::size_t c = 0; c < outer.rows; ++c) weight = std::max(weight, abs(outer.weight(c, u)));
      p *= weight;
      if (p.sign() > 0) {
        if (least_on.is_zero() || p < least_on) least_on = p;
        continue;
      }
      if (most_off.is_zero() || p > most_off) most_off = p;
    }
    BOOST_TEST(!least_on.is_zero(), "a neuron that nobody needs: " << what);
    BOOST_TEST((most_off.is_zero() || most_off <= -least_on / Rational(100)), what);
  }
  return plan;
}

std::string refusal(const Problem& problem) {
  const Outcome outcome = kSeparatingUnits.plan(problem);
  const auto* reason = std::get_if<Inapplicable>(&outcome);
  return reason == nullptr ? "" : reason->reason;
}

// Residual 0 but at the samples `off` cuts off, where it is its value.
PointMatrix cut(const PointMatrix& points, const std::function<Rational(std::span<const Rational>)>& off) {
  return matrix_of(points.count, 1, [&](std::size_t i, std::size_t) {
    const Rational value = off(points.row(i));
    return value.sign() > 0 ? value : Rational(0);
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_line_has_two_ends) {
  const PointMatrix points = column({integer(0), integer(1), integer(2), integer(3)});
  // At most one group at each end, of two samples if their labels allow; nothing inside.
  const auto ends = checked(Problem(points, column({integer(-5), integer(0), integer(0), Rational(1, 3)})), "ends");
  BOOST_REQUIRE(ends.has_value());
  BOOST_TEST(ends->widths[0] == 2U);
  const auto two = checked(Problem(points, column({integer(0), integer(0), integer(2), integer(5)})), "two at an end");
  BOOST_REQUIRE(two.has_value());
  BOOST_TEST(two->widths[0] == 1U);
  BOOST_TEST(refusal(Problem(points, column({integer(0), integer(1), integer(0), integer(0)}))).find("sample 2") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(none_one_and_all) {
  const PointMatrix four = matrix_of(4, 3, [](std::size_t i, std::size_t j) { return Rational(i == j ? 1 : 0); });
  const auto none = checked(Problem(four, column(std::vector<Rational>(4))), "none");
  BOOST_REQUIRE(none.has_value());
  BOOST_TEST(none->neurons() == 0U);
  // A simplex: any labels of one sign are one group, and no sample is left to be off.
  const auto all = checked(Problem(four, column({integer(1), integer(2), integer(4), Rational(1, 7)})), "all");
  BOOST_REQUIRE(all.has_value());
  BOOST_TEST(all->widths[0] == 1U);
  const auto signs = checked(Problem(four, column({integer(1), integer(-2), integer(4), integer(-8)})), "both signs");
  BOOST_REQUIRE(signs.has_value());
  BOOST_TEST(signs->widths[0] == 2U);
  for (const std::size_t d : {1U, 3U}) {
    const PointMatrix one = matrix_of(1, d, [](std::size_t, std::size_t) { return Rational(7, 3); });
    const auto alone = checked(Problem(one, column({integer(-4)})), "one sample");
    BOOST_REQUIRE(alone.has_value());
    BOOST_TEST(alone->widths[0] == 1U);
  }
}

// One half-space holds all of them, although they are more than d + 1. The form is at most 60, and none of the others is nearer to it than -2: more
// than a 50th of that.
BOOST_AUTO_TEST_CASE(labels_of_an_affine_form) {
  Generator random(4);
  for (const std::int64_t below : {1, 7}) {
    const auto form = [&](std::span<const Rational> x) {
      return (x[0] + x[1] / Rational(2)) * Rational(below) - Rational(15);
    };
    PointMatrix points(60, 2);
    for (std::size_t i = 0; i < points.count; ++i) {
      Rational value;
      do {
        for (Rational& entry : points.row(i)) entry = Rational(random.between(-50, 50), below);
        value = form(points.row(i));
      } while ((value.sign() <= 0 && value > Rational(-2)) || (i < 4) != (value.sign() > 0 && i < 20));
    }
    const Problem problem(points, cut(points, form));
    BOOST_REQUIRE(problem.changed().size() > 3);
    const auto plan = checked(problem, "affine labels");
    BOOST_REQUIRE(plan.has_value());
    BOOST_TEST(plan->widths[0] == 1U);
  }
}

// Vertices of the hull: the construction applies, whatever the labels, and a group never needs to be smaller than one.
BOOST_AUTO_TEST_CASE(vertices) {
  Generator random(5);
  for (int round = 0; round < rounds(12); ++round) {
    const std::size_t d = 2 + random.below(5), outputs = 1 + random.below(3);
    const std::size_t count = 8 + random.below(30);
    // On a paraboloid every sample is a vertex; small integers, so that many have equal features.
    PointMatrix points(count, d);
    for (std::size_t i = 0; i < count; ++i) {
      points.row(i)[0] = integer(static_cast<std::int64_t>(i) - 10);
      points.row(i)[1] = points.row(i)[0] * points.row(i)[0];
      for (std::size_t j = 2; j < d; ++j) points.row(i)[j] = integer(random.between(0, 1));
    }
    const std::vector<bool> changed = random.subset(random.below(count + 1), count);
    const PointMatrix residuals = matrix_of(count, outputs, [&](std::size_t i, std::size_t) {
      return changed[i] ? Rational(random.between(-9, 9), random.between(1, 9)) : Rational(0);
    });
    const auto plan = checked(Problem(points, residuals), "paraboloid, round " + std::to_string(round));
    BOOST_TEST(plan.has_value());
  }
}

// The mean of unchanged samples is in no half-space without one of them.
BOOST_AUTO_TEST_CASE(samples_inside_are_named) {
  Generator random(6);
  for (int round = 0; round < rounds(10); ++round) {
    const std::size_t d = 1 + random.below(10), count = 3 * d + 4, inside = random.below(count);
    PointMatrix points =
        matrix_of(count, d, [&](std::size_t, std::size_t) { return Rational(random.between(-5000, 5000), 8); });
    for (std::size_t j = 0; j < d; ++j) {
      Rational sum;
      for (std::size_t i = 0; i < count; ++i) sum += i == inside ? Rational(0) : points.row(i)[j];
      points.row(inside)[j] = sum / Rational(static_cast<std::int64_t>(count - 1));
    }
    PointMatrix residuals(count, 1);
    residuals.row(inside)[0] = Rational(random.one_in(2) ? 1 : -1);
    const std::string words = refusal(Problem(points, residuals));
    BOOST_TEST(words.find("sample " + std::to_string(inside + 1)) != std::string::npos, words);
  }
}

// Corners of a cube, its middle, a constant feature and a feature twice.
BOOST_AUTO_TEST_CASE(degenerate_features) {
  const auto cube = [](bool middle) {
    return matrix_of(middle ? 17 : 16, 6, [](std::size_t i, std::size_t j) {
      if (j == 4) return Rational(1, 3);
      const std::size_t k = j == 5 ? 0 : j;
      return i == 16 ? Rational(1, 2) : Rational(static_cast<std::int64_t>(i >> k & 1U));
    });
  };
  // A face of 8 corners, labels that are all equal; and corners far apart.
  for (const bool middle : {false, true}) {
    PointMatrix face(middle ? 17 : 16, 1), corners = face;
    for (std::size_t i = 0; i < 16; ++i) face.row(i)[0] = Rational((i & 1U) != 0 ? -3 : 0);
    corners.row(0)[0] = 1;
    corners.row(15)[0] = 2;
    corners.row(6)[0] = Rational(1, 9);
    const auto one = checked(Problem(cube(middle), face), "a face");
    BOOST_REQUIRE(one.has_value());
    BOOST_TEST(one->widths[0] == 1U);
    const auto three = checked(Problem(cube(middle), corners), "three corners");
    BOOST_REQUIRE(three.has_value());
    // Two opposite corners are in no half-space without their middle.
    BOOST_TEST(three->widths[0] >= (middle ? 2U : 1U));
  }
  PointMatrix in_the_middle(17, 1);
  in_the_middle.row(16)[0] = 1;
  BOOST_TEST(refusal(Problem(cube(true), in_the_middle)).find("sample 17") != std::string::npos);
}

// Residuals that are multiples of one vector share neurons; others at least have one each.
// Beyond what doubles can hold, or their products: named, not searched.
BOOST_AUTO_TEST_CASE(sizes_beyond_doubles) {
  const Rational great = power_of_two(1060);
  for (const auto& [feature, label] : {std::pair{Rational(1), great},
                                       {Rational(1), Rational(1) / great},
                                       {great, Rational(1)},
                                       {Rational(1) / great, Rational(1)}}) {
    const PointMatrix points = column({feature, feature * integer(2), feature * integer(3), feature * integer(4)});
    PointMatrix z(4, 1);
    z.row(3)[0] = label;
    const Outcome outcome = plan(kSeparatingUnits, Problem(points, z), 2);
    const auto* refused = std::get_if<Inapplicable>(&outcome);
    BOOST_TEST((refused != nullptr && refused->reason.find("between 1e-100 and 1e100") != std::string::npos));
  }
}

BOOST_AUTO_TEST_CASE(several_outputs) {
  const PointMatrix simplex = matrix_of(9, 8, [](std::size_t i, std::size_t j) { return Rational(i == j ? 3 : 0); });
  const auto residual = [&](bool parallel) {
    return matrix_of(9, 3, [&](std::size_t i, std::size_t c) {
      const auto k = static_cast<std::int64_t>(i), output = static_cast<std::int64_t>(c) + 1;
      return i >= 4     ? Rational(0)
             : parallel ? Rational((k + 1) * output, 5)
                        : Rational(k == 1 && c == 1 ? 7 : output - k);
    });
  };
  const auto one = checked(Problem(simplex, residual(true)), "parallel");
  BOOST_REQUIRE(one.has_value());
  BOOST_TEST(one->widths[0] == 1U);
  const auto many = checked(Problem(simplex, residual(false)), "not parallel");
  BOOST_REQUIRE(many.has_value());
  BOOST_TEST(many->widths[0] <= 4U);
}

// What is to run: groups as the error allows, and weights near the exact ones.
BOOST_AUTO_TEST_CASE(goals_make_smaller_groups) {
  Generator random(7);
  const PointMatrix points =
      matrix_of(40, 20, [&](std::size_t, std::size_t) { return Rational(random.between(-9999, 9999), 100); });
  const std::vector<bool> changed = random.subset(16, 40);
  const PointMatrix residuals = matrix_of(40, 1, [&](std::size_t i, std::size_t) {
    return changed[i] ? Rational(random.between(1, 100), 7) : Rational(0);
  });
  const auto at = [&](const std::optional<FloatGoal>& goal) {
    const Problem problem(points, residuals, std::nullopt, goal);
    const auto plan = checked(problem, "goal");
    BOOST_REQUIRE(plan.has_value());
    BOOST_REQUIRE(plan->nearly);
    const Network nearly = plan->nearly();
    BOOST_TEST(nearly.widths() == plan->widths, boost::test_tools::per_element());
    for (std::size_t i = 0; i < 40; ++i) {
      const Rational value = nearly.evaluate(points.row(i))[0];
      if (changed[i]) {
        BOOST_TEST((abs(value - residuals.row(i)[0]) < Rational(1, 1000000)));
      } else {
        BOOST_TEST((value.is_zero()));
      }
    }
    return plan->neurons();
  };
  const std::size_t fewest = at(std::nullopt);
  BOOST_TEST(at(FloatGoal{FloatFormat::kBinary64, Rational(1, 10), false}) == fewest);
  BOOST_TEST(at(FloatGoal{FloatFormat::kBinary32, Rational(1, 100000), false}) > fewest);
}
