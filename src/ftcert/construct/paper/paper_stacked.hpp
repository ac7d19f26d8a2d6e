// The paper's deeper networks, proposition 6.1: layers of width 4 min{sqrt(3N/q + 5), sqrt(K)} + 2 for q =
// floor((L-1)/2).
//
// The changed samples are cut into q parts of at most ceil(N/q), in projected order; q networks U3 with two hidden
// layers (construct/paper/paper_touched_grid.hpp), each for one part, are stacked. In every layer one more neuron carries the
// projection, up to the last network, and from the second network on another one carries the sum of the outputs so far,
// shifted so that it is not negative at any sample. With an odd number of hidden layers the last one only carries the
// sum.
// Repairs:
// - Those of U3: ramps instead of jumps, and so on.
// - The rectangle G P >= |J| with the least max{2G, 4P} in place of a square, which breaks the printed bound: N = 1, L
//   = 4, K >= 8 has 14 > 13.31. With this rectangle every width keeps to it, also in the stronger form of appendix B
//   used here, 3N/q in place of 3N/sqrt(q).
// - Parts of ceil(N/q): 3 ceil(N/q) + 2 <= 3N/q + 5.
// construct/layers/stacked.hpp has widths of about 2 sqrt(N/q).
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kPaperStacked;

}  // namespace ftcert
