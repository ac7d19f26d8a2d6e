// The count of theorem 3.7.2 (proofs/theorems.md) by brute force: every way to cut the word of the kinks' signs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "ftcert/check/methods/alternation.hpp"

namespace ftcert::test {

// Whether so many cuts suffice from letter `at` on, in a cell with room for so many kinks more: the letter is in the cell, or at a cut, or
// behind one.
inline bool cuts_suffice(const std::vector<bool>& word, std::size_t at, std::size_t positive, std::size_t negative,
                         std::size_t room_up, std::size_t room_down, std::size_t cuts) {
  if (at == word.size()) return true;
  std::size_t& room = word[at] ? room_up : room_down;
  if (room > 0) {
    --room;
    if (cuts_suffice(word, at + 1, positive, negative, room_up, room_down, cuts)) return true;
  }
  return cuts > 0 && (cuts_suffice(word, at + 1, positive, negative, positive, negative, cuts - 1) ||
                      cuts_suffice(word, at, positive, negative, positive, negative, cuts - 1));
}

inline std::size_t least_cuts_by_force(const ForcedKinks& kinks, std::size_t positive, std::size_t negative) {
  std::vector<bool> word;
  for (std::size_t r = 0; word.size() < kinks.size(); ++r) {
    if (std::ranges::count(kinks.convex, r)) word.push_back(true);
    if (std::ranges::count(kinks.concave, r)) word.push_back(false);
  }
  std::size_t cuts = 0;
  while (!cuts_suffice(word, 0, positive, negative, positive, negative, cuts)) ++cuts;
  return cuts;
}

// Neurons of the smallest shape that the kinks leave: every pair of signs, every first layer (with corollary 3.7.5 for one or two neurons
// there).
inline std::size_t least_neurons_by_force(const ForcedKinks& kinks) {
  const std::size_t up = kinks.convex.size(), down = kinks.concave.size();
  if (up + down == 0) return 2;
  std::size_t best = up + down + 2;
  for (std::size_t positive = 0; positive <= up + down; ++positive) {
    for (std::size_t negative = 0; negative <= up + down; ++negative) {
      if (positive + negative == 0 || positive + negative >= best) continue;
      const std::size_t cuts = least_cuts_by_force(kinks, positive, negative);
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
