// How many neurons one hidden layer needs in the worst case: the paper's interval and the exact value.
//
// Purpose: m*_2(N, K) is the least m such that for all K distinct samples with at most N residuals that are not zero some network with one
// hidden layer and m neurons takes the residuals (paper, section 3). Constant time; K and N up to 2^62.
//
//   paper_two_layers(20, 442);   // {60, 61}: min{3N, K-2} .. min{3N+1, K-1}, equation 7
//   exact_two_layers(20, 442);   // 60
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ftcert {

struct NeuronInterval {
  std::uint64_t lower = 0;
  std::uint64_t upper = 0;
};

// Equation 7 of the paper; nullopt where it says nothing (K < 3 or N = 0). Contract: N <= K.
std::optional<NeuronInterval> paper_two_layers(std::uint64_t changed, std::uint64_t samples);

// m*_2(N, K) for all 0 <= N <= K (proofs/theorems.md, theorem 2.5.1). Contract: N <= K, K >= 1.
std::uint64_t exact_two_layers(std::uint64_t changed, std::uint64_t samples);

}  // namespace ftcert
