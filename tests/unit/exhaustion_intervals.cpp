// Exhaustion where residuals are known up to intervals: all conditions by brute force, and values in the intervals.
#include <boost/test/unit_test.hpp>

#include "ftcert/refute/along_lines.hpp"
#include "ftcert/refute/interval_exhaustion.hpp"
#include "support/intervals.hpp"
#include "support/line_data.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Whether the sum of slope changes over these positions and 0 has the sign for all values, from the definition.
bool certain(const std::vector<Rational>& t, const std::vector<Interval>& z, const std::vector<std::size_t>& a,
             bool first, int sign) {
  std::vector<Rational> coefficients(t.size());
  const auto slope = [&](std::size_t r, int times) {
    coefficients[r + 1] += Rational(times) / (t[r + 1] - t[r]);
    coefficients[r] -= Rational(times) / (t[r + 1] - t[r]);
  };
  if (first) slope(0, 1);
  for (const std::size_t r : a) {
    slope(r, 1);
    slope(r - 1, -1);
  }
  Rational sum;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const auto least = least_multiple(z[i], coefficients[i] * sign);
    if (!least) return false;
    sum += *least;
  }
  return sum.sign() > 0;
}

// Every kink and every sum that holds for all values.
std::vector<PatternSet> all_conditions(const std::vector<Rational>& t, const std::vector<Interval>& z) {
  const std::size_t n = t.size();
  std::vector<PatternSet> sets;
  for (const int sign : {1, -1}) {
    for (std::size_t r = 1; r + 1 < n; ++r) {
      if (certain(t, z, {r}, false, sign)) sets.push_back(kink_condition(n, r, sign));
    }
    for (std::size_t set = 0; set < std::size_t{1} << (n - 2); ++set) {
      std::vector<std::size_t> a;
      for (std::size_t r = 1; r + 1 < n; ++r) {
        if ((set >> (r - 1) & 1) != 0) a.push_back(r);
      }
      if (certain(t, z, a, true, sign)) sets.push_back(sum_condition(n, a, sign));
    }
  }
  return sets;
}

std::size_t refuted(const std::vector<Rational>& t, const std::vector<Interval>& z) {
  std::size_t neurons = 0;
  while (std::holds_alternative<Refutation>(exhaust_intervals(t, z, neurons))) ++neurons;
  return neurons;
}

}  // namespace

BOOST_AUTO_TEST_CASE(as_many_neurons_as_all_conditions_refute) {
  Generator generator(41);
  std::size_t refutations = 0;
  for (int trial = 0; trial < rounds(150); ++trial) {
    const auto count = static_cast<std::size_t>(generator.between(3, 7));
    const auto t = positions(count, generator.one_in(2) ? Spacing::kUnit : Spacing::kRandom, generator);
    const auto z = random_intervals(count, generator, generator.one_in(2));
    const std::vector<PatternSet> conditions = all_conditions(t, z);
    for (std::size_t neurons = 0; neurons < count; ++neurons) {
      const Exhausted result = exhaust_intervals(t, z, neurons);
      const bool complete = cover(conditions, neurons, kMostChoices).complete;
      BOOST_REQUIRE_MESSAGE(std::holds_alternative<Refutation>(result) == complete, words(t, z) << neurons);
      if (!complete) break;
      ++refutations;
      const auto& refutation = std::get<Refutation>(result);
      for (const SlopeSum& sum : refutation.sums) BOOST_REQUIRE(certain(t, z, sum.positions, true, sum.sign));
      for (const KinkCondition& kink : refutation.kinks)
        BOOST_REQUIRE(certain(t, z, {kink.position}, false, kink.sign));
    }
  }
  BOOST_TEST(refutations > 150U);
}

// On single values the conditions are complete: the number of neurons is exact.
BOOST_AUTO_TEST_CASE(single_values_are_as_labels) {
  Generator generator(42);
  for (int trial = 0; trial < rounds(150); ++trial) {
    const auto count = static_cast<std::size_t>(generator.between(3, 9));
    const auto t = positions(count, Spacing::kRandom, generator);
    std::vector<Rational> values;
    for (std::size_t i = 0; i < count; ++i) values.emplace_back(generator.one_in(2) ? 0 : generator.between(-2, 2));
    const auto exact = exact_count(t, values);
    BOOST_REQUIRE(exact.has_value());
    BOOST_TEST(refuted(t, exactly(values)) == exact->neurons);
  }
}

BOOST_AUTO_TEST_CASE(no_bound_is_above_what_values_in_the_intervals_need) {
  Generator generator(43);
  int more = 0;
  for (int trial = 0; trial < rounds(120); ++trial) {
    const auto count = static_cast<std::size_t>(generator.between(3, 8));
    const auto t = positions(count, Spacing::kRandom, generator);
    const auto z = random_intervals(count, generator);
    const ExhaustionBound bound = exhaust(points_of(1, t), ObservedOutputs{{{}, z}}, 0);
    more += bound.neurons > 1 ? 1 : 0;
    BOOST_TEST((!bound.fit || std::ranges::all_of(z, single)));
    for (int k = 0; k < 12; ++k) {
      const auto exact = exact_count(t, values_in(z, generator));
      BOOST_REQUIRE(exact.has_value());
      BOOST_REQUIRE_MESSAGE(bound.neurons <= exact->neurons, words(t, z));
    }
  }
  BOOST_TEST(more > 20);
}

// At least 1 and at most -1 in turn. Three samples: a single neuron is monotone. Four: both slopes at the ends fall and the one between rises, and two
// neurons with the two kinks have a slope of 0 or of another sign in one of the three pieces. n - 1 neurons always serve.
BOOST_AUTO_TEST_CASE(signs_in_turn_need_a_neuron_for_every_piece) {
  for (std::size_t count = 3; count <= 4; ++count) {
    std::vector<Rational> t;
    std::vector<Interval> z;
    for (std::size_t i = 0; i < count; ++i) {
      t.emplace_back(i * i);
      z.push_back(i % 2 == 0 ? Interval{Rational(1), std::nullopt} : Interval{std::nullopt, Rational(-1)});
    }
    BOOST_TEST(refuted(t, z) == count - 1);
  }
}

// Samples between which nothing is known do not hide what others force.
BOOST_AUTO_TEST_CASE(samples_that_force_are_chosen) {
  std::vector<Rational> t;
  std::vector<Interval> z;
  for (std::size_t i = 0; i < 13; ++i) {
    t.emplace_back(i);
    const int turn = static_cast<int>(i / 4) % 2 == 0 ? 1 : -1;
    z.push_back(i % 4 != 0 ? Interval{Rational(-5), Rational(5)}
                : turn > 0 ? Interval{Rational(1), std::nullopt}
                           : Interval{std::nullopt, Rational(-1)});
  }
  const ExhaustionBound bound = exhaust(points_of(1, t), ObservedOutputs{{{}, z}}, 0);
  BOOST_TEST(bound.neurons == 3U);  // as for the four samples alone
  for (const LinePoint& point : bound.line.points) BOOST_TEST(point.sample % 4 == 0U);
}
