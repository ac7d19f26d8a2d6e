// proofs/theorems.md, theorems 3.2.4 and 3.2.5: arbitrary labels with ceil(2 sqrt(K-1)) - 1 neurons.
#include "ftcert/construct/layers/dense_plus.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "ftcert/construct/layers/dense_plus_ladder.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/check_plan.hpp"
#include "support/checks.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// The least a + b with a b >= count, by trying all.
std::size_t least_sum(std::size_t count) {
  std::size_t best = count + 1;
  for (std::size_t a = 1; a <= count; ++a) best = std::min(best, a + (count + a - 1) / a);
  return best;
}

// Do n + P = neurons serve so many samples beside the flat ones with not more relations than unknowns?
bool enough_unknowns(std::size_t samples, std::size_t neurons) {
  for (std::size_t n = 1; n + 3 <= neurons; ++n) {
    const std::size_t rows = neurons - n, places = n * (rows + 1);
    const std::size_t slopes = rows % 2 == 1 ? rows : rows - 1;
    if (samples <= places && n <= slopes + (samples < places ? 1 : 0)) return true;
  }
  return false;
}

std::string reason_of(const Problem& problem) {
  const Outcome outcome = kDensePlus.plan(problem);
  const auto* declined = std::get_if<Inapplicable>(&outcome);
  BOOST_REQUIRE(declined != nullptr);
  return declined->reason;
}

std::vector<Rational> zigzag_labels(std::size_t count, Generator& generator) {
  std::vector<Rational> z;
  for (std::size_t i = 0; i < count; ++i)
    z.push_back(Rational(generator.between(1, 9)) * Rational(i % 2 == 0 ? 1 : -1));
  return z;
}

}  // namespace

