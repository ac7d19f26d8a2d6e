// Evaluation of a deep network that is a function of one linear form.
//
// Purpose: when all rows of the first layer are multiples of one direction u, the network is a continuous piecewise linear function of
// t = u.x. Its pieces are computed once (pieces/line_pieces.hpp); then every sample costs one multiplication, and the margins of all
// layers need only the samples beside the zeros of the pre-activations. Nothing is assumed that is not checked: the caller takes u
// from common_direction() (pieces/ridge.hpp), which finds it in the weights.
// Cost: O(K log K) comparisons of machine words + O(log K) of numbers for every neuron on every interval of the layer before it. Few layers can make more
// pieces than there are samples: they are counted while they are computed, and no more of them are than the caller has work for.
//
//   if (const auto u = common_direction(g)) std::optional<Evaluation> e = evaluate_along(g, *u, points);
#pragma once

#include <optional>
#include <vector>

#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

// direction must be common_direction(network); network.depth() >= 2. Nothing: the pieces take more work than `most`. The result is the same however the
// chunks are called.
std::optional<Evaluation> evaluate_along(const Network& network, const std::vector<Integer>& direction,
                                         const PointMatrix& points, const std::optional<Integer>& most = std::nullopt,
                                         const ForChunks& for_chunks = in_turn);

}  // namespace ftcert
