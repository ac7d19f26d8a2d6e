// Forced kinks where residuals are known up to intervals: against brute force, against values in the intervals, against labels.
#include <bit>
#include <boost/test/unit_test.hpp>

#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/construct/exhaustion/exhaustion.hpp"
#include "ftcert/refute/largest_kinks.hpp"
#include "ftcert/refute/lower_bound.hpp"
#include "support/intervals.hpp"
#include "support/line_data.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// 1: for all values the middle one is below the chord; -1: above.
int bend(const std::vector<Rational>& t, const std::vector<Interval>& z, std::size_t a, std::size_t b, std::size_t c) {
  for (const int sign : {1, -1}) {
    Rational sum;
    bool known = true;
    const auto add = [&](std::size_t i, const Rational& coefficient) {
      const auto least = least_multiple(z[i], coefficient * sign);
      known = known && least;
      if (least) sum += *least;
    };
    add(a, t[c] - t[b]);
    add(b, t[a] - t[c]);
    add(c, t[b] - t[a]);
    if (known && sum.sign() > 0) return sign;
  }
  return 0;
}

// All subsequences; of each, runs of equal bends give every other one.
std::size_t most_kinks(const std::vector<Rational>& t, const std::vector<Interval>& z) {
  std::size_t most = 0;
  for (std::size_t set = 0; set < std::size_t{1} << t.size(); ++set) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < t.size(); ++i) {
      if ((set >> i & 1) != 0) chosen.push_back(i);
    }
    std::size_t kinks = 0;
    int before = 0;
    for (std::size_t r = 1; r + 1 < chosen.size(); ++r) {
      const int sign = bend(t, z, chosen[r - 1], chosen[r], chosen[r + 1]);
      const bool counts = sign != 0 && sign != before;
      kinks += counts ? 1 : 0;
      before = counts ? sign : 0;
    }
    most = std::max(most, kinks);
  }
  return most;
}

ObservedOutputs one_output(std::vector<Interval> z) { return {{{}, std::move(z)}}; }

std::size_t bound_of(const std::vector<Rational>& t, const std::vector<Interval>& z, std::size_t layers = 2) {
  return find_lower_bound(points_of(1, t), one_output(z), layers).neurons;
}

// Labels on unit positions, each known up to delta.
std::vector<Interval> around(const Labels& labels, const Rational& delta) {
  std::vector<Interval> z;
  for (const int label : labels) z.emplace_back(Rational(label) - delta, Rational(label) + delta);
  return z;
}

std::vector<Rational> unit_positions(std::size_t count) {
  std::vector<Rational> t;
  for (std::size_t i = 0; i < count; ++i) t.emplace_back(i);
  return t;
}

}  // namespace

BOOST_AUTO_TEST_CASE(chosen_kinks_against_all_subsequences) {
  Generator generator(31);
  std::size_t left_out = 0;
  for (int trial = 0; trial < rounds(400); ++trial) {
    const auto count = static_cast<std::size_t>(generator.between(1, 9));
    const auto t = positions(count, generator.one_in(2) ? Spacing::kUnit : Spacing::kRandom, generator);
    const auto z = random_intervals(count, generator);
    const std::size_t most = most_kinks(t, z);
    for (const Start start : {Start::kLeft, Start::kRight}) {
      const ChosenKinks chosen = chosen_kinks(t, z, start);
      BOOST_REQUIRE_MESSAGE(chosen.kinks.size() == most, words(t, z) << most << " " << chosen.kinks.size());
      for (const auto* same : {&chosen.kinks.convex, &chosen.kinks.concave}) {
        for (std::size_t k = 0; k < same->size(); ++k) {
          const std::size_t r = (*same)[k];
          BOOST_REQUIRE(r > 0 && r + 1 < chosen.positions.size());
          BOOST_REQUIRE(bend(t, z, chosen.positions[r - 1], chosen.positions[r], chosen.positions[r + 1]) ==
                        (same == &chosen.kinks.convex ? 1 : -1));
          if (k > 0) BOOST_REQUIRE(r >= (*same)[k - 1] + 2);
        }
      }
      if (most > 0 && chosen.positions.size() < count) ++left_out;
    }
  }
  BOOST_TEST(left_out > 20U);
}

// Every label widened by so little that no bend changes its sign: the search over subsequences finds what the greedy choice finds.
BOOST_AUTO_TEST_CASE(narrow_intervals_are_as_labels) {
  Generator generator(32);
  for (int trial = 0; trial < rounds(200); ++trial) {
    const auto count = static_cast<std::size_t>(generator.between(2, 16));
    const auto t = positions(count, Spacing::kUnit, generator);
    std::vector<Rational> values;
    std::vector<Interval> z;
    for (std::size_t i = 0; i < count; ++i) {
      values.emplace_back(generator.between(-2, 2));
      z.emplace_back(values[i] - Rational(1, 100), values[i] + Rational(1, 100));
    }
    BOOST_TEST(chosen_kinks(t, z, Start::kLeft).kinks.size() == largest_kinks(t, values, Start::kLeft).size());
    const bool constant = std::ranges::all_of(values, [&](const Rational& value) { return value == values[0]; });
    BOOST_TEST(bound_of(t, z) == (constant ? 0 : bound_of(t, exactly(values))));
  }
}

