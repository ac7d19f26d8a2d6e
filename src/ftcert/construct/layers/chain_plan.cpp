#include "ftcert/construct/layers/chain_plan.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

std::size_t total(const std::vector<ChainType>& chains) {
  std::size_t sum = 0;
  for (const ChainType& chain : chains) sum += chain.neurons;
  return sum;
}

// A hat is a chain of 3, a wave can be replaced by a chain of 4 of either sign.
std::vector<ChainType> chains_of(const UnitCounts& units) {
  std::vector<ChainType> chains(units.plus, {3, 1});
  chains.insert(chains.end(), units.minus, {3, -1});
  for (std::size_t w = 0; w < units.wave; ++w) chains.push_back({4, w % 2 == 0 ? 1 : -1});
  std::ranges::sort(chains);
  return chains;
}

ChainLabels labels_of(const LineSamples& samples, const std::vector<std::size_t>& changed, std::size_t output) {
  std::vector<std::size_t> ranks;
  std::vector<int> signs;
  for (const std::size_t r : changed) {
    const int sign = samples.z(r)[output].sign();
    if (sign == 0) continue;
    ranks.push_back(r);
    signs.push_back(sign);
  }
  return ChainLabels(std::move(ranks), std::move(signs));
}

// Labels first, .., end-1 in each group.
struct LabelRange {
  std::size_t first, end;
};

bool serve(GroupFiller& filler, const std::vector<LabelRange>& ranges) {
  for (std::size_t g = 0; g < ranges.size(); ++g) {
    if (ranges[g].first < ranges[g].end && filler.group_end(ranges[g].first, g % 2 == 1) < ranges[g].end) return false;
  }
  return true;
}

// Makes chains shorter and leaves them out while the rest still serves the groups.
std::vector<ChainType> fewer_chains(const ChainLabels& labels, const std::vector<LabelRange>& ranges,
                                    std::vector<ChainType> chains) {
  std::size_t steps = 0;
  for (bool better = true; better && steps < kMostChainSteps;) {
    better = false;
    // Two chains for one, or one for one, with fewer neurons.
    for (std::size_t a = 0; a < chains.size() && !better; ++a) {
      for (std::size_t b = a; b < chains.size() && !better; ++b) {
        std::vector<ChainType> rest = chains;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(b));
        if (b > a) rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(a));
        const std::size_t freed = total(chains) - total(rest);
        for (std::size_t u = 2; u < freed && !better && steps < kMostChainSteps; ++u) {
          if (u > 2 && !labels.useful(u)) continue;
          for (const int sign : {1, -1}) {
            std::vector<ChainType> changed = rest;
            if (u > 2) changed.push_back({u, sign});
            std::ranges::sort(changed);
            GroupFiller filler(labels, changed);
            better = serve(filler, ranges);
            steps += filler.steps() + 1;
            if (!better) continue;
            chains = std::move(changed);
            break;
          }
        }
      }
    }
  }
  return chains;
}

ChainPlan::Output windows_of(const ChainLabels& labels, const std::vector<LabelRange>& ranges,
                             std::vector<ChainType> chains) {
  ChainPlan::Output output{std::move(chains), {}};
  GroupFiller filler(labels, output.chains);
  for (std::size_t g = 0; g < ranges.size(); ++g) {
    std::vector<ChainWindow> windows;
    if (ranges[g].first < ranges[g].end) windows = filler.windows(ranges[g].first, ranges[g].end, g % 2 == 1);
    for (ChainWindow& w : windows) w = {w.chain, labels.rank(w.first), labels.rank(w.last - 1)};
    output.windows.push_back(std::move(windows));
  }
  return output;
}

}  // namespace

std::size_t ChainPlan::neurons() const {
  std::size_t sum = 0;
  for (const Output& output : outputs) sum += total(output.chains);
  return sum;
}

ChainPlan plan_chains(const LineSamples& samples, const std::vector<std::size_t>& changed) {
  const SparsePlan sparse = plan_sparse(samples, changed, [](std::size_t g, std::size_t n) { return g + n; });
  ChainPlan plan{sparse.groups, {}};
  const auto active = std::ranges::count_if(sparse.units, [](const UnitCounts& u) { return u.units() > 0; });
  for (std::size_t c = 0; c < samples.outputs(); ++c) {
    const ChainLabels labels = labels_of(samples, changed, c);
    std::vector<LabelRange> ranges;
    std::vector<ChainType> chains = chains_of(sparse.units[c]);
    if (active == 1 && labels.size() > 0) {
      chains = cheapest_chains(labels, chains);
      GroupFiller filler(labels, chains);
      std::vector<std::size_t> ends;
      for (std::size_t at = 0; at < labels.size(); at = ends.back()) {
        ends.push_back(filler.group_end(at, ends.size() % 2 == 1));
        ranges.push_back({at, ends.back()});
      }
      plan.groups = groups_between(samples, changed, ends);
    } else {
      std::size_t at = 0;
      for (const RankRange& group : plan.groups) {
        ranges.push_back({at, at});
        while (at < labels.size() && labels.rank(at) < group.last) ++at;
        ranges.back().end = at;
      }
      if (labels.size() > 0) chains = fewer_chains(labels, ranges, std::move(chains));
    }
    plan.outputs.push_back(windows_of(labels, ranges, std::move(chains)));
  }
  // Outputs without labels have an empty list for each group.
  for (ChainPlan::Output& output : plan.outputs) output.windows.resize(plan.groups.size());
  return plan;
}

}  // namespace ftcert
