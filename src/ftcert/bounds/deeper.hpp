// More than two hidden layers.
//
// Purpose: what is proved for networks with L >= 4 affine maps: all hidden neurons, and neurons in each hidden layer (the width), that
// K distinct samples with at most N residuals that are not zero need in the worst case (proofs/theorems.md, chapter 4).
//
//   bounds_deeper(100, 400, 5);   // 20 .. 42 neurons
//   bounds_width(100, 400, 5);    // 4 .. 18 neurons a layer
#pragma once

#include "ftcert/bounds/interval.hpp"

namespace ftcert {

// Contract of both: N <= K, 1 <= K < 2^60, 4 <= layers <= 1000.
ProvedInterval bounds_deeper(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers);
ProvedInterval bounds_width(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers);

}  // namespace ftcert
