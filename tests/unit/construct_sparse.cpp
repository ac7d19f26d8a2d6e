// proofs/theorems.md, theorem 3.3.2: few nonzero labels with about 4 sqrt(N) neurons.
#include "ftcert/construct/layers/sparse.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/construct/layers/sparse_plan.hpp"
#include "ftcert/construct/layers/unit_counts.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/pieces/line_pieces.hpp"
#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

std::size_t neurons(std::size_t groups, std::size_t units) { return groups + units; }

std::size_t promised(std::size_t changed, std::size_t outputs = 1) {
  std::size_t best = changed == 0 ? 0 : 1 + 4 * outputs * changed;
  for (std::size_t groups = 1; groups <= changed; ++groups)
    best = std::min(best, groups + 4 * outputs * ((changed + groups - 1) / groups));
  return best;
}

// Fewest groups by dynamic programming, from the condition max(a-p, 0) + max(b-n, 0) <= w as it stands.
std::size_t groups_by_search(const std::vector<int>& signs, const UnitCounts& units) {
  const std::size_t count = signs.size(), none = count + 1;
  std::vector<std::size_t> fewest(count + 1, none);
  fewest[0] = 0;
  for (std::size_t first = 0; first < count; ++first) {
    std::size_t a = 0, b = 0;
    for (std::size_t last = first + 1; last <= count; ++last) {
      ++(signs[last - 1] > 0 ? a : b);
      const std::size_t over = (a > units.plus ? a - units.plus : 0) + (b > units.minus ? b - units.minus : 0);
      if (over <= units.wave) fewest[last] = std::min(fewest[last], fewest[first] + 1);
    }
  }
  return fewest[count];
}

std::size_t cheapest_by_search(const std::vector<int>& signs) {
  std::size_t best = 1 + 4 * signs.size();
  for (std::size_t p = 0; p <= signs.size(); ++p) {
    for (std::size_t n = 0; p + n <= signs.size(); ++n) {
      for (std::size_t w = 0; p + n + w <= signs.size(); ++w) {
        const UnitCounts units{p, n, w};
        if (units.units() == 0 || units.neurons() >= best) continue;
        const std::size_t groups = groups_by_search(signs, units);
        if (groups <= signs.size()) best = std::min(best, groups + units.neurons());
      }
    }
  }
  return best;
}

void check_by_pieces(const LineData& data) {
  const Problem problem = on_line(data);
  const Plan plan = std::get<Plan>(kSparse.plan(problem));
  BOOST_TEST(plan.neurons() <= plan.promised);
  const Network g = plan.build();
  BOOST_TEST((g.widths() == plan.widths));
  const std::vector<Rational> zero(1), one{Rational(1)};
  BOOST_TEST((pieces_along(g, zero, one).values(data.x).entries == data.z));
}

}  // namespace

BOOST_AUTO_TEST_CASE(cheapest_units_against_a_search) {
  Generator generator(1);
  for (int round = 0; round < rounds(250); ++round) {
    std::vector<int> signs(static_cast<std::size_t>(generator.between(1, 13)));
    const std::int64_t rare = generator.between(1, 5);
    for (int& s : signs) s = generator.one_in(rare) ? -1 : 1;
    const SignedLabels labels(signs);
    const UnitChoice choice = cheapest_units(labels, &neurons);
    BOOST_TEST(choice.cost == choice.groups + choice.units.neurons());
    BOOST_TEST(choice.groups == groups_by_search(signs, choice.units));
    BOOST_TEST(choice.groups == labels.groups(choice.units, signs.size() + 1));
    BOOST_TEST(labels.groups_by_counting(choice.units) <= choice.groups);
    BOOST_TEST(choice.cost == cheapest_by_search(signs));
  }
}

// Another cost, as of the deeper networks: the wider layer.
BOOST_AUTO_TEST_CASE(cheapest_units_of_least_width) {
  const auto wider = [](std::size_t groups, std::size_t rows) { return std::max(groups + 1, rows + 2); };
  Generator generator(2);
  for (int round = 0; round < rounds(100); ++round) {
    std::vector<int> signs(static_cast<std::size_t>(generator.between(1, 11)));
    for (int& s : signs) s = generator.one_in(2) ? -1 : 1;
    std::size_t best = 1 + 4 * signs.size() + 2;
    for (std::size_t p = 0; p <= signs.size(); ++p) {
      for (std::size_t n = 0; n <= signs.size(); ++n) {
        for (std::size_t w = p + n == 0 ? 1 : 0; w <= signs.size(); ++w) {
          const std::size_t groups = groups_by_search(signs, {p, n, w});
          if (groups <= signs.size()) best = std::min(best, wider(groups, UnitCounts{p, n, w}.neurons()));
        }
      }
    }
    BOOST_TEST(cheapest_units(SignedLabels(signs), wider).cost == best);
  }
}

