// Exact evaluation of a network at many points at once.
//
// Purpose: the speed of integer matrix products with the meaning of Network::evaluate(). Every sample is written as an
// integer vector over its own common denominator D, (X, D) with x = X/D; every layer is rescaled by positive row factors to
// integers, which the ReLU lets through (it is positively homogeneous): relu(W X + b D) = D relu(W x + b). So denominators
// never grow from layer to layer. Each layer is one product of integers, in digits while they have at most about 1000 bits
// (evaluation/digit_layer.hpp), else of integer matrices (FLINT).
// Cost: O(samples * weights) integer operations; memory that of 10^6 integers a thread beside points, weights and result.
//
//   PointMatrix y = evaluate_batch(network, points);   // y.row(i) == network.evaluate(points.row(i))
#pragma once

#include <functional>

#include "ftcert/evaluation/evaluation.hpp"

namespace ftcert {

// Calls work(0), .., work(chunks - 1): in turn, or some of them side by side. Errors: that of the least chunk that throws.
using ForChunks = std::function<void(std::size_t chunks, const std::function<void(std::size_t)>& work)>;
void in_turn(std::size_t chunks, const std::function<void(std::size_t)>& work);

// How many points at a time, from 1 to `most`, so that no layer of them has more than 10^6 entries.
std::size_t points_at_once(std::size_t inputs, const std::vector<AffineMap>& layers, std::size_t most);

// points: K x network.inputs(); result: K x network.outputs(), the same however the chunks are called.
PointMatrix evaluate_batch(const Network& network, const PointMatrix& points, const ForChunks& for_chunks = in_turn);

// The same values together with the margins of the hidden layers.
Evaluation evaluate_batch_with_margins(const Network& network, const PointMatrix& points,
                                       const ForChunks& for_chunks = in_turn);

}  // namespace ftcert
