#include "ftcert/refute/along_lines.hpp"

#include <boost/test/unit_test.hpp>

#include "support/checks.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Convex and increasing at 0, 1, 2, 3: one kink is forced, two neurons are needed.
const std::vector<Rational> kConvex{0, 1, 3, 6};

PointMatrix matrix(std::size_t columns, const std::vector<Rational>& entries) {
  PointMatrix result(entries.size() / columns, columns);
  result.entries = entries;
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(on_a_line_the_answer_is_exact) {
  const PointMatrix x = matrix(1, {3, 0, 2, 1}), z = matrix(1, {6, 0, 3, 1});  // not in order
  const ExhaustionBound bound = exhaust(x, z, 1);
  BOOST_TEST(bound.neurons == 2u);
  BOOST_TEST(bound.all_lines);
  BOOST_REQUIRE_EQUAL(bound.line.points.size(), 4u);
  BOOST_TEST(bound.line.points[0].sample == 1u);
  BOOST_TEST(bound.line.points[3].sample == 0u);
  BOOST_TEST(bound.line.points[1].kink == 1);
  BOOST_REQUIRE(bound.fit.has_value());
  BOOST_TEST(bound.fit->neurons() == 2u);
  const Network g = bound.fit->lift({1});
  for (std::size_t i = 0; i < x.count; ++i) BOOST_TEST(g.evaluate(x.row(i))[0] == z.row(i)[0]);

  const ExhaustionBound enough = exhaust(x, z, 2);
  BOOST_TEST(enough.neurons == 0u);
  BOOST_TEST(enough.fit.has_value());
}

BOOST_AUTO_TEST_CASE(a_line_in_the_plane_and_the_second_output) {
  std::vector<Rational> points, residuals;
  for (std::size_t i = 0; i < kConvex.size(); ++i) {
    const Rational t(i);
    points.insert(points.end(), {t * 2 + 1, 5 - t * 3});
    residuals.insert(residuals.end(), {Rational(1), kConvex[i]});
    points.insert(points.end(), {t * t + 20, t});  // beside the line
    residuals.insert(residuals.end(), {Rational(0), Rational(0)});
  }
  const ExhaustionBound bound = exhaust(matrix(2, points), matrix(2, residuals), 1);
  BOOST_TEST(bound.neurons == 2u);
  BOOST_TEST(bound.line.output.component == 1u);
  BOOST_TEST(!bound.fit.has_value());
  for (const LinePoint& point : bound.line.points) BOOST_TEST(point.sample % 2 == 0u);
}

BOOST_AUTO_TEST_CASE(nothing_without_three_samples_on_a_line) {
  const ExhaustionBound two = exhaust(matrix(1, {0, 1}), matrix(1, {0, 1}), 0);
  BOOST_TEST(two.neurons == 0u);
  BOOST_TEST(!two.fit.has_value());
  const ExhaustionBound triangle = exhaust(matrix(2, {0, 0, 1, 0, 0, 1}), matrix(1, {1, 2, 3}), 0);
  BOOST_TEST(triangle.neurons == 0u);
}

BOOST_AUTO_TEST_CASE(a_constant_needs_no_neuron) {
  const ExhaustionBound bound = exhaust(matrix(1, {0, 1, 2}), matrix(1, {7, 7, 7}), 0);
  BOOST_TEST(bound.neurons == 0u);
  BOOST_REQUIRE(bound.fit.has_value());
  BOOST_TEST(bound.fit->neurons() == 0u);
  BOOST_TEST(bound.fit->constant[0] == 7);
}

BOOST_AUTO_TEST_CASE(long_lines_are_left_out) {
  std::vector<Rational> x, z;
  for (std::size_t i = 0; i <= kMostExhaustionPoints; ++i) {
    x.push_back(i);
    z.push_back(i % 2);
  }
  const ExhaustionBound bound = exhaust(matrix(1, x), matrix(1, z), 1);
  BOOST_TEST(bound.neurons == 0u);
  BOOST_TEST(!bound.all_lines);
  FTCERT_CHECK_ERROR(exhaust(matrix(1, {0, 1, 2}), matrix(1, {0, 1}), 0), Code::kContract);
}
