// Two hidden layers for arbitrary labels: about 2 sqrt(K) neurons, the fewest up to an additive constant.
//
// Theorem 3.2.1 of proofs/theorems.md: widths (d1, d2) interpolate any K <= d1 d2 + 1 samples, so m <= ceil(2 sqrt(K-1)) (the
// paper's theorem 5.1 has 4 sqrt(K)). The samples form d1 groups of at most d2. Number the samples of a group by rank,
// outwards in the first group on either side of the flat cell, inwards in the next, and so on. The zigzag Z_k passes through
// the samples of rank k, and rises where ranks increase; g = b + sum over k of (-1)^k relu(p_k) with p_k = Z_k + Z_{k-1}
// telescopes to (-1)^k Z_k at a sample of rank k, provided that there p_0, ..., p_k > 0 > p_{k+1}, .... That is a
// condition on the slopes of Z_k at its two neighbours of rank k-1 and k+1 alone, which is what is used here.
//
// More than is proved there: the flat cell lies in the middle, which halves the weights' bits, and holds a level run of
// labels where that saves neurons (construct/layers/dense_split.hpp).
//
// Several outputs share the first layer: d1 d2 >= K, d1 + c d2 neurons for the c outputs that are not constant.
// Weights: the solution of the interpolation conditions is unique up to one number a row, and its bits grow with the number
// of groups: O(sqrt(K)) times those of the data in the largest weight, O(K^1.5) in all.
#pragma once

#include "ftcert/construct/layers/dense_split.hpp"
#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kDense;

// The network before it is lifted: split.groups() knots, and split.rows rows for each of the components; the others must be constant. Contract: split as of
// dense_split.hpp for these samples; a flat cell that holds samples only with at most one component.
SplineNet dense_net(const LineSamples& samples, const DenseSplit& split, const std::vector<std::size_t>& components);

}  // namespace ftcert
