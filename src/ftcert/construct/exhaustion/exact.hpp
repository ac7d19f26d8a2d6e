// Exactly the least number of neurons of one hidden layer for samples on a line.
//
// Purpose: what the lower bound by exhaustion shows to be least is also built. The least number is A or A + 1, A the kinks that are forced (fewest_kinks.hpp).
// Where fewest-kinks has A neurons, its network is taken; otherwise whether A will do is decided by the sums that patterns attain (pattern_sums.hpp), and
// then there is a network, or that of fewest-kinks has as few neurons as any. For samples in R^d: the least number of networks that read the projection alone; where
// all samples lie on a line, the least of all networks.
// Cost: O(K), and where fewest-kinks has A + 1 at most 2 * 10^6 steps, about a second, beyond which the construction declines: the question is NP-complete
// (proofs/theorems.md, theorem 2.16.1).
//
//   Outcome outcome = kExact.plan(problem);
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kExact;

}  // namespace ftcert
