// proofs/theorems.md, theorems 3.3.4 and 3.3.5: n + 4P neurons for (n+1) P nonzero labels.
#include "ftcert/construct/layers/tuned.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>

#include "ftcert/construct/layers/sparse_plan.hpp"
#include "ftcert/construct/layers/tuned_net.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/pieces/line_pieces.hpp"
#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

std::size_t neurons(std::size_t knots, std::size_t second) { return knots + second; }

// The theorems' numbers as they stand, over all n and P, with units of `unit` neurons and `hosts` hosting neurons.
std::size_t promised(std::size_t changed, std::size_t unit = 4, std::size_t hosts = 2) {
  std::size_t best = static_cast<std::size_t>(-1);
  for (std::size_t n = 3; n <= std::max<std::size_t>(changed, 3) + 2; ++n) {
    const std::size_t i = n % 2 == 1 ? n : n - 1;
    for (std::size_t p = 1; p <= i - 1; ++p) {
      if ((n + 1) * p >= changed) best = std::min(best, n + unit * p);
      if (p <= (i - 1) / 2 && (n + 1) * p + (n + 1) / 2 >= changed) best = std::min(best, n + unit * p + hosts);
    }
  }
  return best;
}

}  // namespace

// Upper bounds for any number of samples, by hand from the formula: N = 4: n = 3, P = 1; N = 9: n = 5, P = 1 with hosts; and so on.
BOOST_AUTO_TEST_CASE(numbers_of_the_theorems) {
  const std::vector<std::size_t> expected{7,  8,  9,  10, 11, 11, 12, 13, 13, 14, 14, 15, 15, 16,
                                          16, 17, 17, 18, 18, 19, 19, 19, 20, 20, 21, 21, 21};
  for (std::size_t i = 0; i < expected.size(); ++i) BOOST_TEST(promised_tuned(i + 4, 1, &neurons) == expected[i]);
  for (std::size_t changed = 1; changed <= 300; ++changed)
    BOOST_TEST(promised_tuned(changed, 1, &neurons) == promised(changed));
}

// All 1 <= N <= K <= 60: one set of every pair, built and evaluated at every sample.
BOOST_AUTO_TEST_CASE(every_pair_to_sixty) {
  Generator generator(61);
  for (std::size_t count = 1; count <= 60; ++count) {
    for (std::size_t changed = 1; changed <= count; ++changed) {
      if (count > 20 && !generator.one_in(4)) continue;
      const Labels kind = kAllLabels[generator.below(6)];
      const Places place = kAllPlaces[generator.below(5)];
      const LineData data = data_of(kind, place, static_cast<Spacing>(generator.below(3)), changed, count, generator);
      const auto plan = checked_plan(kTuned, on_line(data), data.text());
      BOOST_REQUIRE_MESSAGE(plan.has_value(), data.text());
      BOOST_REQUIRE_EQUAL(plan->promised, promised(changed));
      if (kind == Labels::kEqual || kind == Labels::kOneSign) BOOST_TEST(plan->neurons() == promised(changed, 3, 1));
    }
  }
}

