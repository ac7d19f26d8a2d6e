// Labels on a line for which it is hard to say whether the last neuron is needed.
//
// Purpose: subset sums as labels (proofs/theorems.md, theorem 2.16.1). For numbers a_1, .., a_n and a target B the slopes between neighbouring samples begin with
// -2B and increase by a_1, a_1, a_2, a_2, .., a_n, a_n: K = 2n + 2 samples, all kinks convex, n of them forced. One hidden layer of n neurons fits if and only if a
// subset of the numbers has the sum B; n + 1 neurons always do. The numbers are even, so for an odd B it is known, but from the positions and labels alone
// no method is known that does not in effect try all subsets.
//
//   HardData data = hard_data(10, 1, false);   // four numbers; B is odd
//   data.neurons;                              // 5
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ftcert/core/integer.hpp"

namespace ftcert {

struct HardData {
  std::vector<Integer> numbers;  // a_1, .., a_n: even, of n + 11 bits, random for the seed
  Integer target;                // B
  std::vector<Integer> labels;   // of the samples 1, .., K; the first is 0
  std::size_t neurons = 0;       // the least number: n with a subset, else n + 1
};

// subset: B is the sum of a random subset; otherwise it is odd, about half the sum of all. Contract: samples even, at least 4.
HardData hard_data(std::size_t samples, std::uint64_t seed, bool subset);

}  // namespace ftcert
