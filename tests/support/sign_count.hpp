// The count of theorem 3.7.1 (proofs/theorems.md) by brute force: every set of cuts, every assignment of kinks to cuts and cells.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "ftcert/check/methods/alternation.hpp"

namespace ftcert::test {

// One place that can serve kinks: a cut in the gap before position `low` == `high`, or the cell between two cuts, from inside gap `low`
// to inside gap `high` (gap g lies between positions g-1 and g; gap 0 is left of all).
struct Place {
  bool cut;
  std::size_t low, high;
  std::size_t convex, concave;  // how many it serves; a cut serves one of either sign
};

inline bool reaches(const Place& place, std::size_t r) {
  // The interval of the kink at r covers the gaps r and r+1.
  return place.low <= r + 1 && r <= place.high;
}

// Whether the kinks from number k on can be assigned: plain backtracking.
inline bool assign(const std::vector<std::pair<std::size_t, bool>>& kinks, std::size_t k, std::vector<Place>& places) {
  if (k == kinks.size()) return true;
  const auto [r, up] = kinks[k];
  for (Place& place : places) {
    if (!reaches(place, r)) continue;
    std::size_t& left = place.cut || up ? place.convex : place.concave;
    if (left == 0) continue;
    --left;
    if (assign(kinks, k + 1, places)) return true;
    ++left;
  }
  return false;
}

inline bool serves(const ForcedKinks& kinks, std::size_t positive, std::size_t negative,
                   const std::vector<std::size_t>& cuts, std::size_t positions) {
  std::vector<Place> places;
  for (std::size_t k = 0; k <= cuts.size(); ++k) {
    if (k > 0) places.push_back({true, cuts[k - 1], cuts[k - 1], 1, 0});
    places.push_back({false, k == 0 ? 0 : cuts[k - 1], k == cuts.size() ? positions : cuts[k], positive, negative});
  }
  std::vector<std::pair<std::size_t, bool>> all;
  for (std::size_t r : kinks.convex) all.emplace_back(r, true);
  for (std::size_t r : kinks.concave) all.emplace_back(r, false);
  return assign(all, 0, places);
}

inline std::size_t least_cuts_by_force(const ForcedKinks& kinks, std::size_t positive, std::size_t negative,
                                       std::size_t positions) {
  std::vector<std::size_t> cuts;
  const std::function<bool(std::size_t, std::size_t)> choose = [&](std::size_t more, std::size_t from) {
    if (more == 0) return serves(kinks, positive, negative, cuts, positions);
    for (std::size_t g = from; g < positions; ++g) {
      cuts.push_back(g);
      if (choose(more - 1, g)) return true;
      cuts.pop_back();
    }
    return false;
  };
  for (std::size_t count = 0;; ++count) {
    cuts.clear();
    if (choose(count, 1)) return count;
  }
}

// Neurons of the smallest shape that the kinks leave: every pair of signs, every first layer (with corollary 3.7.5 for one or two neurons
// there).
inline std::size_t least_neurons_by_force(const ForcedKinks& kinks, std::size_t positions) {
  const std::size_t up = kinks.convex.size(), down = kinks.concave.size();
  if (up + down == 0) return 2;
  std::size_t best = up + down + 2;
  for (std::size_t positive = 0; positive <= up + down; ++positive) {
    for (std::size_t negative = 0; negative <= up + down; ++negative) {
      if (positive + negative == 0 || positive + negative >= best) continue;
      const std::size_t cuts = least_cuts_by_force(kinks, positive, negative, positions);
      for (std::size_t first = std::max<std::size_t>(1, cuts); first <= up + down + 1; ++first) {
        const std::size_t beyond_up = up > first * positive ? up - first * positive : 0;
        const std::size_t beyond_down = down > first * negative ? down - first * negative : 0;
        if (first <= 2 && beyond_up + beyond_down > first) continue;
        best = std::min(best, positive + negative + first);
      }
    }
  }
  return best;
}

}  // namespace ftcert::test
