// Trees of activation patterns where residuals are known up to intervals: checked by the checker's own functions, and against networks and values
// in the intervals.
#include <boost/test/unit_test.hpp>
#include <set>

#include "ftcert/check/methods/pattern_cover.hpp"
#include "ftcert/construct/exhaustion/exhaustion.hpp"
#include "ftcert/refute/patterns/pattern_bound.hpp"
#include "support/intervals.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

const Interval kZero{Rational(0)}, kAbove{Rational(1), std::nullopt}, kBelow{std::nullopt, Rational(-1)};

PointMatrix random_points(Generator& generator, std::size_t count, std::size_t dimension, std::int64_t range) {
  std::set<std::vector<std::int64_t>> found;
  while (found.size() < count) {
    std::vector<std::int64_t> x(dimension);
    for (std::int64_t& c : x) c = generator.between(-range, range);
    found.insert(x);
  }
  const std::vector<std::vector<std::int64_t>> rows(found.begin(), found.end());
  return matrix_of(count, dimension, [&](std::size_t i, std::size_t c) { return Rational(rows[i][c]); });
}

PatternBound bound_of(const PointMatrix& points, const std::vector<Interval>& z, std::size_t last,
                      std::size_t programs) {
  PatternRequest request;
  request.last = last;
  request.programs = programs;
  return bound_by_patterns(points, ObservedOutputs{{{}, z}}, request, {});
}

void verify(const PointMatrix& points, const PatternBound& bound, const std::vector<Interval>& z) {
  const PatternSamples samples{points, z, "found"};
  BOOST_CHECK_NO_THROW(check_cover(samples, bound.evidence.cover, bound.neurons - 1));
  for (const PatternTree& tree : bound.evidence.trees) BOOST_CHECK_NO_THROW(check_tree(samples, tree));
}

// Around the values of c + sum of s_j relu(l_j), with an end left out now and then.
std::vector<Interval> around_network(Generator& generator, const PointMatrix& points, std::size_t neurons) {
  std::vector<Rational> z(points.count, generator.one_in(2) ? Rational(0) : generator.rational(3, 2));
  for (std::size_t j = 0; j < neurons; ++j) {
    std::vector<Rational> l;
    for (std::size_t c = 0; c <= points.dimension; ++c) l.push_back(generator.rational(4, 3));
    const Rational sign = generator.one_in(2) ? 1 : -1;
    for (std::size_t i = 0; i < points.count; ++i) {
      Rational value = l.back();
      for (std::size_t c = 0; c < points.dimension; ++c) value += l[c] * points.row(i)[c];
      if (value.sign() > 0) z[i] += sign * value;
    }
  }
  std::vector<Interval> result;
  for (const Rational& value : z) {
    Interval interval{value - Rational(generator.between(0, 2), 4), value + Rational(generator.between(0, 2), 4)};
    if (generator.one_in(4)) interval.low.reset();
    if (generator.one_in(4)) interval.high.reset();
    result.push_back(interval);
  }
  return result;
}

}  // namespace

// Above at two opposite corners of a square, below at the two others: a neuron is monotone along some direction, in which the corners stand with two equal
// ones at the ends or in the middle. Two neurons serve: 1 - 2 relu(x + y) + 4 relu(x + y - 1) at 0 and 1.
BOOST_AUTO_TEST_CASE(corners_of_a_square_need_two) {
  const PointMatrix square = points_of(2, {0, 0, 0, 1, 1, 0, 1, 1});
  const std::vector<Interval> z{kAbove, kBelow, kBelow, kAbove};
  const PatternBound bound = bound_of(square, z, 3, 500);
  BOOST_TEST(bound.neurons == 2U);
  verify(square, bound, z);
  BOOST_REQUIRE_EQUAL(bound.decided.size(), 2U);
  BOOST_TEST((bound.decided[1].verdict == PatternVerdict::kNetwork));
  const Rational two = Rational(1) - 2 * Rational(1), four = Rational(1) - 2 * Rational(2) + 4 * Rational(1);
  BOOST_TEST((z[1].holds(two) && z[2].holds(two) && z[0].holds(Rational(1)) && z[3].holds(four)));
  BOOST_TEST(bound_of(square, {kAbove, kAbove, kBelow, kBelow}, 2, 500).neurons == 0U);
}

