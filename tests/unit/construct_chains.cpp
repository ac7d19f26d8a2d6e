// proofs/theorems.md, theorem 3.3.6: chains of ReLUs that serve neighbouring labels.
#include "ftcert/construct/layers/chains.hpp"

#include <boost/test/unit_test.hpp>
#include <functional>

#include "ftcert/construct/layers/chain_plan.hpp"
#include "ftcert/construct/layers/sparse.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// From the definition: some labels, with dummies before and behind them, make u-1, and the first and the last one have the signs wanted or are 0.
bool window(const std::vector<int>& z, std::size_t first, std::size_t last, const ChainType& type, bool odd_group) {
  int left = type.sign, right = type.neurons % 2 == 0 ? -type.sign : type.sign;
  if (odd_group) std::swap(left, right);
  const std::size_t count = last - first + 1;
  for (std::size_t before = 0; count + before + 1 <= type.neurons; ++before) {
    const std::size_t behind = type.neurons - 1 - count - before;
    const int first_label = before > 0 ? 0 : z[first], last_label = behind > 0 ? 0 : z[last];
    if (left * first_label >= 0 && right * last_label >= 0) return true;
  }
  return false;
}

// Whether labels from `at` to before `end` can be covered by windows of different chains in one group: plain backtracking.
bool covered(const std::vector<int>& z, std::size_t at, std::size_t end, const std::vector<ChainType>& chains,
             std::size_t used, bool odd) {
  while (at < end && z[at] == 0) ++at;
  if (at == end) return true;
  for (std::size_t c = 0; c < chains.size(); ++c) {
    if (used >> c & 1) continue;
    for (std::size_t last = at; last < end; ++last) {
      if (window(z, at, last, chains[c], odd) && covered(z, last + 1, end, chains, used | std::size_t{1} << c, odd))
        return true;
    }
  }
  return false;
}

// The fewest groups of any cut; z.size() + 1 when there is none.
std::size_t groups_by_force(const std::vector<int>& z, const std::vector<ChainType>& chains, std::size_t at = 0,
                            bool odd = false) {
  std::size_t best = z.size() + 1;
  while (at < z.size() && z[at] == 0) ++at;
  if (at == z.size()) return 0;
  for (std::size_t end = at + 1; end <= z.size(); ++end) {
    if (covered(z, at, end, chains, 0, odd)) best = std::min(best, 1 + groups_by_force(z, chains, end, !odd));
  }
  return std::min(best, z.size() + 1);
}

std::size_t cheapest_by_force(const std::vector<int>& z, std::size_t best) {
  std::vector<ChainType> chains;
  const std::function<void(std::size_t)> more = [&](std::size_t neurons) {
    if (!chains.empty()) best = std::min(best, neurons + groups_by_force(z, chains));
    for (std::size_t u = chains.empty() ? 3 : chains.back().neurons; neurons + u + 1 < best; ++u) {
      for (const int sign : {-1, 1}) {
        if (!chains.empty() && ChainType{u, sign} < chains.back()) continue;
        chains.push_back({u, sign});
        more(neurons + u);
        chains.pop_back();
      }
    }
  };
  more(0);
  return best;
}

std::vector<int> random_signs(std::size_t count, std::int64_t rare, Generator& generator) {
  std::vector<int> z(count);
  for (int& v : z) v = generator.one_in(rare) ? (generator.one_in(2) ? -1 : 1) : 0;
  return z;
}

LineData with_signs(const std::vector<int>& signs, Generator& generator) {
  LineData data{positions(signs.size(), static_cast<Spacing>(generator.between(0, 2)), generator), {}};
  for (const int s : signs)
    data.z.push_back(Rational(s) * Rational(Integer(generator.between(1, 9)), Integer(generator.between(1, 4))));
  return data;
}

std::size_t sparse_neurons(const Problem& problem) { return std::get<Plan>(kSparse.plan(problem)).neurons(); }

}  // namespace

BOOST_AUTO_TEST_CASE(groups_against_all_cuts) {
  Generator generator(41);
  for (int round = 0; round < rounds(150); ++round) {
    const std::vector<int> z =
        random_signs(static_cast<std::size_t>(generator.between(1, 10)), generator.between(1, 3), generator);
    std::vector<std::size_t> ranks;
    std::vector<int> signs;
    for (std::size_t r = 0; r < z.size(); ++r) {
      if (z[r] == 0) continue;
      ranks.push_back(r);
      signs.push_back(z[r]);
    }
    const ChainLabels labels(ranks, signs);
    std::vector<ChainType> chains;
    for (std::int64_t c = generator.between(1, 3); c > 0; --c)
      chains.push_back({static_cast<std::size_t>(generator.between(3, 6)), generator.one_in(2) ? 1 : -1});
    std::ranges::sort(chains);
    GroupFiller filler(labels, chains);
    BOOST_TEST(filler.groups(z.size() + 1) == groups_by_force(z, chains));
  }
}