namespace {

// The fewest knots for given units and hosts, by dynamic programming over all cuts: runs that the units serve, and behind runs 0, 2, 4, .. a
// sample that is hosted or not. Then knots are added until there are enough to be tuned.
std::size_t knots_by_search(const std::vector<int>& signs, const UnitCounts& units, const HostSigns& hosts) {
  const std::size_t count = signs.size(), none = 2 * count + 9;
  // least[i][parity]: fewest knots left of a run that begins with sample i, where the parity is that of their number.
  std::vector<std::array<std::size_t, 2>> least(count + 1, {none, none});
  least[0][0] = 0;
  std::size_t best = none;
  for (std::size_t first = 0; first < count; ++first) {
    for (const std::size_t parity : {0, 1}) {
      if (least[first][parity] == none) continue;
      const std::size_t before = least[first][parity];
      std::size_t a = 0, b = 0;
      for (std::size_t last = first; last <= count; ++last) {
        if (last > first) ++(signs[last - 1] > 0 ? a : b);
        const std::size_t over = (a > units.plus ? a - units.plus : 0) + (b > units.minus ? b - units.minus : 0);
        if (over > units.wave) break;
        if (last == count) {
          best = std::min(best, before);
          break;
        }
        std::size_t& plain = least[last][1 - parity];
        if (last == first) continue;
        plain = std::min(plain, before + 1);
        if (parity == 0 && hosts.any() && hosts.takes(signs[last])) {
          if (last + 1 == count) best = std::min(best, before + 1);
          least[last + 1][1] = std::min(least[last + 1][1], before + 1);
        }
      }
    }
  }
  for (std::size_t n = std::max<std::size_t>(best, 3); best < none; ++n) {
    if (tunable_knots(n, hosts.any()).size() >= units.units()) return n;
  }
  return none;
}

std::size_t cheapest_by_search(const std::vector<int>& signs) {
  std::size_t best = 9 * signs.size() + 9;
  for (std::size_t p = 0; p <= signs.size(); ++p) {
    for (std::size_t m = 0; p + m <= signs.size(); ++m) {
      for (std::size_t w = p + m == 0 ? 1 : 0; p + m + w <= signs.size(); ++w) {
        for (const bool positive : {false, true}) {
          for (const bool negative : {false, true}) {
            const UnitCounts units{p, m, w};
            const std::size_t hosts = (positive ? 1 : 0) + (negative ? 1 : 0);
            if (units.neurons() + 3 + hosts >= best) continue;
            best = std::min(best, knots_by_search(signs, units, {positive, negative}) + units.neurons() + hosts);
          }
        }
      }
    }
  }
  return best;
}

}  // namespace

BOOST_AUTO_TEST_CASE(cheapest_shapes_against_a_search) {
  Generator generator(62);
  for (int round = 0; round < rounds(300); ++round) {
    std::vector<int> signs(static_cast<std::size_t>(generator.between(1, 13)));
    const std::int64_t rare = generator.between(1, 4);
    for (int& s : signs) s = generator.one_in(rare) ? -1 : 1;
    const auto choices = tuned_choices(label_signs({signs}), &neurons, promised(signs.size()));
    BOOST_REQUIRE(!choices.empty());
    std::string text;
    for (const int s : signs) text += s > 0 ? '+' : '-';
    BOOST_TEST(choices.front().cost == cheapest_by_search(signs), text);
    for (std::size_t i = 0; i < choices.size(); ++i) {
      const TunedShape shape = *cut_for(label_signs({signs}), choices[i]);
      BOOST_TEST(choices[i].cost == shape.knots() + shape.neurons());
      BOOST_TEST((i == 0 || choices[i - 1].cost <= choices[i].cost));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_small_labelling) {
  for (std::size_t count = 1; count <= 6; ++count) {
    Generator generator(count);
    every_labelling(positions(count, static_cast<Spacing>(count % 3), generator), -1, 1, [](const LineData& data) {
      const auto plan = checked_plan(kTuned, on_line(data), data.text());
      BOOST_REQUIRE(plan.has_value() == (data.changed() > 0));
    });
  }
}

// Samples in clusters, and each sample twice, or 2^20 times, as far from the next one as the one before.
BOOST_AUTO_TEST_CASE(clusters_and_powers) {
  Generator generator(63);
  for (int round = 0; round < rounds(40); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(20, 60));
    const auto changed = static_cast<std::size_t>(generator.between(4, static_cast<std::int64_t>(count)));
    LineData data;
    Rational at = 0, gap = 1;
    for (std::size_t i = 0; i < count; ++i) {
      data.x.push_back(at);
      if (round % 3 == 0) {
        gap = generator.one_in(7) ? power_of_two(40) : Rational(Integer(generator.between(1, 9)), Integer(1) << 40);
      } else {
        gap *= round % 3 == 1 ? Rational(2) : power_of_two(i < count / 2 ? 20 : -20);
      }
      at += gap;
    }
    data.z = labels(kAllLabels[round % 6], places(kAllPlaces[round % 5], changed, count, generator), generator);
    BOOST_REQUIRE_MESSAGE(checked_plan(kTuned, on_line(data), data.text()).has_value(), data.text());
  }
}

BOOST_AUTO_TEST_CASE(several_outputs) {
  Generator generator(64);
  for (int round = 0; round < rounds(30); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(4, 40));
    const auto outputs = static_cast<std::size_t>(generator.between(2, 3));
    PointMatrix points(count, 2), residuals(count, outputs);
    for (Rational& e : points.entries) e = generator.rational(1000, 20);
    const std::int64_t rare = generator.between(1, 6);
    residuals.row(0)[1] = -1;
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = 0; c < outputs; ++c) {
        if (round % 4 == 0 && c != 1) continue;
        if (generator.one_in(rare))
          residuals.row(i)[c] = round % 3 == 0 && c == 0 ? Rational(2) : generator.rational(5, 3);
      }
    }
    const Problem problem(points, residuals);
    const auto plan = checked_plan(kTuned, problem);
    BOOST_REQUIRE_MESSAGE(plan.has_value(), "round " << round << " N " << problem.changed().size());
    BOOST_TEST(plan->promised == promised_tuned(problem.changed().size(), outputs, &neurons));
    if (round % 4 == 0) BOOST_TEST(plan->neurons() <= promised(problem.changed().size()));
  }
}

