// The neurons of two hidden layers that a sequence of forced kinks needs.
//
// Purpose: method `signs` of bound certificates (proofs/certificate-format.md, section 9; proofs/theorems.md, section 3.7). The d1
// neurons of the first layer cut a line into at most d1 + 1 cells. In a cell a neuron of the second layer makes at most one kink, with the
// sign of its outer weight. So with e+ neurons of positive and e- of negative outer weight every forced kink is served by one of the cuts,
// each serving one kink, or by a cell, each serving e+ convex and e- concave ones. The least number of cuts is counted by a scan from left
// to right; the bound is the least sum e+ + e- + d1 over all (e+, e-). No search, no rational arithmetic: cost about
// (neurons)^2 scans of at most (neurons) cuts.
//
//   ForcedKinks zigzag{{1, 3, 5, 7}, {2, 4, 6, 8}};
//   least_cuts(zigzag, 1, 1, 100);   // 2
//   least_neurons_signs(zigzag);     // 5
#pragma once

#include "ftcert/check/methods/alternation.hpp"

namespace ftcert {

// n(e+, e-) of proofs/theorems.md, section 3.7: the least number of cuts that serve all kinks; `limit` when it is at least limit.
std::size_t least_cuts(const ForcedKinks& kinks, std::size_t positive, std::size_t negative, std::size_t limit);

// Every network with two hidden layers that has all these kinks has at least so many hidden neurons (theorem 3.7.1,
// corollary 3.7.5). Contract: the values on the line are not all equal, so that each hidden layer has a neuron.
std::size_t least_neurons_signs(const ForcedKinks& kinks);

}  // namespace ftcert
