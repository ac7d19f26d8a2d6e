// Hyperplane units and tents for samples that no search of rows is made for: exact at every sample all the same, with a goal and without.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>

#include "ftcert/construct/space/hyperplane_units.hpp"
#include "ftcert/construct/space/tents.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/forms.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// 0 at all kept samples.
bool off(const Network& g, const Problem& problem) {
  for (std::size_t i = 0; i < problem.samples(); ++i) {
    const auto z = problem.residuals().row(i);
    if (!std::all_of(z.begin(), z.end(), [](const Rational& value) { return value.is_zero(); })) continue;
    for (const Rational& value : g.evaluate(problem.points().row(i))) {
      if (!value.is_zero()) return false;
    }
  }
  return true;
}

bool interpolates(const Network& g, const Problem& problem) {
  for (std::size_t i = 0; i < problem.samples(); ++i) {
    const auto value = g.evaluate(problem.points().row(i));
    if (!std::equal(value.begin(), value.end(), problem.residuals().row(i).begin())) return false;
  }
  return true;
}

// A rounded network may have no exact one near it: that is said with the right identifier.
bool made_exact(const Plan& plan, const Problem& problem) {
  try {
    return interpolates(plan.build(), problem);
  } catch (const Error& error) {
    return plan.nearly && error.code() == Code::kNotApplicable;
  }
}

void check(const PointMatrix& points, const PointMatrix& z, const std::string& what) {
  for (const Construction* construction : {&kHyperplaneUnits, &kTents}) {
    for (const int goal : {0, 1, 2}) {
      std::optional<FloatGoal> wanted;
      if (goal > 0) wanted = FloatGoal{FloatFormat::kBinary32, Rational(1, 1000), goal == 2};
      const Problem problem(points, z, std::nullopt, wanted);
      const Outcome outcome = construction->plan(problem);
      BOOST_TEST_CONTEXT(what << ", " << construction->name << ", goal " << goal) {
        const auto* plan = std::get_if<Plan>(&outcome);
        BOOST_REQUIRE(plan != nullptr);
        BOOST_TEST(plan->neurons() <= plan->promised);
        if (goal == 0) {
          BOOST_TEST(interpolates(plan->build(), problem));
        } else {
          BOOST_TEST(made_exact(*plan, problem));
        }
        if (plan->nearly) {
          const Network near = plan->nearly();
          BOOST_TEST(near.widths() == plan->widths, boost::test_tools::per_element());
          BOOST_TEST(off(near, problem));
        }
      }
    }
  }
}

// Rows first, first + step, .. are changed; one output, labels of both signs unless `same`.
PointMatrix labels(std::size_t count, std::size_t first, std::size_t step, bool same = false) {
  PointMatrix z(count, 1);
  for (std::size_t i = first; i < count; i += step) {
    z.row(i)[0] = Rational(static_cast<std::int64_t>(i % 7 + 1), 3) * Rational(same || i % 2 == 0 ? 1 : -1);
  }
  return z;
}

}  // namespace

BOOST_AUTO_TEST_CASE(few_samples) {
  Generator random(80);
  for (const std::size_t count : {1U, 2U, 3U}) {
    for (const std::size_t d : {1U, 4U}) {
      const PointMatrix points = random_points(random, count, d);
      for (const std::size_t first : {std::size_t{0}, count - 1, count}) {
        check(points, labels(count, first, 1), "K = " + std::to_string(count) + ", d = " + std::to_string(d));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(grids_and_binary_columns) {
  PointMatrix grid(9, 2), cube(8, 3), one(8, 1);
  for (std::size_t i = 0; i < 9; ++i) {
    for (std::size_t j = 0; j < 2; ++j) grid.row(i)[j] = Rational(j == 0 ? i / 3 : i % 3);
  }
  for (std::size_t i = 0; i < 8; ++i) {
    for (std::size_t j = 0; j < 3; ++j) cube.row(i)[j] = Rational(i >> j & 1U);
    one.row(i)[0] = Rational(i);
  }
  for (const bool same : {false, true}) {
    for (const std::size_t step : {1U, 3U}) {
      check(grid, labels(9, 0, step, same), "grid, one in " + std::to_string(step));
      check(cube, labels(8, 0, step, same), "cube, one in " + std::to_string(step));
      check(one, labels(8, 0, step, same), "line, one in " + std::to_string(step));
    }
  }
}

// Features that are the same, constant ones, a feature that others give; and twins in all but one feature.
BOOST_AUTO_TEST_CASE(dependent_features_and_near_samples) {
  Generator random(81);
  PointMatrix points = random_points(random, 24, 6);
  for (std::size_t i = 0; i < 24; ++i) {
    const auto x = points.row(i);
    x[1] = x[0];
    x[2] = Rational(7, 3);
    x[4] = x[0] * Rational(2) - x[3] + Rational(1);
  }
  check(points, labels(24, 0, 3), "dependent features");
  check(points, labels(24, 0, 1, true), "dependent features, all changed");
  for (std::size_t i = 12; i < 24; ++i) {
    std::copy(points.row(i - 12).begin(), points.row(i - 12).end(), points.row(i).begin());
    points.row(i)[5] += power_of_two(-40);
  }
  check(points, labels(24, 0, 4), "twins");
}

// A group of which only exact arithmetic tells that a sample is not in its hull, and one of which doubles tell nothing.
BOOST_AUTO_TEST_CASE(samples_near_a_hull) {
  Generator random(82);
  for (const long bits : {20L, 45L, 80L, 400L}) {
    PointMatrix points = random_points(random, 11, 3);
    for (std::size_t i = 3; i < 9; ++i) {
      // Nearly on the plane of samples 0, 1 and 2.
      const std::int64_t a = random.between(-3, 3), b = random.between(-3, 3);
      for (std::size_t j = 0; j < 3; ++j) {
        points.row(i)[j] = points.row(0)[j] * Rational(a) + points.row(1)[j] * Rational(b) +
                           points.row(2)[j] * Rational(1 - a - b) + power_of_two(-bits) * Rational(i + j);
      }
      points.row(i)[0] += power_of_two(-bits - 9) * Rational(i);
    }
    check(points, labels(11, 0, 2, true), std::to_string(bits) + " bits");
    if (bits == 45) check(points, labels(11, 0, 1), "all changed");
  }
}

BOOST_AUTO_TEST_CASE(scales_and_long_numbers) {
  Generator random(83);
  const PointMatrix plain = random_points(random, 10, 3);
  for (const long exponent : {-2000L, -100L, 100L, 2000L}) {
    PointMatrix points = plain, mixed = plain, far = plain;
    for (std::size_t i = 0; i < 10; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        points.row(i)[j] *= power_of_two(exponent);
        if (j == 1) mixed.row(i)[j] *= power_of_two(exponent);
        far.row(i)[j] += power_of_two(std::abs(exponent));
      }
    }
    PointMatrix z = labels(10, 1, 3);
    const std::string text = "2^" + std::to_string(exponent);
    check(points, z, text);
    check(mixed, z, "one feature times " + text);
    check(far, z, "far away, " + text);
    for (Rational& label : z.entries) label *= power_of_two(exponent);
    check(plain, z, "labels times " + text);
  }
  PointMatrix points = plain;
  for (Rational& x : points.entries) {
    Integer above = 1, below = 1;
    for (int n = 0; n < 31; ++n) {
      above = (above << 64) + Integer(random.next());
      below = (below << 64) + Integer(random.next());
    }
    x = Rational(above, below);
  }
  check(points, labels(10, 1, 3), "2000 bits");
}
