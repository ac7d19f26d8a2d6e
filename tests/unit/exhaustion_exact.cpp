// Construction `exact` meets the lower bound by exhaustion, on lines in any dimension, and with it what `certify` chooses.
#include "ftcert/construct/exhaustion/exact.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>

#include "ftcert/construct/choice.hpp"
#include "ftcert/construct/exhaustion/exhaustion.hpp"
#include "ftcert/construct/line/fewest_kinks.hpp"
#include "ftcert/refute/along_lines.hpp"
#include "support/check_plan.hpp"
#include "support/line_data.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// count samples at 0, 1, .. along (1, .., d), with small residuals, some of them 0.
Problem along_a_line(Generator& generator, std::size_t count, std::size_t d) {
  PointMatrix points = matrix_of(
      count, d, [](std::size_t i, std::size_t j) { return Rational(static_cast<std::int64_t>(i * (j + 1))); });
  PointMatrix residuals = matrix_of(count, 1, [&](std::size_t, std::size_t) {
    return Rational(generator.between(0, 1) == 0 ? 0 : generator.between(-2, 2));
  });
  return Problem(std::move(points), std::move(residuals));
}

// Counts up from no neuron.
std::size_t least(const Problem& problem) {
  std::vector<Rational> z;
  for (const std::size_t row : problem.projection().order) z.push_back(problem.residuals().row(row)[0]);
  return exact_count(problem.projection().values, z).value().neurons;
}

std::size_t with_fewest_kinks(const Problem& problem) {
  const Outcome outcome = kFewestKinks.plan(problem);
  return std::get<Plan>(outcome).neurons();
}

constexpr std::size_t kKinds = 7;

// Labels that are small, sparse, convex, a walk of slopes, large, increasing and convex, with little in common.
LineData data_of(std::size_t kind, std::size_t count, Generator& generator) {
  LineData data{positions(count, generator.one_in(3) ? Spacing::kUnit : Spacing::kRandom, generator), {}};
  Rational value, slope(kind == 2 ? generator.between(-12, 0) : 0);
  for (std::size_t i = 0; i < count; ++i) {
    switch (kind) {
      case 0:
        value = generator.between(-9, 9);
        break;
      case 1:
        value = generator.one_in(3) ? generator.between(-1, 1) : 0;
        break;
      case 4:
        value = generator.between(-1000000000, 1000000000);
        break;
      case 6:
        value = generator.rational(1000, 1000);
        break;
      default:
        slope += kind == 3 ? generator.between(-2, 2) : generator.between(kind == 5 ? 1 : 0, 3);
        value += i == 0 ? Rational() : slope * (data.x[i] - data.x[i - 1]);
    }
    data.z.push_back(value);
  }
  return data;
}

}  // namespace

BOOST_AUTO_TEST_CASE(as_many_as_no_network_undercuts) {
  Generator generator(17);
  std::size_t fewer = 0;
  for (int round = 0; round < rounds(200); ++round) {
    const Problem problem = along_a_line(generator, static_cast<std::size_t>(generator.between(1, 9)),
                                         static_cast<std::size_t>(generator.between(1, 3)));
    const auto plan = checked_plan(kExact, problem);
    BOOST_REQUIRE(plan);
    BOOST_TEST(plan->neurons() == plan->promised);
    if (problem.samples() >= kLeastExhaustionPoints) BOOST_TEST(plan->neurons() == least(problem));
    if (plan->neurons() < with_fewest_kinks(problem)) ++fewer;
  }
  BOOST_TEST(fewer > 0U);
}

