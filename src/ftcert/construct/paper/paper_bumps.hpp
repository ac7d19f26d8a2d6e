// The paper's U2: a bump for every changed sample, 2 sqrt(K) + 3N neurons in the paper.
//
// Theorem 5.1.1: the samples form groups with a hard-tanh unit each, as in U1. For a place k in the groups' order let
// p_k take the labels at the samples of place k. A changed sample at this place gets the bump z relu(1 - |p_k - z| /
// delta), three neurons.
// Repairs:
// - The printed delta < min |z_i - z_j| / 2 is 0 as soon as two labels agree (two zeros, say). Here equal labels of one
//   place share a bump, and every bump has a width of its own, the greatest power of two up to its label's distance
//   from the other labels of its place.
// - delta must also be at most the least |p_k| elsewhere less |z|: for K = 2, z = (1, 0) and delta = 2/5 a clipped
//   sample with p = 5/4 would get 3/8. Here |p_k| >= 2 at all other samples, and delta <= 2 - |z|.
// - Labels are divided by a power of two; the paper wants them in [-1, 1].
// - floor(sqrt(K)) groups: places cost nothing, so that nothing need be rounded up, and the count keeps to the printed
//   one.
// One group would do, with 3N+2 neurons; construct/line/hats.hpp has 3N in one hidden layer.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kBumps;

}  // namespace ftcert
