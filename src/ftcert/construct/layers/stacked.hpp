// Deeper networks: narrow layers, about 2 sqrt(N/q) + 2 neurons each for q = floor((L-1)/2).
//
// Proposition 6.1 of the paper (proofs/theorems.md, theorem 4.3.1) with the units of construct/layers/sparse.hpp: the changed samples are cut into q parts of at most ceil(N/q), and
// q networks with two hidden layers, each for one part, are stacked. One more neuron a layer carries the projection, and one for every
// output the sum of the blocks so far, shifted so that it is not negative at any sample. With an odd number of hidden layers the last one only
// carries the sums. The widest layer has at most w = min over G of max(G, 4 c ceil(ceil(N/q)/G)) + 1 + c neurons for c outputs (the paper:
// 4 sqrt(3N/q + 5) + 2 with its appendix B). Least is the width, not the number of all neurons: construct/embedded.hpp needs fewer of these.
//
// The projection is carried as u = a.x - o with o below all samples, and needs no neuron beside the knots: with t_1 < all samples
// facing right it is relu(u - t_1) + t_1, and for two knots of opposite facing at one point t it is relu(u - t) - relu(t - u) + t.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kStacked;

}  // namespace ftcert