// Whatever values are in the intervals, they need as many neurons as the bound says.
BOOST_AUTO_TEST_CASE(bounds_hold_for_values_in_the_intervals) {
  Generator generator(33);
  int more = 0;
  for (int trial = 0; trial < rounds(150); ++trial) {
    const auto count = static_cast<std::size_t>(generator.between(3, 8));
    const auto t = positions(count, Spacing::kRandom, generator);
    const auto z = random_intervals(count, generator);
    const std::size_t bound = bound_of(t, z);
    more += bound > 1 ? 1 : 0;
    for (int k = 0; k < 12; ++k) {
      const auto exact = exact_count(t, values_in(z, generator));
      BOOST_REQUIRE(exact.has_value());
      BOOST_REQUIRE_MESSAGE(bound <= exact->neurons, words(t, z));
    }
  }
  BOOST_TEST(more > 30);
}

// The least second difference of the worst family is half of the change, and intervals move it by twice their half width. At a quarter there is a zigzag
// through all intervals with a kink at each change alone, 3/4 high, and a quarter at the zeros beside it; at the ends the line goes on.
BOOST_AUTO_TEST_CASE(worst_labels_known_up_to_less_than_a_quarter) {
  const Labels labels = alternating_labels(62, 20);
  const auto t = unit_positions(labels.size());
  BOOST_TEST(bound_of(t, around(labels, 0)) == 60U);
  BOOST_TEST(bound_of(t, around(labels, Rational(249, 1000))) == 60U);
  BOOST_TEST(bound_of(t, around(labels, Rational(249, 1000)), 3) == bound_of(t, around(labels, 0), 3));
  const auto wide = around(labels, Rational(1, 4));
  std::vector<Rational> zigzag;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto at = [&](std::size_t k) { return k < labels.size() ? labels[k] : 0; };
    const int beside = at(i + 1) + (i > 0 ? labels[i - 1] : 0);
    zigzag.push_back(labels[i] != 0 ? Rational(3 * labels[i], 4) : Rational(beside, 4));
    if (labels[i] == 0 && beside == 0) zigzag.back() = Rational(-(at(i + 2) + (i > 1 ? labels[i - 2] : 0)), 4);
    BOOST_REQUIRE(wide[i].holds(zigzag[i]));
  }
  // One neuron for the first slope and one for each change of it serve.
  const std::vector<Rational> changes = slope_changes(t, zigzag);
  const auto serve = std::ranges::count_if(changes, [](const Rational& change) { return !change.is_zero(); });
  BOOST_TEST(serve < 25);
  BOOST_TEST(bound_of(t, wide) <= static_cast<std::size_t>(serve));
  BOOST_TEST(bound_of(t, wide) == 20U);
}

BOOST_AUTO_TEST_CASE(two_samples_apart_need_a_neuron) {
  const Interval zero(Rational(0)), above{Rational(1), std::nullopt}, below{std::nullopt, Rational(-1)}, any;
  BOOST_TEST(bound_of({0, 1}, {zero, above}) == 1U);
  BOOST_TEST(bound_of({0, 1, 2}, {any, below, zero}) == 1U);
  BOOST_TEST(bound_of({0, 1}, {zero, above}, 4) == 3U);
  BOOST_TEST(bound_of({0, 1, 2}, {above, any, above}) == 0U);  // a constant serves
  BOOST_TEST(bound_of({0, 1, 2}, {zero, any, Interval{Rational(-1), Rational(1)}}) == 0U);
  const FoundBound found = find_lower_bound(points_of(1, {0, 1, 2}), one_output({any, below, zero}), 2);
  BOOST_REQUIRE_EQUAL(found.line.points.size(), 2U);
  BOOST_TEST(found.line.points[0].sample == 1U);
  BOOST_TEST(found.line.points[1].sample == 2U);
}

// A hat of height 10 known up to 1, sampled densely: neighbours force nothing, its feet and its top do.
BOOST_AUTO_TEST_CASE(samples_far_apart_force_what_neighbours_do_not) {
  std::vector<Interval> z;
  for (int i = 0; i <= 60; ++i) {
    const Rational height = Rational(std::max(0, 10 - std::abs(i - 30)));
    z.emplace_back(height - 1, height + 1);
  }
  const auto t = unit_positions(z.size());
  for (std::size_t r = 1; r + 1 < z.size(); ++r) BOOST_REQUIRE_EQUAL(bend(t, z, r - 1, r, r + 1), 0);
  BOOST_TEST(chosen_kinks(t, z, Start::kLeft).kinks.size() == 3U);  // the hat itself has no more
  BOOST_TEST(chosen_kinks(t, z, Start::kLeft, 61 * 4).kinks.size() <= 3U);
}

BOOST_AUTO_TEST_CASE(differences_of_classes) {
  // Three components, all equal in f; classes 0, 1, 0|2, keep, 1 with margin 1/2.
  Samples samples;
  samples.points = points_of(1, {0, 1, 2, 3, 4});
  samples.classes = {{0}, {1}, {0, 2}, {}, {1}};
  PointMatrix f(5, 3);
  f.row(4)[1] = 3;  // leads already
  const SpecificationTerms terms{SpecificationKind::kClasses, Rational(1, 2), 3};
  const ObservedOutputs outputs = observed_outputs(samples, terms, f);
  BOOST_REQUIRE_EQUAL(outputs.size(), 3U);
  std::string found;
  for (const OutputIntervals& output : outputs) {
    found += output_words(output.output) + ":";
    for (const Interval& z : output.z)
      found += " " + (z.low ? z.low->text() : "") + ".." + (z.high ? z.high->text() : "");
    found += "\n";
  }
  BOOST_TEST(found ==
             "difference 0-1: 1/2.. ..-1/2 .. 0..0 ..5/2\n"
             "difference 0-2: 1/2.. .. .. 0..0 ..\n"
             "difference 1-2: .. 1/2.. .. 0..0 -5/2..\n");
  BOOST_TEST((changed_samples(outputs) == std::vector<std::size_t>{0, 1}));
}
