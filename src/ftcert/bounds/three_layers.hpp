// How many neurons two hidden layers need in the worst case.
//
// Purpose: bounds for m*_3(N, K), the least m such that for all K distinct samples with at most N residuals that are not zero some network
// with two hidden layers and m neurons in all takes the residuals (proofs/theorems.md, chapter 3). At most O(N^{1/4}) steps; where
// min{K, 4N+1} is at most kCounted, the lower bound also counts the signs of the kinks of explicit labels (worst_data.hpp), which gains at most
// a neuron or two.
//
//   bounds_three_layers(100, 400);   // 38 .. 39
#pragma once

#include "ftcert/bounds/interval.hpp"

namespace ftcert {

inline constexpr std::uint64_t kCounted = 12000;

// Contract: N <= K, 1 <= K < 2^60.
ProvedInterval bounds_three_layers(std::uint64_t changed, std::uint64_t samples);

// The two ends by closed formulas alone. Neither decreases when N or K grows.
ProvedEnd lower_three_layers_closed(std::uint64_t changed, std::uint64_t samples);
ProvedEnd upper_three_layers(std::uint64_t changed, std::uint64_t samples);

// The upper end for rational samples and rational weights: without theorem 3.2.4, whose knots are square roots. At most one neuron more.
ProvedEnd upper_three_layers_rational(std::uint64_t changed, std::uint64_t samples);

}  // namespace ftcert
