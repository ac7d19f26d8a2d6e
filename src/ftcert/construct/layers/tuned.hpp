// Two hidden layers for few nonzero labels, one run more than `sparse` has for as many neurons.
//
// Theorems 3.3.4 and 3.3.5 of proofs/theorems.md: one knot faces left, and no cell is flat; n knots and P units serve n + 1 runs with P changed samples each, if
// knots are tuned so that each unit meets an equation of its own. With two neurons more an output, samples at the odd knots are served as well. Units are hats
// (3 neurons) and waves (4) as in construct/layers/sparse.hpp, in the cheapest mix for which knots are found.
//
// The theorem's knots are real; rational ones are found by a search (construct/layers/tuned_knots.hpp), and plan() builds the network. It
// declines where that fails and where N is more than 500. Weights grow by some bits with every run: they are longer than those of `sparse`.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kTuned;

}  // namespace ftcert
