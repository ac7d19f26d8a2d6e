// Shallower networks as deeper ones.
#include "ftcert/construct/embedded.hpp"
#include "ftcert/construct/table.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/construct/layers/sparse.hpp"
#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Fewest neurons with identities behind: over all constructions of a fixed depth with fewer layers.
std::size_t fewest(const Problem& problem, std::size_t layers, std::size_t carried) {
  std::size_t best = static_cast<std::size_t>(-1);
  for (const Construction& c : constructions()) {
    for (std::size_t l = 2; l < layers; ++l) {
      if (c.any_depth() || !c.makes(l)) continue;
      const Outcome outcome = plan(c, problem, l);
      if (const auto* p = std::get_if<Plan>(&outcome)) best = std::min(best, p->neurons() + carried * (layers - l));
    }
  }
  return best;
}

Plan planned(const Problem& problem, std::size_t layers) { return std::get<Plan>(plan(kEmbedded, problem, layers)); }

}  // namespace

BOOST_AUTO_TEST_CASE(best_of_the_shallower_ones) {
  Generator generator(3);
  for (int round = 0; round < rounds(30); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 20));
    const auto outputs = static_cast<std::size_t>(round % 3 == 0 ? 2 : 1);
    const auto layers = static_cast<std::size_t>(generator.between(3, 6));
    PointMatrix points(count, 2), residuals(count, outputs);
    for (Rational& e : points.entries) e = generator.rational(100, 20);
    std::size_t carried = 0;
    for (std::size_t c = 0; c < outputs; ++c) {
      const bool constant = generator.one_in(4);
      carried += constant || count == 1 ? 0 : 1;
      for (std::size_t i = 0; i < count; ++i)
        residuals.row(i)[c] =
            constant ? Rational(-5, 3) : Rational(static_cast<std::int64_t>(i)) + generator.rational(20, 70);
    }
    const Problem problem(points, residuals);
    const Plan plan = planned(problem, layers);
    BOOST_TEST(plan.neurons() == fewest(problem, layers, carried));
    BOOST_TEST(plan.widths.size() == layers - 1);
    BOOST_TEST(broken_promise(problem, plan, false) == "");
  }
}

// Labels with few kinks: one neuron more than with one hidden layer, where the other constructions need many.
BOOST_AUTO_TEST_CASE(wins_on_few_kinks) {
  LineData data;
  for (std::int64_t i = 0; i < 50; ++i) {
    data.x.push_back(i);
    data.z.push_back(i < 20 ? -i : 3 * i - 80);
  }
  const Problem problem = on_line(data);
  const Plan plan = planned(problem, 3);
  BOOST_TEST(plan.neurons() == 3);
  BOOST_TEST(broken_promise(problem, plan, true) == "");
  BOOST_TEST(std::get<Plan>(kSparse.plan(problem)).neurons() > 20);
}

// Tuned knots are passed on like all others: 12 labels take 5 + 8 neurons, 6 runs of two, and one for each layer more.
BOOST_AUTO_TEST_CASE(passes_on_tuned_knots) {
  Generator generator(8);
  for (const Labels kind : kAllLabels) {
    for (std::size_t layers = 4; layers <= 8; ++layers) {
      const LineData data = data_of(kind, Places::kRandom, static_cast<Spacing>(layers % 3), 12, 60, generator);
      const Problem problem = on_line(data);
      const Plan plan = planned(problem, layers);
      BOOST_TEST(plan.neurons() <= 13 + layers - 3);
      check_promise(problem, plan, data.text());
    }
  }
}

BOOST_AUTO_TEST_CASE(nothing_to_carry) {
  for (const Rational& label : {Rational(0), Rational(-2, 7)}) {
    const Problem problem = on_line(LineData{{0, 1, 2}, {label, label, label}});
    for (const std::size_t layers : {3, 5}) {
      const Plan plan = planned(problem, layers);
      BOOST_TEST(plan.neurons() == 0);
      BOOST_TEST(broken_promise(problem, plan, true) == "");
    }
  }
}
