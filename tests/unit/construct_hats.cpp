// Hats: 3N, and zero around every unchanged sample.
#include "ftcert/construct/line/hats.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

#include "support/check_plan.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// n+2 for a run of n changed samples, n at an end, n-1 for all samples; fewer where samples are collinear.
std::size_t most_neurons(const LineData& data) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < data.x.size();) {
    std::size_t end = i;
    while (end < data.x.size() && !data.z[end].is_zero()) ++end;
    if (end > i) {
      const bool first = i == 0, last = end == data.x.size();
      sum += end - i + (first && last ? 0 : first || last ? 1 : 2) - (first || last ? 1 : 0);
    }
    i = end + 1;
  }
  return sum;
}

void check(const LineData& data) {
  const Problem problem = on_line(data);
  const auto plan = checked_plan(kHats, problem, data.text());
  BOOST_REQUIRE(plan);
  BOOST_REQUIRE_EQUAL(plan->promised, 3 * data.changed());
  BOOST_REQUIRE_MESSAGE(plan->neurons() <= most_neurons(data), data.text());
  // An eighth of the gap to either side of an unchanged sample, g is still zero.
  const Network g = plan->build();
  for (std::size_t i = 0; i < data.x.size(); ++i) {
    if (!data.z[i].is_zero()) continue;
    for (std::size_t j : {i - 1, i + 1}) {
      if (j >= data.x.size()) continue;
      const std::array<Rational, 1> near{data.x[i] + (data.x[j] - data.x[i]) / Rational(8)};
      BOOST_REQUIRE_MESSAGE(g.evaluate(near)[0].is_zero(), data.text());
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_set_of_changed_samples) {
  Generator generator(1);
  for (std::size_t count = 1; count <= 8; ++count) {
    for (std::size_t mask = 0; mask < (std::size_t{1} << count); ++mask) {
      LineData data{positions(count, static_cast<Spacing>(mask % 3), generator), {}};
      for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t label = generator.one_in(2) ? 1 + generator.between(0, 4) : -1 - generator.between(0, 4);
        data.z.push_back((mask >> i & 1) != 0 ? Rational(label) : Rational(0));
      }
      check(data);
    }
  }
}

BOOST_AUTO_TEST_CASE(three_each_when_apart) {
  LineData data;
  for (int i = 0; i < 20; ++i) {
    data.x.push_back(i);
    data.z.push_back(i % 4 == 2 ? Rational(i - 9) : Rational(0));
  }
  const Problem problem = on_line(data);
  const auto plan = checked_plan(kHats, problem);
  BOOST_TEST(plan->neurons() == 15);
  BOOST_TEST(plan->promised == 15);
  // Kinks of few bits: the middles of the gaps, and the samples.
  const Network g = plan->build();
  BOOST_TEST(weight_bits(g).most <= 8);
}

BOOST_AUTO_TEST_CASE(outputs_share_their_neurons) {
  Generator generator(4);
  for (int round = 0; round < rounds(100); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 12));
    std::vector<std::vector<Rational>> columns(3, std::vector<Rational>(count));
    for (auto& column : columns) {
      for (Rational& z : column) z = generator.one_in(6) ? generator.rational(5, 3) : Rational(0);
    }
    const Problem problem = on_line(positions(count, Spacing::kRandom, generator), columns);
    const auto plan = checked_plan(kHats, problem);
    BOOST_REQUIRE(plan);
    BOOST_REQUIRE_EQUAL(plan->promised, 3 * problem.changed().size());
  }
}
