// Residuals that are an affine function of the samples: as many neurons as outputs that are independent, and no network has fewer.
//
// Purpose: few samples beside many features (any labels on affinely independent samples are affine), and labels that are affine themselves. Let r be the
// dimension of the residuals' affine hull. r outputs are affine combinations of neurons that are active at every sample: relu(z_c(x) + shift). The outputs
// of a network with m neurons at the samples lie in an affine space of dimension m, so that m >= r.
// Cost: one exact solution of as many equations as the samples have affine dimension, plus 1; declined where its numbers would be very long.
//
//   Outcome outcome = kAffine.plan(problem);   // one output: 1 neuron
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kAffine;

}  // namespace ftcert
