// More than two hidden layers.
//
// Purpose: what is proved for networks with L >= 4 affine maps: all hidden neurons, and neurons in each hidden layer (the width), that
// K distinct samples with at most N residuals that are not zero need in the worst case (proofs/theorems.md, chapter 4). Parameters must be counted
// where many labels change, so that for N = K the two ends differ by at most two neurons once K >= L^2; pieces on a line decide where few do.
// At most O(log K) steps.
//
//   bounds_deeper(400, 400, 5);   // 40 .. 41 neurons
//   bounds_width(400, 400, 5);    // 12 .. 15 neurons a layer
#pragma once

#include "ftcert/bounds/interval.hpp"

namespace ftcert {

// Contract of both: N <= K, 1 <= K < 2^60, 4 <= layers <= 1000. The upper ends may need square roots among the weights (theorem 3.2.4).
ProvedInterval bounds_deeper(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers);
ProvedInterval bounds_width(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers);

}  // namespace ftcert
