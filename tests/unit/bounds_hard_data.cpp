// The data of the hard family: what they say is what they are, and both answers are right.
#include "ftcert/bounds/hard_data.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/construct/exhaustion/exact.hpp"
#include "ftcert/construct/line/fewest_kinks.hpp"
#include "ftcert/refute/along_lines.hpp"
#include "support/check_plan.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

bool is_a_sum(const std::vector<Integer>& numbers, const Integer& target) {
  for (std::uint64_t subset = 0; subset < std::uint64_t{1} << numbers.size(); ++subset) {
    Integer all = 0;
    for (std::size_t k = 0; k < numbers.size(); ++k) {
      if ((subset >> k & 1U) != 0) all += numbers[k];
    }
    if (all == target) return true;
  }
  return false;
}

LineData line_of(const HardData& data) {
  LineData line;
  for (std::size_t i = 0; i < data.labels.size(); ++i) {
    line.x.push_back(Rational(i + 1));
    line.z.push_back(Rational(data.labels[i]));
  }
  return line;
}

}  // namespace

BOOST_AUTO_TEST_CASE(least_numbers) {
  for (std::size_t samples = 4; samples <= 20; samples += 2) {
    for (const bool subset : {false, true}) {
      for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const HardData data = hard_data(samples, seed, subset);
        const std::size_t n = samples / 2 - 1;
        BOOST_REQUIRE(data.numbers.size() == n && data.labels.size() == samples);
        for (const Integer& number : data.numbers) BOOST_TEST((number % 2 == 0 && bit_size(number) == n + 11));
        BOOST_TEST(is_a_sum(data.numbers, data.target) == subset);
        BOOST_TEST(data.neurons == (subset ? n : n + 1));
        const LineData line = line_of(data);
        const Problem problem = on_line(line);
        BOOST_TEST(least_kinks(problem) == n);
        const auto plan = checked_plan(kExact, problem);
        BOOST_REQUIRE(plan);
        BOOST_TEST(plan->neurons() == data.neurons);
        if (samples <= 12) {
          const ExhaustionBound bound = exhaust(problem.points(), problem.residuals(), n - 1);
          BOOST_TEST(bound.neurons == data.neurons);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_function_of_the_seed) {
  BOOST_TEST((hard_data(30, 7, false).labels == hard_data(30, 7, false).labels));
  BOOST_TEST((hard_data(30, 7, false).labels != hard_data(30, 8, false).labels));
  // Slopes and their changes, from the labels alone.
  const HardData data = hard_data(300, 3, false);
  Integer slope = data.labels[1] - data.labels[0];
  BOOST_TEST((data.labels[0] == 0 && slope == -2 * data.target && data.target % 2 == 1));
  for (std::size_t r = 1; r + 1 < data.labels.size(); ++r) {
    const Integer next = data.labels[r + 1] - data.labels[r];
    BOOST_TEST((next - slope == data.numbers[(r - 1) / 2]));
    slope = next;
  }
}