// A block: the labels of some samples, and 0 at all others, whatever their labels are.
BOOST_AUTO_TEST_CASE(blocks_set_their_own_labels) {
  Generator generator(65);
  for (int round = 0; round < rounds(20); ++round) {
    const LineData data = data_of(Labels::kRandomSign, Places::kRandom, Spacing::kRandom, 24, 40, generator);
    const Problem problem = on_line(data);
    const LineSamples samples(problem);
    std::vector<std::size_t> changed;
    for (std::size_t r = 0; r < samples.size(); ++r) {
      if (samples.changed(r) && generator.one_in(2)) changed.push_back(r);
    }
    if (changed.empty()) continue;
    const auto net = tuned_net(samples, changed, &neurons, promised(changed.size()));
    BOOST_REQUIRE(net.has_value());
    BOOST_TEST(net->knots.size() + net->rows.size() <= promised(changed.size()));
    const Network g = net->lift(problem.projection().direction);
    for (std::size_t r = 0; r < samples.size(); ++r) {
      const bool own = std::binary_search(changed.begin(), changed.end(), r);
      BOOST_REQUIRE(g.evaluate(problem.points().row(r))[0] == (own ? samples.z(r)[0] : Rational(0)));
    }
  }
}

BOOST_AUTO_TEST_CASE(many_samples) {
  Generator generator(66);
  LineData data{positions(20000, Spacing::kRandom, generator), {}};
  data.z = labels(Labels::kRandomSign, generator.subset(200, 20000), generator);
  const Problem problem = on_line(data);
  const Plan plan = std::get<Plan>(kTuned.plan(problem));
  BOOST_TEST(plan.neurons() <= promised(200));
  const Network g = plan.build();
  const std::vector<Rational> zero(1), one{Rational(1)};
  BOOST_TEST((pieces_along(g, zero, one).values(data.x).entries == data.z));
}

BOOST_AUTO_TEST_CASE(declines) {
  Generator generator(67);
  BOOST_TEST(!checked_plan(kTuned, on_line(LineData{{0, 1}, {0, 0}})).has_value());
  const LineData many = data_of(Labels::kEqual, Places::kFirst, Spacing::kUnit, 501, 600, generator);
  BOOST_TEST(!checked_plan(kTuned, on_line(many)).has_value());
}

// Beyond what floating point can hold: exact, or declined with a reason.
BOOST_AUTO_TEST_CASE(positions_beyond_floating_point) {
  Generator generator(68);
  for (const long step : {200, 900, 3000}) {
    for (const std::size_t count : {std::size_t{5}, std::size_t{9}, std::size_t{16}}) {
      LineData data;
      for (std::size_t i = 0; i < count; ++i) {
        data.x.push_back(power_of_two(step * static_cast<long>(i)));
        data.z.push_back(generator.one_in(2) ? 3 : -1);
      }
      const auto plan = checked_plan(kTuned, on_line(data));
      BOOST_TEST((step > 200 || count > 5 || plan.has_value()));
    }
  }
}