BOOST_AUTO_TEST_CASE(plans_against_all_choices) {
  Generator generator(42);
  std::size_t fewer = 0;
  for (int round = 0; round < rounds(60); ++round) {
    const std::vector<int> z =
        random_signs(static_cast<std::size_t>(generator.between(1, 9)), generator.between(1, 3), generator);
    const LineData data = with_signs(z, generator);
    if (data.changed() == 0) continue;
    const Problem problem = on_line(data);
    const auto plan = checked_plan(kChains, problem, data.text());
    const std::size_t sparse = sparse_neurons(problem);
    BOOST_TEST(plan->neurons() == cheapest_by_force(z, sparse), data.text());
    fewer += plan->neurons() < sparse;
  }
  BOOST_TEST(fewer > 5);
}

// Every network is exact at every sample, whatever labels and places are; and never larger than that of `sparse`.
BOOST_AUTO_TEST_CASE(all_kinds_of_data) {
  Generator generator(43);
  for (const Labels kind : kAllLabels) {
    for (const Places place : kAllPlaces) {
      for (int spacing = 0; spacing < 3; ++spacing) {
        const auto count = static_cast<std::size_t>(generator.between(2, 40));
        const auto changed = static_cast<std::size_t>(generator.between(1, static_cast<std::int64_t>(count)));
        const LineData data = data_of(kind, place, static_cast<Spacing>(spacing), changed, count, generator);
        const Problem problem = on_line(data);
        const auto plan = checked_plan(kChains, problem, data.text());
        BOOST_TEST(plan->neurons() <= sparse_neurons(problem));
      }
    }
  }
}

// A label is at a sample by Z_r alone, so each sign pattern of up to five neighbours meets every case of dummies.
BOOST_AUTO_TEST_CASE(every_small_labelling) {
  for (std::size_t count = 1; count <= 5; ++count) {
    Generator generator(count);
    every_labelling(positions(count, static_cast<Spacing>(count % 3), generator), -1, 1, [](const LineData& data) {
      if (data.changed() == 0) return;
      BOOST_REQUIRE(checked_plan(kChains, on_line(data), data.text()).has_value());
    });
  }
}

BOOST_AUTO_TEST_CASE(several_outputs) {
  Generator generator(44);
  std::size_t fewer = 0;
  for (int round = 0; round < rounds(25); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 30));
    const auto outputs = static_cast<std::size_t>(generator.between(2, 3));
    std::vector<std::vector<Rational>> columns;
    for (std::size_t c = 0; c < outputs; ++c)
      columns.push_back(with_signs(random_signs(count, round % 4 == 0 && c == 1 ? 1000 : 3, generator), generator).z);
    const Problem problem = on_line(positions(count, Spacing::kRandom, generator), columns);
    if (problem.changed().empty()) continue;
    const auto plan = checked_plan(kChains, problem);
    BOOST_TEST(plan->neurons() <= sparse_neurons(problem));
    fewer += plan->neurons() < sparse_neurons(problem);
  }
  BOOST_TEST(fewer > 0);
}

// 200 samples, 50 of them changed at random: `sparse` takes 27 or 28 neurons.
BOOST_AUTO_TEST_CASE(a_quarter_of_the_samples) {
  Generator generator(45);
  for (int round = 0; round < rounds(3); ++round) {
    const LineData data = data_of(Labels::kRandomSign, Places::kRandom, Spacing::kUnit, 50, 200, generator);
    const Problem problem = on_line(data);
    const auto plan = checked_plan(kChains, problem, data.text());
    BOOST_TEST(plan->neurons() <= 26);
    BOOST_TEST(plan->neurons() < sparse_neurons(problem));
  }
}

BOOST_AUTO_TEST_CASE(where_it_does_not_apply) {
  BOOST_TEST(!checked_plan(kChains, on_line(LineData{{0, 1}, {0, 0}})));
  Generator generator(46);
  const LineData many = data_of(Labels::kRandomSign, Places::kRandom, Spacing::kUnit, 10'001, 20'000, generator);
  BOOST_TEST(!checked_plan(kChains, on_line(many)));
}
