// Proposition 6.1: four and more layers, narrow ones.
#include "ftcert/construct/layers/stacked.hpp"

#include <boost/test/unit_test.hpp>

#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// w of the theorem, by trying all numbers of groups.
std::size_t promised_width(std::size_t changed, std::size_t layers, std::size_t outputs = 1) {
  const std::size_t blocks = (layers - 1) / 2, part = (changed + blocks - 1) / blocks;
  std::size_t best = 4 * outputs * part;
  for (std::size_t g = 1; g <= part; ++g) best = std::min(best, std::max(g, 4 * outputs * ((part + g - 1) / g)));
  return best + 1 + outputs;
}

Plan planned(const Problem& problem, std::size_t layers) { return std::get<Plan>(plan(kStacked, problem, layers)); }

std::size_t widest(const Plan& plan) { return *std::max_element(plan.widths.begin(), plan.widths.end()); }

}  // namespace

BOOST_AUTO_TEST_CASE(widths_to_sixty) {
  Generator generator(6);
  std::size_t built = 0;
  for (std::size_t count = 1; count <= 60; count += 1 + count / 8) {
    for (std::size_t changed = 0; changed <= count; ++changed) {
      for (std::size_t layers = 4; layers <= 9; ++layers) {
        const Labels kind = kAllLabels[generator.next() % 6];
        const Places place = kAllPlaces[generator.next() % 5];
        const LineData data = data_of(kind, place, static_cast<Spacing>(changed % 3), changed, count, generator);
        const Problem problem = on_line(data);
        const Plan plan = planned(problem, layers);
        BOOST_REQUIRE_EQUAL(plan.widths.size(), layers - 1);
        if (changed == 0) {
          BOOST_REQUIRE_EQUAL(plan.neurons(), 0);
          BOOST_REQUIRE_EQUAL(plan.promised, 0);
        } else {
          BOOST_REQUIRE(widest(plan) <= promised_width(changed, layers));
          BOOST_REQUIRE_EQUAL(plan.promised, (layers - 1) * promised_width(changed, layers));
        }
        BOOST_REQUIRE(plan.neurons() <= plan.promised);
        if (count <= 6 || generator.one_in(12)) {
          check_promise(problem, plan, std::to_string(layers) + " layers: " + data.text());
          ++built;
        }
      }
    }
  }
  BOOST_TEST(built > 300);
}

// The paper prints 4 sqrt(3N/q + 5) + 2 = 71.9, 51.4 and 37.8 (with appendix B) for these.
BOOST_AUTO_TEST_CASE(widths_of_a_hundred) {
  Generator generator(1);
  const LineData data{positions(500, Spacing::kUnit, generator),
                      labels(Labels::kHalves, generator.subset(100, 500), generator)};
  const Problem problem = on_line(data);
  BOOST_TEST(promised_width(100, 4) == 22);
  BOOST_TEST(promised_width(100, 5) == 18);
  BOOST_TEST(promised_width(100, 9) == 14);
  for (const std::size_t layers : {4, 5, 9}) {
    const Plan plan = planned(problem, layers);
    BOOST_TEST(widest(plan) <= promised_width(100, layers));
    BOOST_TEST(broken_promise(problem, plan, true) == "");
  }
}

// Two parts of 8 labels: 5 tuned knots, of which 3 are hosts, serve 6 + 3 with 4 + 2 neurons, and one more in each layer; parts of 12: 7 knots, 8 + 4. With 8 and 12
// in groups of one or two that do not touch the points left of the first knot, a layer has 9 neurons.
BOOST_AUTO_TEST_CASE(tuned_blocks_are_narrower) {
  Generator generator(9);
  for (const auto& [changed, width] : {std::pair<std::size_t, std::size_t>{16, 7}, {24, 8}}) {
    for (const Labels kind : kAllLabels) {
      for (const Spacing spacing : {Spacing::kUnit, Spacing::kRandom, Spacing::kHuge}) {
        for (const Places place : {Places::kRandom, Places::kAdjacent}) {
          const LineData data = data_of(kind, place, spacing, changed, 60, generator);
          const Problem problem = on_line(data);
          for (const std::size_t layers : {5, 6}) {
            const Plan plan = planned(problem, layers);
            BOOST_TEST(widest(plan) <= width);
            check_promise(problem, plan, data.text());
          }
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(several_outputs) {
  Generator generator(2);
  for (int round = 0; round < rounds(60); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 25));
    const auto outputs = static_cast<std::size_t>(generator.between(2, 3));
    const auto layers = static_cast<std::size_t>(generator.between(4, 8));
    PointMatrix points(count, 2), residuals(count, outputs);
    for (Rational& e : points.entries) e = generator.rational(1000, 20);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = round % 3 == 0 ? 1 : 0; c < outputs; ++c) {
        if (generator.one_in(2)) residuals.row(i)[c] = generator.rational(9, 4);
      }
    }
    const Problem problem(points, residuals);
    const Plan plan = planned(problem, layers);
    if (!problem.changed().empty())
      BOOST_TEST(widest(plan) <= promised_width(problem.changed().size(), layers, outputs));
    BOOST_TEST(broken_promise(problem, plan, true) == "");
  }
}

BOOST_AUTO_TEST_CASE(four_layers_at_least) {
  const Problem problem = on_line(LineData{{0, 1}, {1, 2}});
  const Outcome outcome = plan(kStacked, problem, 3);
  BOOST_TEST(std::get<Inapplicable>(outcome).reason == "makes networks with 4 layers or more, not with 3");
}
