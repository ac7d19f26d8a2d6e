// The paper's U3: the grid of U1 on the changed samples and their zero neighbours, 6 sqrt(3N+2) neurons in the paper.
//
// Theorem 5.1.1: J holds the changed samples and the two ends of every block of unchanged ones, |J| <= min{3N+2, K}.
// The samples of J form G groups of at most P; a hard-tanh unit for each group, and for each place in the groups' order
// a unit whose pre-activation p takes the labels at the samples of this place, followed by sigma_L, which is p for |p|
// <= 1 and 0 far away.
// Repairs:
// - Ramps instead of jumps: the printed sigma_L jumps at +-1, which no ReLU network does. Here it runs from +-1 at p =
//   +-1 to 0 at p = +-2 (four neurons), and p is so steep that every other sample of the group's cell has |p| >= 2.
// - Unchanged samples outside J: each lies in the cell of some group and is one of these other samples. (The paper's
//   argument leaves them out; it fails where a block straddles two groups.)
// - Labels are divided by a power of two; sigma_L would erase those beyond 1.
// - The rectangle G P >= |J| with the least 2G + 4P. 3N+2 is never a square, so that the printed number is always
//   rounded up; with this rectangle the result exceeds it for N = 1 (14 > 13.42) and N = 3 (20 > 19.90) only (tested
//   for N < 200).
// construct/layers/sparse.hpp needs about 4 sqrt(N).
#pragma once

#include <vector>

#include "ftcert/construct/layers/spline_net.hpp"
#include "ftcert/construct/line/line_plan.hpp"
#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kTouchedGrid;

// J for the changed samples with these ranks (increasing, at least one) among `count`: ranks, increasing.
std::vector<std::size_t> touched_ranks(std::size_t count, const std::vector<std::size_t>& changed);
// The network that takes the labels of the samples `changed` and 0 at all others: 2 `groups` knots, 4 ceil(|J| /
// groups) rows.
SplineNet build_touched_grid(const LineSamples& samples, const std::vector<std::size_t>& changed, std::size_t groups);

}  // namespace ftcert
