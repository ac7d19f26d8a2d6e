#include "ftcert/construct/layers/chain_windows.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

ChainLabels::ChainLabels(std::vector<std::size_t> ranks, std::vector<int> signs)
    : ranks_(std::move(ranks)), signs_(std::move(signs)) {
  require(ranks_.size() == signs_.size(), "ChainLabels: a sign for each label");
}

std::span<const std::uint32_t> ChainLabels::reaches(const ChainType& type) const {
  const std::size_t number = 2 * type.neurons + (type.sign > 0 ? 1 : 0);
  if (number >= tables_.size()) tables_.resize(number + 1);
  std::vector<std::uint32_t>& result = tables_[number];
  if (!result.empty()) return result;
  result.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) {
    std::size_t end = i;
    const std::size_t before = type.sign * signs_[i] < 0 ? 1 : 0;
    for (std::size_t j = i; j < size() && ranks_[j] - ranks_[i] + 2 <= type.neurons; ++j) {
      const std::size_t behind = type.right_sign() * signs_[j] < 0 ? 1 : 0;
      if (ranks_[j] - ranks_[i] + 2 + before + behind <= type.neurons) end = j + 1;
    }
    result.push_back(static_cast<std::uint32_t>(end));
  }
  return result;
}

std::size_t ChainLabels::reach(const ChainType& type, std::size_t first) const { return reaches(type)[first]; }

std::size_t ChainLabels::longest(const ChainType& type) const {
  std::size_t most = 0;
  const std::span<const std::uint32_t> ends = reaches(type);
  for (std::size_t i = 0; i < ends.size(); ++i) most = std::max(most, ends[i] - i);
  return most;
}

bool ChainLabels::useful(std::size_t neurons) const {
  for (std::size_t i = 0, j = 0; i < size(); ++i) {
    while (j < size() && ranks_[j] - ranks_[i] + 4 < neurons) ++j;
    if (j < size() && ranks_[j] - ranks_[i] + 2 <= neurons) return true;
  }
  return false;
}

GroupFiller::GroupFiller(const ChainLabels& labels, std::vector<ChainType> chains)
    : labels_(labels), chains_(std::move(chains)) {
  for (std::size_t c = 0; c < chains_.size(); ++c) {
    require(c == 0 || chains_[c - 1] <= chains_[c], "GroupFiller: sorted chains");
    if (c == 0 || chains_[c - 1] != chains_[c]) kinds_.push_back({chains_[c], c, 0});
    ++kinds_.back().count;
  }
  for (Kind& kind : kinds_) {
    kind.stride = states_;
    states_ = std::min(states_ * (kind.count + 1), kMostStates + 1);
  }
}

std::size_t GroupFiller::neurons() const {
  std::size_t sum = 0;
  for (const ChainType& chain : chains_) sum += chain.neurons;
  return sum;
}

// A state says how many chains of each kind have been used; going on with the longest window is best, as it loses nothing for those behind it.
void GroupFiller::fill(std::size_t first, bool odd) {
  ends_.assign(states_, first);
  last_kind_.assign(states_, kinds_.size());
  std::vector<std::span<const std::uint32_t>> reaches;
  for (const Kind& kind : kinds_) reaches.push_back(labels_.reaches(kind.type.in_group(odd)));
  std::vector<std::size_t> used(kinds_.size());  // of each kind in the state: its digits
  for (std::size_t state = 1; state < states_; ++state) {
    for (std::size_t k = 0; ++used[k] > kinds_[k].count; ++k) used[k] = 0;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      if (used[k] == 0) continue;
      const std::size_t before = ends_[state - kinds_[k].stride];
      const std::size_t end = before < labels_.size() ? reaches[k][before] : before;
      if (end > ends_[state] || last_kind_[state] == kinds_.size()) {
        ends_[state] = end;
        last_kind_[state] = k;
      }
    }
  }
  steps_ += states_ * kinds_.size();
}

std::vector<ChainWindow> GroupFiller::longest_windows(std::size_t first, std::size_t end, bool odd) {
  std::vector<std::size_t> used(kinds_.size());
  std::vector<ChainWindow> windows;
  while (first < end) {
    std::size_t best = kinds_.size(), furthest = first;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      if (used[k] == kinds_[k].count) continue;
      const std::size_t reach = labels_.reach(kinds_[k].type.in_group(odd), first);
      if (reach > furthest) {
        furthest = reach;
        best = k;
      }
    }
    steps_ += kinds_.size();
    if (best == kinds_.size()) break;
    windows.push_back({kinds_[best].begin + used[best]++, first, std::min(furthest, end)});
    first = windows.back().last;
  }
  return windows;
}

std::size_t GroupFiller::group_end(std::size_t first, bool odd) {
  if (states_ > kMostStates) {
    const std::vector<ChainWindow> windows = longest_windows(first, labels_.size(), odd);
    return windows.empty() ? first : windows.back().last;
  }
  fill(first, odd);
  return ends_.back();
}

std::size_t GroupFiller::groups(std::size_t enough) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < labels_.size() && count < enough; ++count) {
    const std::size_t end = group_end(at, count % 2 == 1);
    if (end == at) return enough;  // chains that serve no label of this sign
    at = end;
  }
  return count;
}

std::vector<ChainWindow> GroupFiller::windows(std::size_t first, std::size_t end, bool odd) {
  if (states_ > kMostStates) return longest_windows(first, end, odd);
  fill(first, odd);
  // The fewest chains.
  const auto used_in = [&](std::size_t state) {
    std::size_t used = 0;
    for (const Kind& kind : kinds_) used += state / kind.stride % (kind.count + 1);
    return used;
  };
  std::size_t state = states_ - 1;
  for (std::size_t s = 0; s < states_; ++s) {
    if (ends_[s] >= end && used_in(s) < used_in(state)) state = s;
  }
  require(ends_[state] >= end, "GroupFiller: more labels than fit");
  std::vector<ChainWindow> windows;
  while (state > 0) {
    const Kind& kind = kinds_[last_kind_[state]];
    const std::size_t number = state / kind.stride % (kind.count + 1), before = ends_[state - kind.stride];
    if (ends_[state] > before && before < end)
      windows.push_back({kind.begin + number - 1, before, std::min(ends_[state], end)});
    state -= kind.stride;
  }
  std::ranges::reverse(windows);
  return windows;
}

}  // namespace ftcert
