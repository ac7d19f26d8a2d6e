// Two hidden layers for few nonzero labels among any number of samples: about 4 sqrt(N) neurons, whatever K is.
//
// Theorem 3.3.2 and corollary 3.3.3 of proofs/theorems.md (the paper's theorem 5.1 has 6 sqrt(3N+2)): the samples are cut into G
// groups with at most P changed samples each; one neuron a group in the first layer, and P units of three or four neurons in the second
// (construct/layers/bump_units.hpp). Zeros cost nothing. The mix of hats, negated hats and waves and the number of groups are the cheapest
// for the signs of the labels at hand: about 2 sqrt(3N) neurons for labels of one sign.
//
// Several outputs share the first layer, and each has units of its own: at most G + 4 c ceil(N/G) for c outputs, N counting the samples
// with any nonzero component. Labels of one output alone: as for one output.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kSparse;

}  // namespace ftcert
