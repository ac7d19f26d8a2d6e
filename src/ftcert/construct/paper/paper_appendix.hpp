// The network of the paper's appendix A: one pre-activation for all changed samples, 4N+4 neurons in the paper.
//
// Appendix A: the changed samples and the blocks of unchanged ones between them are the groups, 2N+1 hard-tanh units;
// one pre-activation p takes the labels at the changed samples, and in every block 0 at one end and large values at all
// others; sigma_T erases these: p for p <= 1, then a ramp to 0 (two neurons).
// Repairs:
// - Empty groups are left out: where two changed samples are adjacent or one is the first or the last sample, the
//   printed groups are undefined. So p may fall on a block; then it is 0 at the block's last sample, not at its first.
// - The ramp runs from p = 1 to p = 2 (delta = 1 in the paper's terms), and p >= 2 is asked where equation 31 asks |p| >= 1 +
//   epsilon: p >= 1 + delta is needed, of the positive sign.
// - Labels are divided by a power of two; the paper wants them in [-1, 1].
// With B blocks the count is 2(N+B) + 2 <= 4N+4. One hidden layer has 3N (construct/line/hats.hpp).
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kAppendix;

}  // namespace ftcert
