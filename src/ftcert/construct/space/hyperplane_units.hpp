// Hyperplane units: real data in R^d with about 3 N / d neurons, whatever K is.
//
// Purpose: the construction for patching a real model. The other constructions of one hidden layer project
// the samples onto a line and need up to 3 N neurons; here each unit serves as many as d changed samples at
// once.
//
// Theorem. Let a group be at most d changed samples, affinely independent, whose affine hull holds no other
// sample. For every partition of the changed samples into groups there is a network of one hidden layer that
// takes the residuals z at the samples exactly, with 3 neurons for a group whose residuals are multiples of
// one vector with factors of one sign (hat), 4 for a group whose residuals are multiples of one vector (wave)
// and k + 2 for any group of k samples (comb).
// Proof. Let u be affine with u = 0 on the group and u != 0 at every other sample, p0 affine with prescribed
// values on the group, p = p0 + L u. For L >= (|p0(x)| + t) / |u(x)| at every other sample x, |p(x)| >= t
// there. So a continuous piecewise linear function of p that is 0 for |p| >= t changes the group alone, and
// with the values prescribed as in unit_shape.hpp it gives the group its residuals. Add up the groups.
// In general position (no d + 1 samples on a hyperplane) any at most d samples are a group. With one output,
// N+ residuals positive and N- negative that makes 3 (floor(N+/d) + floor(N-/d)) + r neurons, r = 0, 3, 4 or
// 6 for the remainders (signed_neurons()), never more than 4 ceil(N/d); with several outputs the least of:
// that sum for each output; for each line of parallel residuals, and combs for the rest; N + 2 ceil(N/d),
// combs alone. Groups of one always exist, so 3 N always suffices.
//
//   Outcome outcome = kHyperplaneUnits.plan(problem);
//   Network g = std::get<Plan>(outcome).build();   // g(x_i) = z_i
//
// Degenerate samples (grids, binary columns, samples on a plane): groups are formed greedily and shrink where
// they must; a hull may even hold another sample if the unit happens to be 0 there. d is replaced by the
// affine dimension of the samples. Plan::bound is the general-position count when the groups reach it,
// otherwise the count that the theorem gives for the groups found; Plan::neurons() <= 3 N in every case.
//
// Cost: plan() forms the groups, as the exact count needs them: O(K d) word operations and one d x d
// elimination over the integers a unit (K = 100000, d = 10, N = 1000: about a second), up to kOrders times
// that for degenerate samples; memory 4 K d bytes besides the units. Above kMostWork operations the
// construction declines: such networks have too many neurons to be evaluated at all samples anyway. build()
// only writes the weights down. All neurons of a unit share one integer row.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kHyperplaneUnits;

}  // namespace ftcert
