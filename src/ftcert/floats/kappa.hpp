// The condition of a network: how large its sums are beside what they must resolve.
//
// Purpose: the one number that decides what rounding does to g: an execution moves a hidden neuron by about u kappa of its own scale. Rows are
// compared by it, and users are told.
// Over the neurons k of the first hidden layer, kappa is the largest T_k / s_k. T_k = max_i sum_j |a_kj (x_ij - c_j)| + |b_k + a_k c|, c the
// few-bit centre (floats/float_network.hpp). s_k is what neuron k must resolve, in the scale of its pre-activation:
// - one hidden layer: the least distance from its kink to that of another neuron whose row is parallel (of either sign) and whose kink is
//   elsewhere; where there is none, the largest |residual| over the largest |outer weight| of the neuron;
// - more: the least |b_r / w_rk| over the rows r of the next layer that use the neuron and have a bias; where there is none, 1.
// So units with kinks at -1, 0, 1 are compared with 1, and a single ReLU with the largest label. Neurons whose row or whose outer weights are
// all 0 do not count.
// Cost: one pass over the samples for every direction of a row.
//
//   kappa(g, points, residuals);   // Rational, rounded up at 64 bits
#pragma once

#include "ftcert/core/network.hpp"

namespace ftcert {

// points: K x g.inputs(); residuals: K x g.outputs(). 0 where no neuron counts.
Rational kappa(const Network& g, const PointMatrix& points, const PointMatrix& residuals);

}  // namespace ftcert
