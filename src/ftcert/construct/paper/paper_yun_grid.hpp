// The paper's U1, the network of Yun, Sra and Jadbabaie: a grid of hard-tanh units, 4 sqrt(K) neurons in the paper.
//
// Theorem 5.1.1 (and figure 6): the samples form G groups of at most P; the first layer has a hard-tanh unit for each
// group, the second one for each place k = 0, ..., P-1 in the groups' order (construct/paper/paper_grid.hpp). The
// pre-activation of unit k takes the labels at the samples of place k and is beyond +-1 at all others, so that at a
// sample the output is its label plus a constant.
// Repairs:
// - The signs of the units alternate, and an offset of 1 is taken off when P is even. With all rows positive, as
//   printed, the constant is not one: for P = 4 it is -3, -1, 1, 3 at the four places.
// - Labels are divided by a power of two; the paper wants them in [-1, 1].
// - G = ceil(sqrt(K)), P = ceil(K/G) round the printed number up: 2 ceil(2 sqrt(K)) neurons, more than 4 sqrt(K) for
//   exactly the K that are not squares (K = 3: 8 > 6.93), and no rectangle G P >= K has fewer.
// The number of neurons does not depend on the labels. construct/layers/dense.hpp needs half as many.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kYunGrid;

}  // namespace ftcert
