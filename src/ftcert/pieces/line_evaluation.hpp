// Evaluation of a deep network that is a function of one linear form.
//
// Purpose: when all rows of the first layer are multiples of one direction u, the network is a continuous piecewise linear function of
// t = u.x. Its pieces are computed once (pieces/line_pieces.hpp); then every sample costs one multiplication, and the margins of all
// layers need only the samples beside the zeros of the pre-activations. Nothing is assumed that is not checked: the caller takes u
// from common_direction() (pieces/ridge.hpp), which finds it in the weights.
// Cost: O(K log K) comparisons + O(log K) for every neuron on every interval of the layer before it.
//
//   if (const auto u = common_direction(g)) Evaluation e = evaluate_along(g, *u, points);
#pragma once

#include "ftcert/evaluation/evaluation.hpp"

namespace ftcert {

// direction must be common_direction(network); network.depth() >= 2.
Evaluation evaluate_along(const Network& network, const std::vector<Integer>& direction, const PointMatrix& points);

// Whether the bound (d1+1) .. (dl+1) on the number of pieces is small against the samples, so that evaluate_along() pays. (A
// certificate with many layers could otherwise have exponentially many pieces.)
bool few_pieces(const Network& network, std::size_t samples);

}  // namespace ftcert
