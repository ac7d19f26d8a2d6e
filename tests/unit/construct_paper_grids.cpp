// The paper's networks with two hidden layers: U1, U2, U3 of theorem 5.1, and appendix A.
#include <array>
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "ftcert/construct/paper/paper_appendix.hpp"
#include "ftcert/construct/paper/paper_bumps.hpp"
#include "ftcert/construct/paper/paper_grid.hpp"
#include "ftcert/construct/paper/paper_touched_grid.hpp"
#include "ftcert/construct/paper/paper_yun_grid.hpp"
#include "support/check_plan.hpp"
#include "support/checks.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

const std::array<const Construction*, 4> kPaper{&kYunGrid, &kBumps, &kTouchedGrid, &kAppendix};

// Least across * G + up * P with G P >= size, by trying all G.
std::size_t best_rectangle(std::size_t size, std::size_t across, std::size_t up) {
  std::size_t best = across + up * size;
  for (std::size_t g = 1; g <= size; ++g) best = std::min(best, across * g + up * ((size + g - 1) / g));
  return best;
}

bool is_square(std::size_t n) {
  std::size_t root = 0;
  while (root * root < n) ++root;
  return root * root == n;
}

std::size_t floor_root(std::size_t n) {
  std::size_t root = 0;
  while ((root + 1) * (root + 1) <= n) ++root;
  return root;
}

// What the theorem promises, rounding included.
std::size_t promised(const Construction& construction, std::size_t changed, std::size_t count) {
  if (&construction == &kYunGrid) return best_rectangle(count, 2, 2);
  if (changed == 0) return 0;
  if (&construction == &kBumps) return 2 * floor_root(count) + 3 * changed;
  if (&construction == &kTouchedGrid) return best_rectangle(std::min(3 * changed + 2, count), 2, 4);
  return 4 * changed + 4;
}

Plan planned(const Construction& construction, const Problem& problem) {
  return std::get<Plan>(construction.plan(problem));
}

}  // namespace

// All 1 <= N <= K <= 60 are planned, those up to 6 samples and some of the others built.
BOOST_AUTO_TEST_CASE(counts_to_sixty) {
  Generator generator(51);
  std::size_t built = 0;
  for (std::size_t count = 1; count <= 60; ++count) {
    for (std::size_t changed = 0; changed <= count; ++changed) {
      const Labels kind = kAllLabels[generator.next() % 6];
      const Places place = kAllPlaces[generator.next() % 5];
      const LineData data =
          data_of(kind, place, static_cast<Spacing>((changed + count) % 3), changed, count, generator);
      const Problem problem = on_line(data);
      for (const Construction* construction : kPaper) {
        const Plan plan = planned(*construction, problem);
        BOOST_REQUIRE_EQUAL(plan.promised, promised(*construction, changed, count));
        BOOST_REQUIRE(plan.neurons() <= plan.promised);
        if (count <= 6 || generator.one_in(count <= 25 ? 12 : 60)) {
          check_promise(problem, plan, std::string(construction->name) + ": " + data.text());
          ++built;
        }
      }
    }
  }
  BOOST_TEST(built > 250);
}

// Every kind of labels at every kind of places, with every spacing.
BOOST_AUTO_TEST_CASE(every_kind_of_data) {
  Generator generator(52);
  visit_every_kind_of_data(generator, [](const LineData& data) {
    for (const Construction* construction : kPaper)
      BOOST_TEST(checked_plan(*construction, on_line(data), data.text()).has_value());
  });
}

