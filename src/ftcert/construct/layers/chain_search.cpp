#include <algorithm>
#include <functional>
#include <utility>

#include "ftcert/construct/layers/chain_plan.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

class ChainSearch {
 public:
  ChainSearch(const ChainLabels& labels, std::size_t most_steps) : labels_(labels), most_steps_(most_steps) {}

  std::vector<ChainType> run(const std::vector<ChainType>& start) {
    consider(start);
    require(!best_.empty(), "cheapest_chains: the start serves all labels");
    for (std::size_t u = 3; u + 1 < cost_; ++u) {
      if (labels_.useful(u)) lengths_.push_back(u);
    }
    chains_of_one_length();
    while (change_one()) {
    }
    all_choices();
    return best_;
  }

 private:
  bool over() const { return steps_ >= most_steps_; }

  // Whether it is better than the best one, which it then replaces.
  bool consider(std::vector<ChainType> chains) {
    std::size_t neurons = 0;
    for (const ChainType& chain : chains) neurons += chain.neurons;
    const std::size_t enough = best_.empty() ? labels_.size() + 1 : cost_ + 1 - std::min(cost_ + 1, neurons);
    if (chains.empty() || enough < 2) return false;
    std::ranges::sort(chains);
    GroupFiller filler(labels_, chains);
    std::size_t groups = 0, at = 0, last = 0;
    for (; at < labels_.size() && groups < enough; ++groups) {
      last = at;
      at = filler.group_end(at, groups % 2 == 1);
      if (at == last) break;
    }
    steps_ += filler.steps();
    if (at < labels_.size()) return false;
    const std::pair<std::size_t, std::size_t> rank{neurons + groups, at - last};
    if (!best_.empty() && rank >= std::pair(cost_, in_last_)) return false;
    best_ = std::move(chains);
    std::tie(cost_, in_last_) = rank;
    return true;
  }

  void chains_of_one_length() {
    for (const std::size_t u : lengths_) {
      for (std::size_t count = 1; u * count + 1 < cost_ && !over(); ++count) {
        for (std::size_t plus = 0; plus <= count && !over(); ++plus) {
          std::vector<ChainType> chains(count, {u, -1});
          for (std::size_t c = 0; c < plus; ++c) chains[c].sign = 1;
          consider(std::move(chains));
        }
      }
    }
  }

  // Leaves out a chain, adds one, or exchanges one.
  bool change_one() {
    const std::vector<ChainType> base = best_;
    bool better = false;
    for (std::size_t c = 0; c <= base.size(); ++c) {
      if (c > 0 && c < base.size() && base[c] == base[c - 1]) continue;
      std::vector<ChainType> without = base;
      if (c < base.size()) without.erase(without.begin() + static_cast<std::ptrdiff_t>(c));
      better = consider(without) || better;
      for (const std::size_t u : lengths_) {
        for (const int sign : {1, -1}) {
          if (over()) return false;
          std::vector<ChainType> changed = without;
          changed.push_back({u, sign});
          better = consider(std::move(changed)) || better;
        }
      }
    }
    return better;
  }

  // All choices in sorted order that could be better by counting labels.
  void all_choices() {
    for (std::size_t neurons = 3; neurons + 1 < cost_ && !over(); ++neurons) {
      std::vector<ChainType> chains;
      choose(chains, neurons, neurons, 0);
    }
  }

  void choose(std::vector<ChainType>& chains, std::size_t all, std::size_t left, std::size_t labels_a_group) {
    if (over() || all + 1 >= cost_) return;
    if (left == 0) {
      if (labels_a_group * (cost_ - 1 - all) >= labels_.size()) consider(chains);
      return;
    }
    for (const std::size_t u : lengths_) {
      if (u > left) break;
      if (left - u != 0 && left - u < u) continue;
      for (const int sign : {-1, 1}) {
        const ChainType type{u, sign};
        if (!chains.empty() && type < chains.back()) continue;
        chains.push_back(type);
        choose(chains, all, left - u,
               labels_a_group + std::max(labels_.longest(type), labels_.longest(type.in_group(true))));
        chains.pop_back();
      }
    }
  }

  const ChainLabels& labels_;
  std::size_t most_steps_, steps_ = 0;
  std::vector<std::size_t> lengths_;
  std::vector<ChainType> best_;
  std::size_t cost_ = 0, in_last_ = 0;
};

}  // namespace

std::vector<ChainType> cheapest_chains(const ChainLabels& labels, const std::vector<ChainType>& start,
                                       std::size_t steps) {
  return ChainSearch(labels, steps).run(start);
}

}  // namespace ftcert
