// Exact evaluation of a network at many points at once.
//
// Purpose: the speed of integer matrix products with the meaning of Network::evaluate(). Every sample is written as an
// integer vector over its own common denominator D, (X, D) with x = X/D; every layer is rescaled by positive row factors to
// integers, which the ReLU lets through (it is positively homogeneous): relu(W X + b D) = D relu(W x + b). So denominators
// never grow from layer to layer, and each layer is one integer matrix product (FLINT).
// Cost: O(samples * weights) integer operations; memory that of about 10^7 integers beside points, weights and result.
//
//   PointMatrix y = evaluate_batch(network, points);   // y.row(i) == network.evaluate(points.row(i))
#pragma once

#include "ftcert/evaluation/evaluation.hpp"

namespace ftcert {

// points: K x network.inputs(); result: K x network.outputs().
PointMatrix evaluate_batch(const Network& network, const PointMatrix& points);

// The same values together with the margins of the hidden layers.
Evaluation evaluate_batch_with_margins(const Network& network, const PointMatrix& points);

}  // namespace ftcert