// All labels in {-1, 0, 1}, and the worst cases of one hidden layer.
BOOST_AUTO_TEST_CASE(small_data_and_worst_cases) {
  for (std::size_t count = 1; count <= 4; ++count) {
    Generator generator(count);
    every_labelling(positions(count, static_cast<Spacing>(count % 3), generator), -1, 1, [](const LineData& data) {
      for (const Construction* construction : kPaper)
        BOOST_TEST(checked_plan(*construction, on_line(data), data.text()).has_value());
    });
  }
  Generator generator(9);
  for (std::size_t changed = 1; changed <= 9; changed += 2) {
    for (const std::size_t count : {changed, 2 * changed, 3 * changed + 2, 4 * changed + 5}) {
      const LineData data{positions(count, Spacing::kUnit, generator), worst_labels(changed, count)};
      for (const Construction* construction : kPaper)
        BOOST_TEST(checked_plan(*construction, on_line(data), data.text()).has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(in_space_and_several_outputs) {
  Generator generator(53);
  for (int round = 0; round < rounds(12); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 14));
    PointMatrix points(count, 3), residuals(count, 1), two(count, 2);
    for (Rational& e : points.entries) e = generator.rational(1000, 20);
    for (Rational& e : residuals.entries) e = generator.one_in(2) ? Rational(0) : generator.rational(9, 4);
    const Problem problem(points, residuals);
    for (const Construction* construction : kPaper) {
      BOOST_TEST(checked_plan(*construction, problem).has_value());
      const Outcome outcome = construction->plan(Problem(points, two));
      BOOST_TEST(std::get<Inapplicable>(outcome).reason == "needs one output, the residuals have 2");
    }
  }
}

// 4 sqrt(K) is exceeded exactly when K is not a square.
BOOST_AUTO_TEST_CASE(rounding_of_u1) {
  for (std::size_t count = 1; count <= 200; ++count) {
    Generator generator(count);
    const LineData data{positions(count, Spacing::kUnit, generator), std::vector<Rational>(count, Rational(1))};
    const std::size_t neurons = planned(kYunGrid, on_line(data)).neurons();
    BOOST_REQUIRE_EQUAL(neurons, best_rectangle(count, 2, 2));
    BOOST_TEST((neurons * neurons > 16 * count) == !is_square(count), count);
  }
}

// 6 sqrt(3N+2) is exceeded exactly for N = 1 and N = 3, when |J| = 3N+2; with a square grid, always.
BOOST_AUTO_TEST_CASE(rounding_of_u3) {
  constexpr std::size_t kCount = 600;
  Generator generator(1);
  LineData data{positions(kCount, Spacing::kUnit, generator), std::vector<Rational>(kCount)};
  for (std::size_t changed = 1; changed < 200; ++changed) {
    data.z[3 * changed - 1] = 1;
    const std::size_t touched = 3 * changed + 2;
    const std::size_t neurons = planned(kTouchedGrid, on_line(data)).neurons();
    BOOST_REQUIRE_EQUAL(neurons, best_rectangle(touched, 2, 4));
    BOOST_TEST((neurons * neurons > 36 * touched) == (changed == 1 || changed == 3), changed);
    BOOST_TEST(!is_square(touched), changed);
  }
}

BOOST_AUTO_TEST_CASE(touched_samples) {
  using Ranks = std::vector<std::size_t>;
  BOOST_TEST((touched_ranks(11, {3, 4, 9}) == Ranks{0, 2, 3, 4, 5, 8, 9, 10}));
  BOOST_TEST((touched_ranks(1, {0}) == Ranks{0}));
  BOOST_TEST((touched_ranks(7, {0}) == Ranks{0, 1, 6}));
  BOOST_TEST((touched_ranks(7, {6}) == Ranks{0, 5, 6}));
}

// U2: at most 2 sqrt(K) + 3N, and equal labels of one place share a bump.
BOOST_AUTO_TEST_CASE(bumps_are_shared) {
  Generator generator(3);
  // Three groups of three; places 0, 1, 2 from left to right, from right to left, from left to right.
  LineData data{positions(9, Spacing::kUnit, generator), {1, 0, 0, 0, 2, 1, 1, 0, 0}};
  BOOST_TEST((planned(kBumps, on_line(data)).widths == std::vector<std::size_t>{6, 6}));
  data.z[6] = -1;
  BOOST_TEST((planned(kBumps, on_line(data)).widths == std::vector<std::size_t>{6, 9}));
  data.z.assign(9, Rational(5));
  const auto plan = checked_plan(kBumps, on_line(data));
  BOOST_TEST((plan->widths == std::vector<std::size_t>{6, 9}));
  for (std::size_t count = 1; count <= 200; ++count) {
    const std::size_t root = promised(kBumps, 1, count) - 3;
    BOOST_TEST(root * root <= 4 * count);
  }
}

// Appendix A: 2(N+B) + 2 for B blocks, 4N+4 when no two changed samples are adjacent and none is at an end.
BOOST_AUTO_TEST_CASE(appendix_groups) {
  Generator generator(4);
  const auto widths = [&](std::vector<Rational> z) {
    return checked_plan(kAppendix, on_line(LineData{positions(z.size(), Spacing::kRandom, generator), z}))->widths;
  };
  BOOST_TEST((widths({0, 0, 1, 0, -3, 0, 0}) == std::vector<std::size_t>{10, 2}));
  BOOST_TEST((widths({1, 0, 0, 0, 0, 0, -3}) == std::vector<std::size_t>{6, 2}));
  BOOST_TEST((widths({0, 0, 0, -1, -2, 0, 0, 0}) == std::vector<std::size_t>{8, 2}));
  BOOST_TEST((widths({1, 2, 3}) == std::vector<std::size_t>{6, 2}));
}

// Equations 28 and 29: a unit of the first layer is unclipped exactly on its cell, which holds its group and no sample
// of another.
BOOST_AUTO_TEST_CASE(first_layer) {
  Generator generator(5);
  const LineData data{positions(13, Spacing::kHuge, generator),
                      labels(Labels::kRandomSign, std::vector<bool>(13, true), generator)};
  const Network g = planned(kYunGrid, on_line(data)).build();
  const AffineMap& first = g.layers()[0];
  BOOST_REQUIRE_EQUAL(first.rows, 8);
  std::size_t next = 0;
  for (std::size_t unit = 0; unit < 4; ++unit) {
    const Rational sign = unit % 2 == 0 ? 1 : -1;
    BOOST_TEST(first.weight(2 * unit, 0) == sign);
    BOOST_TEST(first.weight(2 * unit + 1, 0) == sign);
    const Rational low = -sign * first.bias[unit % 2 == 0 ? 2 * unit : 2 * unit + 1];
    const Rational high = -sign * first.bias[unit % 2 == 0 ? 2 * unit + 1 : 2 * unit];
    std::size_t inside = 0;
    for (; next < 13 && low < data.x[next] && data.x[next] < high; ++next) ++inside;
    BOOST_TEST(inside == (unit == 0 ? 4 : 3));
  }
  BOOST_TEST(next == 13);
}

// Why the signs alternate: with all rows rising on the first cell, as printed, the output of 16 samples is the label
// plus -3, -1, 1 or 3.
BOOST_AUTO_TEST_CASE(rows_of_one_sign) {
  Generator generator(6);
  const LineData data{positions(16, Spacing::kUnit, generator),
                      labels(Labels::kOneSign, std::vector<bool>(16, true), generator)};
  const Problem problem = on_line(data);
  const LineSamples samples(problem);
  const PaperGrid grid(samples, {{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}, {12, 13, 14, 15}});
  SplineNet net = grid.net();
  for (std::size_t k = 0; k < 4; ++k) {
    std::vector<CellPoint> points;
    for (std::size_t j = 0; j < 4; ++j)
      points.push_back(grid.at_order(j, k, data.z[grid.order(j)[k]] / Rational(32), 1));
    const SplineRow row = grid.row(points, true);
    net.add_row(shifted(row, 1), std::array{Rational(1)});
    net.add_row(shifted(row, -1), std::array{Rational(-1)});
    net.constant[0] -= 1;
  }
  const Network g = net.lift({1});
  for (std::size_t i = 0; i < 16; ++i) {
    const std::size_t place = (i / 4) % 2 == 0 ? i % 4 : 3 - i % 4;
    const Rational offset = g.evaluate(std::array{data.x[i]})[0] - data.z[i] / Rational(32);
    BOOST_TEST(offset == Rational(2 * static_cast<int>(place) - 3));
  }
}

BOOST_AUTO_TEST_CASE(powers_of_two) {
  for (const Rational& v : {Rational(1), Rational(3), Rational(4), Rational(1, 3), Rational(1, 4), Rational(5, 7),
                            Rational(7, 5), Rational(1023, 1024), Rational(1025, 1024)}) {
    const Rational above = power_of_two_above(v), below = power_of_two_below(v);
    BOOST_TEST((below <= v && v <= above && v < Rational(2) * below && above < Rational(2) * v));
    for (const Rational& p : {above, below}) {
      const Integer n = p.numerator() * p.denominator();
      BOOST_TEST((n & (n - 1)) == 0);
    }
  }
}
