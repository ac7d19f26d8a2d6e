// All labels -1, 0, 1 on K samples with N of them not 0, up to symmetry.
//
// Purpose: exhaustive families. The reflection of the line and the sign of all labels change no number of neurons, so of the up to four labels that they
// make of each other one stands for all: the first in the order in which -1 < 0 < 1 and the first sample counts most. Cost: C(K, N) 2^N steps of K.
//
//   count_patterns(4, 1);                // 2: of 8
//   for_patterns({4, 1}, 0, 2, use);     // use({-1, 0, 0, 0}), use({0, -1, 0, 0})
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace ftcert {

struct PatternShape {
  std::size_t samples = 0, changed = 0;
};

// C(K, N) 2^N, at most `most` + 1: what is gone through.
std::uint64_t patterns_to_try(const PatternShape& shape, std::uint64_t most);
// Those that stand for others.
std::uint64_t count_patterns(const PatternShape& shape);
// Of these, number first .. last - 1, counted from 0, in order.
void for_patterns(const PatternShape& shape, std::uint64_t first, std::uint64_t last,
                  const std::function<void(const std::vector<int>&)>& use);

}  // namespace ftcert