// All 1 <= N <= K <= 60, every kind of labels; the weights and values of some hundreds of them.
BOOST_AUTO_TEST_CASE(counts_to_sixty) {
  Generator generator(60);
  std::size_t built = 0;
  for (std::size_t count = 1; count <= 60; ++count) {
    for (std::size_t changed = 1; changed <= count; ++changed) {
      for (const Labels kind : kAllLabels) {
        const auto place = kAllPlaces[generator.next() % 5];
        const LineData data = data_of(kind, place, static_cast<Spacing>(changed % 3), changed, count, generator);
        const Problem problem = on_line(data);
        const Plan plan = std::get<Plan>(kSparse.plan(problem));
        BOOST_REQUIRE_EQUAL(plan.promised, promised(changed));
        BOOST_REQUIRE(plan.neurons() <= plan.promised);
        if (kind == Labels::kEqual || kind == Labels::kOneSign) {
          std::size_t hats = 1 + 3 * changed;
          for (std::size_t g = 1; g <= changed; ++g) hats = std::min(hats, g + 3 * ((changed + g - 1) / g));
          BOOST_REQUIRE_EQUAL(plan.neurons(), hats);
        }
        if (count <= 7 || generator.one_in(25)) {
          check_promise(problem, plan, data.text());
          // Every condition of the construction is strict, so no sample sits on a kink of any neuron.
          for (const LayerMargin& margin : evaluate_with_margins(plan.build(), problem.points()).layers) {
            BOOST_TEST((!margin.least || margin.least->sign() > 0));
          }
          ++built;
        }
      }
    }
  }
  BOOST_TEST(built > 400);
}

BOOST_AUTO_TEST_CASE(every_small_labelling) {
  for (std::size_t count = 1; count <= 6; ++count) {
    Generator generator(count);
    every_labelling(positions(count, static_cast<Spacing>(count % 3), generator), -1, 1, [](const LineData& data) {
      std::vector<int> signs;
      for (const Rational& z : data.z) {
        if (!z.is_zero()) signs.push_back(z.sign());
      }
      const auto plan = checked_plan(kSparse, on_line(data), data.text());
      BOOST_REQUIRE_EQUAL(plan->neurons(), signs.empty() ? 0 : cheapest_by_search(signs));
    });
  }
}

// The table of proofs/theorems.md, section 3.9.
BOOST_AUTO_TEST_CASE(numbers_of_the_theorem) {
  BOOST_TEST(promised_cost(10, 1, &neurons) == 13);
  BOOST_TEST(promised_cost(49, 1, &neurons) == 29);
  BOOST_TEST(promised_cost(100, 1, &neurons) == 40);
  BOOST_TEST(promised_cost(2500, 1, &neurons) == 200);
  for (std::size_t changed = 0; changed <= 300; ++changed) {
    for (std::size_t outputs = 1; outputs <= 3; ++outputs)
      BOOST_TEST(promised_cost(changed, outputs, &neurons) == promised(changed, outputs));
  }
}

BOOST_AUTO_TEST_CASE(several_outputs) {
  Generator generator(9);
  for (int round = 0; round < rounds(80); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 40));
    const auto outputs = static_cast<std::size_t>(generator.between(2, 4));
    PointMatrix points(count, 2), residuals(count, outputs);
    for (Rational& e : points.entries) e = generator.rational(1000, 20);
    const std::int64_t rare = generator.between(1, 6);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = 0; c < outputs; ++c) {
        if (round % 4 == 0 && c != 1) continue;
        if (generator.one_in(rare))
          residuals.row(i)[c] = round % 3 == 0 && c == 0 ? Rational(2) : generator.rational(5, 3);
      }
    }
    const Problem problem(points, residuals);
    const auto plan = checked_plan(kSparse, problem);
    BOOST_TEST(plan->promised == promised(problem.changed().size(), outputs));
    if (round % 4 == 0) BOOST_TEST(plan->neurons() <= promised(problem.changed().size()));
  }
}

BOOST_AUTO_TEST_CASE(clusters_and_gaps) {
  Generator generator(77);
  for (int round = 0; round < rounds(12); ++round) {
    LineData data;
    Rational at = 0;
    const std::size_t count = 300;
    for (std::size_t i = 0; i < count; ++i) {
      data.x.push_back(at);
      at += generator.one_in(20) ? power_of_two(30) : Rational(Integer(generator.between(1, 9)), Integer(1) << 30);
    }
    const auto changed = static_cast<std::size_t>(generator.between(1, 120));
    data.z = labels(kAllLabels[round % 6], places(kAllPlaces[round % 5], changed, count, generator), generator);
    check_by_pieces(data);
  }
}

// No step may be quadratic in the samples.
BOOST_AUTO_TEST_CASE(two_hundred_thousand_samples) {
  constexpr std::size_t kCount = 200000, kChanged = 400;
  Generator generator(3);
  LineData data{positions(kCount, Spacing::kUnit, generator), {}};
  data.z = labels(Labels::kRandomSign, generator.subset(kChanged, kCount), generator);
  check_by_pieces(data);
}
