// One hidden layer and samples in general position: how many neurons are needed in the worst case.
//
// Purpose: samples in R^d are in general position if any d + 1 of them (all, if there are fewer) are affinely independent. What is
// proved for all such K samples of which N change (proofs/theorems.md, theorem 2.13.6): the least number that is enough for every K, which some K needs,
// and two ends for a given K. Constant time.
//
//   worst_general_position(20, 10);          // 7: from some K on exactly so many, for fewer samples at most
//   bounds_general_position(20, 442, 10);    // 2 .. 7
#pragma once

#include "ftcert/bounds/interval.hpp"

namespace ftcert {

// sup over K of the least number of neurons that fits all labels: for N = k d + r with 0 <= r < d, k >= 1, d >= 2 it is 3k + 1, 3k + 3 or 3k + 4 for r = 0,
// r = 1, r >= 2; for 1 <= N < d it is 3 for one sample, else 4; on a line 3N. It is taken from some K on, which is not known.
// Contract: 1 <= d < 2^60, N < 2^60.
std::uint64_t worst_general_position(std::uint64_t changed, std::uint64_t dimension);

// The same for these K. Contract: N <= K, 1 <= d < 2^60, 1 <= K < 2^60.
ProvedInterval bounds_general_position(std::uint64_t changed, std::uint64_t samples, std::uint64_t dimension);

}  // namespace ftcert
