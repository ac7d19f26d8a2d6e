// fit_strip: targets on the group, threshold everywhere else, and the member that has to leave.
#include "ftcert/construct/space/strip.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "ftcert/core/error.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

PointMatrix matrix(std::size_t dimension, const std::vector<Rational>& entries) {
  PointMatrix points(entries.size() / dimension, dimension);
  points.entries = entries;
  return points;
}

bool keeps_out(const Strip& strip, const PointMatrix& points, const std::vector<std::size_t>& group,
               const Integer& threshold) {
  for (std::size_t i = 0; i < points.count; ++i) {
    const bool member = std::count(group.begin(), group.end(), i) != 0;
    if (!member && abs(strip.value(points.row(i))) < Rational(threshold)) return false;
  }
  return true;
}

}  // namespace

BOOST_AUTO_TEST_CASE(general_position) {
  Generator random(7);
  for (int round = 0; round < rounds(300); ++round) {
    const auto d = static_cast<std::size_t>(random.between(1, 7));
    PointMatrix points(40, d);
    for (Rational& entry : points.entries) entry = random.rational(1000000, round % 2 == 0 ? 1 : 100);
    const SteepnessTable table(points);
    const auto k = static_cast<std::size_t>(random.between(1, static_cast<std::int64_t>(d)));
    std::vector<std::size_t> group;
    std::vector<Rational> targets;
    for (std::size_t a = 0; a < k; ++a) {
      group.push_back(a * 5 + 2);
      targets.push_back(random.rational(10, 10));
    }
    const Integer threshold = random.between(1, 9);
    const StripFit fit = fit_strip(points, table, group, targets, threshold);
    BOOST_REQUIRE(fit.strip.has_value());
    for (std::size_t a = 0; a < k; ++a) BOOST_TEST(fit.strip->value(points.row(group[a])) == targets[a]);
    BOOST_TEST(keeps_out(*fit.strip, points, group, threshold));
    BOOST_TEST(fit.strip->scale > 0);
    Integer common = gcd(fit.strip->scale, fit.strip->constant);
    for (const Integer& w : fit.strip->weights) common = gcd(common, w);
    BOOST_TEST(common == 1);
  }
}

// The full grid {0, 1, 2}^3: a strip exists for every single point; a pair with the midpoint or a third point
// on its line has to give up a member unless the unit is 0 there.
BOOST_AUTO_TEST_CASE(grid) {
  PointMatrix points(27, 3);
  for (int i = 0; i < 27; ++i) {
    points.row(static_cast<std::size_t>(i))[0] = i / 9;
    points.row(static_cast<std::size_t>(i))[1] = i / 3 % 3;
    points.row(static_cast<std::size_t>(i))[2] = i % 3;
  }
  const SteepnessTable table(points);
  for (std::size_t a = 0; a < 27; ++a) {
    const StripFit fit = fit_strip(points, table, {a}, {Rational(1, 3)}, 2);
    BOOST_REQUIRE(fit.strip.has_value());
    BOOST_TEST(fit.strip->value(points.row(a)) == Rational(1, 3));
    BOOST_TEST(keeps_out(*fit.strip, points, {a}, 2));
  }
  for (std::size_t a = 0; a < 27; ++a) {
    for (std::size_t b = a + 1; b < 27; ++b) {
      // A third grid point on the line through a and b: the reflections and the midpoint are the only
      // candidates.
      bool third = false;
      for (std::size_t c = 0; c < 27; ++c) {
        if (c == a || c == b) continue;
        bool on_line = true;
        for (std::size_t i = 0; i < 3; ++i) {
          for (std::size_t j = 0; j < 3; ++j) {
            const auto pa = points.row(a), pb = points.row(b), pc = points.row(c);
            on_line = on_line && (pb[i] - pa[i]) * (pc[j] - pa[j]) == (pb[j] - pa[j]) * (pc[i] - pa[i]);
          }
        }
        third = third || on_line;
      }
      // All values on the line through the two are 1, below the threshold.
      const StripFit fit = fit_strip(points, table, {a, b}, {Rational(1), Rational(1)}, 2);
      BOOST_TEST(fit.strip.has_value() == !third);
      if (fit.strip) BOOST_TEST(keeps_out(*fit.strip, points, {a, b}, 2));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_hull_with_another_sample) {
  // (0,0,0), (2,0,0), (0,5,1) and the midpoint of the first two: one of these two must leave, never the
  // third.
  const PointMatrix points = matrix(3, {0, 0, 0, 2, 0, 0, 0, 5, 1, 1, 0, 0, 3, 4, 9});
  const SteepnessTable table(points);
  const StripFit fit = fit_strip(points, table, {0, 1, 2}, {Rational(0), Rational(0), Rational(1)}, 1);
  BOOST_TEST(!fit.strip.has_value());
  BOOST_TEST(fit.leaves < 2U);
  const PointMatrix turned = matrix(3, {0, 5, 1, 0, 0, 0, 2, 0, 0, 1, 0, 0, 3, 4, 9});
  const StripFit again =
      fit_strip(turned, SteepnessTable(turned), {0, 1, 2}, {Rational(1), Rational(0), Rational(0)}, 1);
  BOOST_TEST(!again.strip.has_value());
  BOOST_TEST(again.leaves > 0U);
  // With these targets the form is 3 at the midpoint, which is out of the strip.
  const StripFit lucky = fit_strip(points, table, {0, 1, 2}, {Rational(2), Rational(4), Rational(1)}, 3);
  BOOST_REQUIRE(lucky.strip.has_value());
  BOOST_TEST(lucky.strip->value(points.row(3)) == Rational(3));
  BOOST_TEST(keeps_out(*lucky.strip, points, {0, 1, 2}, 3));
}

BOOST_AUTO_TEST_CASE(dependent_groups_and_broken_promises) {
  const PointMatrix points = matrix(3, {0, 0, 0, 1, 1, 1, 2, 2, 2, 5, 4, 3});
  const SteepnessTable table(points);
  const StripFit fit = fit_strip(points, table, {0, 1, 2}, {Rational(0), Rational(0), Rational(0)}, 1);
  BOOST_TEST(!fit.strip.has_value());
  BOOST_TEST(fit.leaves == 2U);
  FTCERT_CHECK_ERROR(fit_strip(points, table, {}, {}, 1), Code::kContract);
  FTCERT_CHECK_ERROR(fit_strip(points, table, {0, 1, 2, 3}, std::vector<Rational>(4), 1), Code::kContract);
  FTCERT_CHECK_ERROR(fit_strip(points, table, {0, 1}, {Rational(0)}, 1), Code::kContract);
}

BOOST_AUTO_TEST_CASE(homogeneous_vectors) {
  const std::vector<Rational> x{Rational(1, 6), Rational(-3, 4), Rational(2)};
  const std::vector<Integer> expected{2, -9, 24, 12};
  BOOST_TEST((homogeneous(x) == expected));
}
