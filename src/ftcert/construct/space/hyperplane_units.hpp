// Hyperplane units: real data in R^d with about 3 N / d neurons, whatever K is.
//
// Purpose: the construction for patching a real model. The other constructions of one hidden layer project
// the samples onto a line and need up to 3 N neurons; here each unit serves as many as d changed samples at
// once.
//
// Theorem: proofs/theorems.md, 2.10.1, with the neurons of samples in general position in 2.10.2: with one output 3 (floor(N+/d) +
// floor(N-/d)) and 0, 3, 4 or 6 for the remainders (signed_neurons()), never more than 4 ceil(N/d); with several outputs the least of: that
// sum for each output; for each line of parallel residuals, and combs for the rest; N + 2 ceil(N/d), combs alone. 3 N always suffices.
//
//   Outcome outcome = kHyperplaneUnits.plan(problem);
//   Network g = std::get<Plan>(outcome).build();   // g(x_i) = z_i
//
// Degenerate samples (grids, binary columns, samples on a plane): groups are formed greedily and shrink where
// they must; a hull may even hold another sample if the unit happens to be 0 there. d is replaced by the
// affine dimension of the samples. Plan::promised is the general-position count when the groups reach it,
// otherwise the count that the theorem gives for the groups found; Plan::neurons() <= 3 N in every case.
//
// Among the rows that serve a unit one of small condition is searched for (row_search.hpp), and among groupings with the same neurons the one whose
// worst row is best: then less is lost in floating point, and the weights have fewer bits.
//
// Cost: plan() forms the groups, as the exact count needs them: O(K d) word operations and one d x d
// elimination over the integers a unit, up to eight times that for degenerate samples; the search takes a second or two at most and is left out for
// very many samples (K = 100000, d = 10, N = 1000); memory 12 K d bytes besides the units. Above kMostUnitWork operations the
// construction declines: such networks have too many neurons to be evaluated at all samples anyway. build()
// only writes the weights down. All neurons of a unit share one integer row.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kHyperplaneUnits;

}  // namespace ftcert