// By trying all sets of reversed units: none has more zigzags in its relation, with both signs, Z_0 and Z_P among them.
BOOST_AUTO_TEST_CASE(no_relation_has_more_zigzags) {
  for (std::size_t rows = 3; rows <= 12; ++rows) {
    std::size_t most = 0;
    for (std::size_t set = 0; set < std::size_t{1} << rows; ++set) {
      // The coefficients of Z_0, .., Z_P in Z_0 + sum over the set of (-1)^k (Z_k + Z_{k-1}).
      std::vector<int> sum(rows + 1);
      sum[0] = 1;
      for (std::size_t k = 1; k <= rows; ++k) {
        if ((set >> (k - 1) & 1) == 0) continue;
        for (const std::size_t zigzag : {k, k - 1}) sum[zigzag] += k % 2 == 0 ? 1 : -1;
      }
      if (sum[0] == 0 || sum[rows] == 0 || std::set<int>(sum.begin(), sum.end()).size() < 3) continue;
      most = std::max(most, rows + 1 - static_cast<std::size_t>(std::count(sum.begin(), sum.end(), 0)));
    }
    const BaseRelation relation(rows);
    BOOST_TEST(relation.all.size() == most);
    BOOST_TEST(most == (rows % 2 == 1 ? rows : rows - 1));
    std::vector<int> sum(rows + 1);
    sum[0] = 1;
    for (std::size_t k = 1; k <= rows; ++k) {
      if (!relation.reversed[k]) continue;
      sum[k] += k % 2 == 0 ? 1 : -1;
      sum[k - 1] += k % 2 == 0 ? 1 : -1;
    }
    BOOST_TEST(sum == relation.sign, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(all_zero_one_labels_of_nine_samples) {
  std::size_t built = 0;
  for (const Spacing spacing : {Spacing::kUnit, Spacing::kRandom}) {
    Generator generator(9);
    every_labelling(positions(9, spacing, generator), 0, 1, [&](const LineData& data) {
      const auto plan = checked_plan(kDensePlus, on_line(data), data.text());
      const bool constant = data.changed() == 0 || data.changed() == 9;
      BOOST_REQUIRE_MESSAGE(plan.has_value() == !constant, data.text());
      if (constant) return;
      BOOST_REQUIRE_EQUAL(plan->promised, 5);
      ++built;
    });
  }
  BOOST_TEST(built == 2 * 510);
}

// Where there are enough unknowns a network is found, where not it is declined; never more neurons than the bound.
BOOST_AUTO_TEST_CASE(counts_to_sixty) {
  Generator generator(60);
  std::set<std::size_t> without;
  for (std::size_t count = 8; count <= 60; ++count) {
    const std::size_t fewer = least_sum(count - 1) - 1;
    const Spacing spacing = count % 2 == 0 ? Spacing::kUnit : Spacing::kRandom;
    const LineData data{positions(count, spacing, generator), zigzag_labels(count, generator)};
    const auto plan = checked_plan(kDensePlus, on_line(data), data.text());
    BOOST_TEST(plan.has_value() == enough_unknowns(count - 1, fewer), "K = " << count);
    if (!plan) {
      without.insert(count);
      continue;
    }
    BOOST_TEST(plan->promised == fewer);
    BOOST_TEST(plan->neurons() == fewer);
  }
  // K-1 = a^2, and K-1 = a (a+1) with even a.
  const std::set<std::size_t> expected{10, 17, 21, 26, 37, 43, 50};
  BOOST_TEST(without == expected, boost::test_tools::per_element());
}

// Zeros, equal labels, symmetric data, positions and labels of any size.
BOOST_AUTO_TEST_CASE(degenerate_data) {
  Generator generator(5);
  const auto number = [&](std::size_t kind, std::size_t i, std::size_t count) -> Rational {
    switch (kind) {
      case 0:
        return Rational(i % 2);
      case 1:
        return Rational(i * i);
      case 2:
        return Rational(std::min(i, count - 1 - i) % 3);
      case 3:
        return Rational(generator.between(-1, 1));
      case 4:
        return power_of_two(generator.one_in(2) ? 100 : -100) * Rational(generator.one_in(2) ? 1 : -1);
      default:
        return Rational(i == count / 2 ? 1 : 0);
    }
  };
  std::size_t built = 0;
  for (const std::size_t count : {8, 9, 13, 16, 20, 25, 31}) {
    for (std::size_t kind = 0; kind < 6; ++kind) {
      LineData data;
      Rational x = 0, step = 1;
      for (std::size_t i = 0; i < count; ++i) {
        data.x.push_back(x);
        data.z.push_back(number(kind, i, count));
        step = (count + kind) % 3 == 0   ? Rational(1)
               : (count + kind) % 3 == 1 ? step * 2
                                         : power_of_two(generator.one_in(3) ? 50 : -50);
        x += step;
      }
      if (checked_plan(kDensePlus, on_line(data), data.text())) ++built;
    }
  }
  BOOST_TEST(built == 7 * 6);
}

// A gap of 10^30 between samples that are 1 apart.
BOOST_AUTO_TEST_CASE(a_wide_gap) {
  Generator generator(30);
  Rational wide = 1;
  for (int i = 0; i < 30; ++i) wide *= 10;
  for (const std::size_t at : {1, 4, 6, 8, 12}) {
    LineData data{positions(13, Spacing::kUnit, generator), zigzag_labels(13, generator)};
    for (std::size_t i = at; i < 13; ++i) data.x[i] += wide;
    const auto plan = checked_plan(kDensePlus, on_line(data), data.text());
    BOOST_REQUIRE(plan);
    BOOST_TEST(plan->neurons() == 6);
  }
}

// Seventeen samples: seven neurons if the labels repeat at either end.
BOOST_AUTO_TEST_CASE(labels_that_repeat_at_an_end) {
  Generator generator(17);
  for (const bool right : {false, true}) {
    for (const bool repeats : {false, true}) {
      LineData data{positions(17, Spacing::kRandom, generator), zigzag_labels(17, generator)};
      if (repeats) data.z[right ? 16 : 0] = data.z[right ? 15 : 1];
      const Problem problem = on_line(data);
      const auto plan = checked_plan(kDensePlus, problem, data.text());
      BOOST_REQUIRE_EQUAL(plan.has_value(), repeats);
      if (!plan) continue;
      BOOST_TEST(plan->neurons() == 7);
      // The knots face away from the flat end.
      BOOST_TEST(plan->build().layers()[0].weight(0, 0).sign() == (right ? -1 : 1));
    }
  }
}

BOOST_AUTO_TEST_CASE(one_of_several_outputs_varies) {
  Generator generator(3);
  PointMatrix points(11, 3), residuals(11, 3);
  for (Rational& e : points.entries) e = generator.rational(100, 9);
  for (std::size_t i = 0; i < 11; ++i) {
    residuals.row(i)[0] = Rational(7, 3);
    residuals.row(i)[1] = generator.rational(9, 4);
  }
  const auto plan = checked_plan(kDensePlus, Problem(points, residuals));
  BOOST_REQUIRE(plan);
  BOOST_TEST(plan->neurons() == 6);
  residuals.row(4)[2] = 1;
  BOOST_TEST(reason_of(Problem(points, residuals)) == "needs exactly one output whose labels differ");
}

BOOST_AUTO_TEST_CASE(what_it_declines) {
  Generator generator(2);
  const auto reason = [&](std::size_t count) {
    return reason_of(on_line(LineData{positions(count, Spacing::kUnit, generator), zigzag_labels(count, generator)}));
  };
  BOOST_TEST(reason(7) == "needs 8 <= K <= 150, the data have K = 7");
  BOOST_TEST(reason(151) == "needs 8 <= K <= 150, the data have K = 151");
  BOOST_TEST(reason(100000) == "needs 8 <= K <= 150, the data have K = 100000");
  BOOST_TEST(reason(10) == "K = 10: more relations than free slopes for 5 neurons");
  BOOST_TEST(reason(21) == "K = 21: more relations than free slopes for 8 neurons");
  const LineData constant{positions(9, Spacing::kUnit, generator), std::vector<Rational>(9, Rational(2))};
  BOOST_TEST(reason_of(on_line(constant)) == "needs exactly one output whose labels differ");
}

// The widths that are asked for, as a block of a larger network asks.
BOOST_AUTO_TEST_CASE(given_widths) {
  Generator generator(4);
  for (std::size_t rows = 3; rows <= 7; ++rows) {
    for (std::size_t groups = 1; groups <= (rows % 2 == 1 ? rows : rows - 1) && groups <= 5; ++groups) {
      const std::size_t count = groups * (rows + 1) + 1;
      const LineData data{positions(count, Spacing::kRandom, generator), zigzag_labels(count, generator)};
      TuningBudget budget;
      const auto net = dense_plus_net(data.x, data.z, groups, rows, budget);
      BOOST_REQUIRE(net);
      const Network g = net->lift({1});
      BOOST_TEST((g.widths() == std::vector<std::size_t>{groups, rows}));
      for (std::size_t i = 0; i < count; ++i) {
        BOOST_TEST((g.evaluate(std::vector<Rational>{data.x[i]})[0] == data.z[i]));
      }
    }
  }
  const LineData data{positions(9, Spacing::kRandom, generator), zigzag_labels(9, generator)};
  TuningBudget budget;
  BOOST_TEST(!dense_plus_net(data.x, data.z, 1, 3, budget));  // too narrow
  BOOST_TEST(!dense_plus_net(data.x, data.z, 3, 3, budget));  // a group without samples
  BOOST_TEST(dense_plus_net(data.x, data.z, 2, 3, budget).has_value());
  TuningBudget no_work{10, 30000}, short_weights{4000000, 3};
  BOOST_TEST(!dense_plus_net(data.x, data.z, 2, 3, no_work));
  BOOST_TEST(no_work.work == 0);
  BOOST_TEST(!dense_plus_net(data.x, data.z, 2, 3, short_weights));
  BOOST_TEST(short_weights.too_long);
}
