// Cuts, then hyperplane units for the rest: many changed samples in R^d with fewer than the 3 neurons for d samples.
//
// Purpose: hyperplane units are the best for the worst data in general position (proofs/theorems.md); where changed samples lie outside the hull of the others,
// a single neuron serves as many as d + 1 of them: 0 at all finished samples, and what it takes at others is taken off their residuals, which are served
// later. The cuts come first, as long as they serve more samples for a neuron than a unit does.
// Promise: never more neurons than the hyperplane units of the same samples in general position.
// Cost: operations within a fixed budget for the search, then one exact evaluation of all samples for each cut and what the units cost; weights have more
// bits than those of units alone, as a residual holds those of the cuts before.
//
//   Outcome outcome = kCutsAndUnits.plan(problem);
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kCutsAndUnits;

}  // namespace ftcert
