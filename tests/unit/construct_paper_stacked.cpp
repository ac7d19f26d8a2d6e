// The paper's deeper networks, proposition 6.1.
#include <boost/test/unit_test.hpp>

#include "ftcert/construct/paper/paper_stacked.hpp"
#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

Plan planned(const Problem& problem, std::size_t layers) {
  return std::get<Plan>(plan(kPaperStacked, problem, layers));
}

std::size_t widest(const Plan& plan) { return *std::max_element(plan.widths.begin(), plan.widths.end()); }

// The least max{2G, 4P} + 2 with G P >= min{3 ceil(N/q) + 2, K}, by trying all G.
std::size_t promised_width(std::size_t changed, std::size_t count, std::size_t layers) {
  const std::size_t q = (layers - 1) / 2, touched = std::min(3 * ((changed + q - 1) / q) + 2, count);
  std::size_t best = 4 * touched;
  for (std::size_t g = 1; g <= touched; ++g) best = std::min(best, std::max(2 * g, 4 * ((touched + g - 1) / g)));
  return best + 2;
}

// width <= 4 min{sqrt(3N/q + 5), sqrt(K)} + 2, the printed bound with 3N/q from appendix B, which is below the one with
// 3N/sqrt(q).
bool within_print(std::size_t width, std::size_t changed, std::size_t count, std::size_t layers) {
  const std::size_t q = (layers - 1) / 2, square = width < 2 ? 0 : (width - 2) * (width - 2);
  return square * q <= 16 * (3 * changed + 5 * q) && square <= 16 * count;
}

}  // namespace

BOOST_AUTO_TEST_CASE(widths_to_sixty) {
  Generator generator(61);
  std::size_t built = 0;
  for (std::size_t count = 1; count <= 60; ++count) {
    for (std::size_t changed = 0; changed <= count; ++changed) {
      const Labels kind = kAllLabels[generator.next() % 6];
      const Places place = kAllPlaces[generator.next() % 5];
      const LineData data =
          data_of(kind, place, static_cast<Spacing>((changed + count) % 3), changed, count, generator);
      const Problem problem = on_line(data);
      for (std::size_t layers = 4; layers <= 9; ++layers) {
        const Plan plan = planned(problem, layers);
        BOOST_REQUIRE_EQUAL(plan.widths.size(), layers - 1);
        if (changed == 0) {
          BOOST_REQUIRE_EQUAL(plan.promised, 0);
        } else {
          BOOST_REQUIRE_EQUAL(plan.promised, (layers - 1) * promised_width(changed, count, layers));
          BOOST_REQUIRE(widest(plan) <= promised_width(changed, count, layers));
          BOOST_REQUIRE(within_print(promised_width(changed, count, layers), changed, count, layers));
        }
        BOOST_REQUIRE(plan.neurons() <= plan.promised);
        if (count <= 5 || generator.one_in(count <= 25 ? 30 : 150)) {
          check_promise(problem, plan, std::to_string(layers) + " layers: " + data.text());
          ++built;
        }
      }
    }
  }
  BOOST_TEST(built > 200);
}

// Every kind of labels at every kind of places, with every spacing.
BOOST_AUTO_TEST_CASE(every_kind_of_data) {
  Generator generator(62);
  visit_every_kind_of_data(generator, [&](const LineData& data) {
    const Problem problem = on_line(data);
    check_promise(problem, planned(problem, static_cast<std::size_t>(generator.between(4, 8))), data.text());
  });
}

// One changed sample, |J| = 5: three groups of at most two. A square grid has the width 4 ceil(sqrt(5)) + 2 = 14 and
// exceeds the print.
BOOST_AUTO_TEST_CASE(rectangles_not_squares) {
  Generator generator(63);
  const LineData data{positions(9, Spacing::kUnit, generator), {0, 0, 0, 0, 7, 0, 0, 0, 0}};
  const Problem problem = on_line(data);
  BOOST_TEST((planned(problem, 4).widths == std::vector<std::size_t>{6, 8, 1}));
  BOOST_TEST(!within_print(14, 1, 9, 4));
  BOOST_TEST(within_print(8 + 2, 1, 9, 4));
  // 12 > 4 sqrt(8), also with the printed 3N/sqrt(q), since q = 1.
  BOOST_TEST(12 * 12 > 16 * 8);
}

BOOST_AUTO_TEST_CASE(in_space_and_several_outputs) {
  Generator generator(64);
  for (int round = 0; round < rounds(10); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 14));
    PointMatrix points(count, 3), residuals(count, 1), two(count, 2);
    for (Rational& e : points.entries) e = generator.rational(1000, 20);
    for (Rational& e : residuals.entries) e = generator.one_in(2) ? Rational(0) : generator.rational(9, 4);
    const Problem problem(points, residuals);
    BOOST_TEST(broken_promise(problem, planned(problem, 4 + static_cast<std::size_t>(round) % 4), true) == "");
    const Problem pair(points, two);
    const Outcome outcome = plan(kPaperStacked, pair, 4);
    BOOST_TEST(std::get<Inapplicable>(outcome).reason == "needs one output, the residuals have 2");
  }
}

BOOST_AUTO_TEST_CASE(four_layers_at_least) {
  const Problem problem = on_line(LineData{{0, 1}, {1, 2}});
  const Outcome outcome = plan(kPaperStacked, problem, 3);
  BOOST_TEST(std::get<Inapplicable>(outcome).reason == "makes networks with 4 layers or more, not with 3");
}
