// Two hidden layers for one, two or three changed samples: 3, 4 or 6 neurons, whatever K is.
//
// Theorem 3.13.1 of proofs/theorems.md: the knots of the first layer are the changed samples, and each of them has a neuron of its own in the
// second layer, a tent that is positive at this sample alone; its outer weights are the sample's residuals, so that several outputs
// need no more. Widths (2, 1), (2, 2) and (3, 3). The rows of the second layer are small integers.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kFewChanged;

}  // namespace ftcert
