// Separating units: one neuron for a whole group of changed samples that a half-space holds and no other sample.
//
// Purpose: real data in high dimension, where nearly every sample can be cut off. relu(p) with p(x_i) = |z_i| on the group and p <= -mu at every
// other sample gives the group its residuals (of one sign, in one output or along one direction) and leaves all others untouched by the margin mu: not
// by cancellation, so that the network keeps its zeros in floating-point arithmetic too.
//
// Theorem: proofs/theorems.md, 2.11. mu is kMarginShare of the largest |z|; where a changed sample has no half-space with such a margin the
// construction does not apply, although a smaller margin might: a margin that is tiny beside the labels would serve nobody.
//
//   Outcome outcome = kSeparatingUnits.plan(problem);
//   Network g = std::get<Plan>(outcome).build();   // g(x_i) = z_i; one hidden layer, one neuron a group
//
// With a goal (Problem::goal()) a group has as many samples as the error that its row brings allows. Cost: linear programs within a budget
// (row_program.hpp) of about a minute at most.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kSeparatingUnits;

}  // namespace ftcert
