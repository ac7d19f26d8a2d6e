// Lemma 4.5.
#include "ftcert/construct/line/canonical.hpp"

#include <boost/test/unit_test.hpp>

#include "support/check_plan.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

BOOST_AUTO_TEST_CASE(the_printed_induction_is_repaired) {
  // The printed weights s_{k+1} would give 2 relu(t-1), so g(2) = 4 in place of 3.
  const LineData data{{0, 1, 2}, {0, 1, 3}};
  const Problem problem = on_line(data);
  const auto plan = checked_plan(kCanonical, problem);
  BOOST_REQUIRE(plan);
  BOOST_TEST(plan->neurons() == 2);
  const Network g = plan->build();
  BOOST_TEST((g.layers()[1].weights == std::vector<Rational>{1, 1}));
  BOOST_TEST((g.layers()[0].bias == std::vector<Rational>{0, -1}));
}

// One neuron for every slope that differs from the slope before, the first one from 0.
BOOST_AUTO_TEST_CASE(counts_the_slope_changes) {
  Generator generator(1);
  std::vector<std::size_t> saved(4);
  for (int round = 0; round < rounds(400); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 9));
    LineData data{positions(count, static_cast<Spacing>(round % 3), generator), {}};
    for (std::size_t i = 0; i < count; ++i) data.z.push_back(generator.between(-1, 1));
    std::size_t expected = 0;
    for (std::size_t i = 0; i + 1 < count; ++i) {
      const Rational rise = data.z[i + 1] - data.z[i], run = data.x[i + 1] - data.x[i];
      if (i == 0) {
        expected += rise.is_zero() ? 0 : 1;
      } else {
        expected += rise * (data.x[i] - data.x[i - 1]) == (data.z[i] - data.z[i - 1]) * run ? 0 : 1;
      }
    }
    const auto plan = checked_plan(kCanonical, on_line(data), data.text());
    BOOST_REQUIRE(plan);
    BOOST_REQUIRE_MESSAGE(plan->neurons() == expected, data.text());
    BOOST_REQUIRE_EQUAL(plan->promised, count - 1);
    ++saved[std::min<std::size_t>(count - 1 - expected, 3)];
  }
  for (std::size_t n : saved) BOOST_TEST(n > 0);
}

BOOST_AUTO_TEST_CASE(outputs_share_their_neurons) {
  Generator generator(2);
  for (int round = 0; round < rounds(60); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 8));
    const std::vector<Rational> x = positions(count, Spacing::kRandom, generator);
    std::vector<std::vector<Rational>> columns(3);
    for (std::size_t i = 0; i < count; ++i) {
      for (auto& column : columns) column.push_back(generator.rational(3, 2));
    }
    const auto plan = checked_plan(kCanonical, on_line(x, columns));
    BOOST_REQUIRE(plan);
    BOOST_TEST(plan->promised == count - 1);
  }
}