// What is chosen is what the tree of choices shows to be least; that tree knows nothing of sums that are attained.
BOOST_AUTO_TEST_CASE(chosen_network_and_bound_meet) {
  Generator generator(18);
  constexpr std::array<std::size_t, 12> kCounts{4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30};
  std::array<std::size_t, kKinds> by_exact_alone{};
  std::size_t above_kinks = 0;
  for (int round = 0; round < rounds(700); ++round) {
    const std::size_t kind = static_cast<std::size_t>(round) % kKinds;
    const LineData data = data_of(kind, kCounts[generator.below(kCounts.size())], generator);
    const Problem problem = on_line(data);
    const std::size_t kinks = least_kinks(problem);
    const Choice choice = choose_construction(problem, {2, "auto"});
    const std::size_t neurons = choice.network.widths()[0];
    for (std::size_t i = 0; i < data.x.size(); ++i) {
      BOOST_REQUIRE_MESSAGE(choice.network.evaluate(std::vector{data.x[i]})[0] == data.z[i], data.text());
    }
    if (neurons == 0) continue;
    const ExhaustionBound bound = exhaust(problem.points(), problem.residuals(), std::max<std::size_t>(kinks, 1) - 1);
    BOOST_TEST(bound.neurons == neurons, data.text());
    if (neurons > kinks) ++above_kinks;
    const auto fewest_of_others = [&] {
      std::size_t fewest = data.x.size();
      for (const Candidate& c : choice.candidates) {
        if (c.construction->name != "exact" && !c.widths.empty()) fewest = std::min(fewest, c.neurons);
      }
      return fewest;
    };
    if (neurons < fewest_of_others()) ++by_exact_alone[kind];
  }
  BOOST_TEST(above_kinks > 50U);
  for (const std::size_t kind : {0, 1, 2, 3, 4, 6}) BOOST_TEST(by_exact_alone[kind] > 0U, "kind " << kind);
}

// Long data: nothing to decide, a network among many, or none.
BOOST_AUTO_TEST_CASE(long_data) {
  Generator generator(19);
  constexpr std::size_t kCount = 5000;
  LineData random{positions(kCount, Spacing::kUnit, generator), {}};
  for (std::size_t i = 0; i < kCount; ++i) random.z.push_back(generator.between(-1000, 1000));
  const auto plan = checked_plan(kExact, on_line(random));
  BOOST_REQUIRE(plan);
  BOOST_TEST(plan->neurons() == least_kinks(on_line(random)));

  // Squares: the slopes 1, 3, 5, .. are positive and increase, so that a right-facing kink must lie before the second sample. An odd number of slope
  // changes leaves one over for it; an even number forces a kink for each two of them, behind the second sample.
  for (const std::size_t count : {kCount, kCount + 1}) {
    LineData squares{positions(count, Spacing::kUnit, generator), {}};
    for (std::size_t i = 0; i < count; ++i) squares.z.push_back(Rational(i) * Rational(i));
    const auto of_squares = checked_plan(kExact, on_line(squares));
    BOOST_REQUIRE(of_squares);
    BOOST_TEST(of_squares->neurons() == (count % 2 == 0 ? count / 2 : (count - 1) / 2));
  }
}

BOOST_AUTO_TEST_CASE(where_it_does_not_apply) {
  const auto declines = [](const Problem& problem) {
    const Outcome outcome = kExact.plan(problem);
    const auto* reason = std::get_if<Inapplicable>(&outcome);
    return reason != nullptr && !reason->reason.empty();
  };
  PointMatrix points =
      matrix_of(4, 1, [](std::size_t i, std::size_t) { return Rational(static_cast<std::int64_t>(i)); });
  BOOST_TEST(declines(Problem(std::move(points), PointMatrix(4, 2))));
  // Thirty slope changes, each twice, of which no subset has as sum half of minus the first slope: that is odd, and they are even.
  LineData data{{0}, {0}};
  Rational slope(-2), all;
  std::vector<Rational> changes;
  Generator generator(20);
  for (int k = 0; k < 30; ++k) {
    changes.push_back(Rational(4 * generator.between(1'000'000'000'000, 2'000'000'000'000)));
    all += changes.back();
  }
  slope -= all;
  for (std::size_t i = 0; i <= 60; ++i) {
    data.x.push_back(data.x.back() + 1);
    data.z.push_back(data.z.back() + slope);
    if (i < 60) slope += changes[i / 2];
  }
  const Problem hard = on_line(data);
  BOOST_TEST(declines(hard));
  const Choice choice = choose_construction(hard, {2, "auto"});
  BOOST_TEST(choice.network.widths()[0] == least_kinks(hard) + 1);
}
