// Labels with two zeros where the sign changes and three where it does not.
//
// Purpose: n labels 1 and -1 that force 3n kinks, none of which is lost (proofs/theorems.md, 3.7.6). Each neighbour of the same sign costs a
// sample more than one of the other sign and makes the word of the kinks' signs harder to cut. For K between 3N+2 and 4N+1 samples, E of the
// n - 1 pairs of neighbours can be equal; where they lie decides the bound. Two kinds of places are tried:
//   even     spread evenly: the i-th pair is equal if floor((i+1)E + s)/(n-1)) exceeds floor((iE + s)/(n-1)), for a shift s;
//   blocks   two runs of equal labels, and alternating labels before, between or behind them.
//
//   spaced_labels(15, {1, 1, -1});   // 0 0 1 0 0 0 1 0 0 -1 0 0 0 0 0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ftcert/check/methods/alternation.hpp"

namespace ftcert {

using Signs = std::vector<int>;  // 1 and -1

// Samples that such labels need, two zeros at both ends included. Contract: at least one sign.
std::size_t spaced_samples(const Signs& signs);

// The labels of the samples 1, 2, ..; zeros behind. Contract: 1 <= n and spaced_samples(signs) <= samples.
std::vector<int> spaced_labels(std::size_t samples, const Signs& signs);

// All the kinks that these labels force, at the positions 1, 2, ...
ForcedKinks spaced_kinks(const Signs& signs);

struct SpacedSigns {
  Signs signs;
  std::string_view family;  // "even", "blocks"
};

// Of both kinds those with the most neurons of two hidden layers, for n and E at most a few below what K and N allow; nothing if none needs
// more than `neurons`. Cost: hundreds of words of 3n letters: milliseconds for n = 100, a second for n = 2,500.
SpacedSigns worst_spaced_signs(std::size_t samples, std::size_t changed, std::size_t neurons);

}  // namespace ftcert
