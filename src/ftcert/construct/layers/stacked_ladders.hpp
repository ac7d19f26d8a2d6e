// Deeper networks for arbitrary labels: narrow layers, about sqrt(K/q) neurons each for q = floor((L-1)/2).
//
// Theorem 4.3.3 of proofs/theorems.md. The samples are cut, from left to right, into q parts, and q networks like those of construct/layers/dense.hpp are stacked, one for
// each part. One knot more makes a network constant behind its part; the neuron of this knot itself is 0 at the samples that are done and increases at those that are
// left, and is all that the next network reads. For every output one neuron a layer carries the sum of the networks so far. With an odd number of hidden layers the last one
// only carries the sums. For one output, layers of at most w neurons serve K <= 2 (w-1)^2 + (q-2) (w-2)^2 + 1 samples, q >= 2. Least is the
// width, not the number of all neurons: construct/embedded.hpp needs fewer of these.
//
// Weights: each part begins anew, so their bits grow like the square root of K/q.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kStackedLadders;

}  // namespace ftcert