// Both signs beside unchanged samples that are not on a line: a single neuron has one sign there. The cover spares the constants.
BOOST_AUTO_TEST_CASE(both_signs_beside_unchanged_samples) {
  const PointMatrix points = points_of(2, {0, 0, 1, 0, 0, 1, 2, 2, -1, -1});
  const std::vector<Interval> z{kZero, kZero, kZero, kAbove, kBelow};
  const PatternBound bound = bound_of(points, z, 1, 500);
  BOOST_TEST(bound.neurons == 2U);
  BOOST_TEST((bound.evidence.cover.kind != CoverKind::kNone));
  BOOST_TEST(bound.evidence.trees.size() == 2U);
  verify(points, bound, z);
  // A sample that may be 0, but need not, is none of the unchanged ones.
  std::vector<Interval> wider = z;
  wider[2] = Interval{Rational(0), Rational(1)};
  const PatternBound other = bound_of(points, wider, 1, 500);
  BOOST_TEST((other.evidence.cover.kind == CoverKind::kNone));
  if (other.neurons > 0) verify(points, other, wider);
}

BOOST_AUTO_TEST_CASE(networks_in_the_intervals_are_not_refuted) {
  Generator generator(51);
  int found = 0, all = 0;
  for (int round = 0; round < rounds(10); ++round) {
    for (std::size_t dimension = 1; dimension <= 3; ++dimension) {
      for (std::size_t neurons = 1; neurons <= 3; ++neurons) {
        const PointMatrix points = random_points(generator, 10, dimension, dimension == 1 ? 9 : 3);
        const auto z = around_network(generator, points, neurons);
        const PatternBound bound = bound_of(points, z, 3, 300);
        BOOST_CHECK_MESSAGE(bound.neurons <= neurons, bound.neurons << " of " << neurons);
        if (bound.neurons > 1) verify(points, bound, z);
        if (bound.decided.empty()) continue;
        ++all;
        found += bound.decided.back().verdict == PatternVerdict::kNetwork ? 1 : 0;
      }
    }
  }
  BOOST_TEST(2 * found > all, found << " of " << all << " networks found");
}

// On a line: values in the intervals need as many neurons as the trees say, by exhaustion of their own.
BOOST_AUTO_TEST_CASE(values_in_the_intervals_need_as_many) {
  Generator generator(52);
  int refuted = 0;
  for (int round = 0; round < rounds(25); ++round) {
    const PointMatrix points = random_points(generator, 7, 1, 12);
    const auto z = random_intervals(points.count, generator);
    const PatternBound bound = bound_of(points, z, 3, 1500);
    if (bound.neurons == 0) continue;
    ++refuted;
    verify(points, bound, z);
    for (int k = 0; k < 10; ++k) {
      const auto exact = exact_count(points.entries, values_in(z, generator));
      BOOST_REQUIRE(exact.has_value());
      BOOST_CHECK_MESSAGE(bound.neurons <= exact->neurons, words(points.entries, z));
    }
  }
  BOOST_TEST(refuted > 3);
}

// Whatever the thread count, and from one output to the next.
BOOST_AUTO_TEST_CASE(outputs_one_after_the_other) {
  const PointMatrix square = points_of(2, {0, 0, 0, 1, 1, 0, 1, 1});
  const ObservedOutputs outputs{{{0, 1}, {kAbove, kAbove, kBelow, kBelow}}, {{0, 2}, {kAbove, kBelow, kBelow, kAbove}}};
  PatternRequest request;
  request.last = 2;
  request.programs = 500;
  const PatternBound bound = bound_by_patterns(square, outputs, request, {});
  BOOST_TEST(bound.neurons == 2U);
  BOOST_TEST(bound.evidence.output.component == 0U);
  BOOST_TEST((bound.evidence.output.less == std::optional<std::size_t>(2)));
  BOOST_REQUIRE(!bound.decided.empty());
  BOOST_TEST(output_words(bound.decided[0].observed) == "difference 0-1");
  BOOST_TEST(output_words(bound.decided[1].observed) == "difference 0-2");
}
