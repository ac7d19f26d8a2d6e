// Deeper networks: narrow layers, about 2 sqrt(N/q) + 2 neurons each for q = floor((L-1)/2).
//
// Proposition 6.1 of the paper (proofs/theorems.md, theorems 4.3.1 and 4.3.2) with the units of construct/layers/sparse.hpp: the changed samples are cut into q parts of at most
// ceil(N/q), and q networks with two hidden layers, each for one part, are stacked (construct/layers/stack.hpp). One more neuron in the second layer of a network
// carries an increasing function of the projection, and one for every output the sum of the networks so far, shifted so that it is not negative at any sample. With
// an odd number of hidden layers the last one only carries the sums. The widest layer has at most w = min over G of max(G, 4 c ceil(ceil(N/q)/G)) + 1 + c neurons for c outputs (the
// paper: 4 sqrt(3N/q + 5) + 2 with its appendix B). A part of at most 500 samples takes a network of construct/layers/tuned_net.hpp where one is found that is narrower, or smaller;
// plan() looks for them, and makes the network. Least is the width, not the number of all neurons: construct/embedded.hpp needs fewer of these.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kStacked;

}  // namespace ftcert
