// Tents: the neurons of hyperplane units in two hidden layers, switched off by a margin.
//
// Purpose: networks that run. A hyperplane unit is 0 beyond its strip because large numbers cancel there, which floating-point arithmetic does not
// quite do; a tent, relu(1 - |p|) with |p| = relu(p) + relu(-p), is 0 at every sample with |p| >= 17/16 in any arithmetic whose error there is below
// 1/16. The first hidden layer has the two neurons p and -p for each group, the second one (labels of one sign) or two.
//
// Theorem: proofs/theorems.md, 3.11.1; groups, and so the number of neurons, as hyperplane-units without combs.
//
//   Outcome outcome = kTents.plan(problem);
//   Network g = std::get<Plan>(outcome).build();   // g(x_i) = z_i; g.widths() == {4, 3} for a hat and a wave
//
// With a goal (Problem::goal()) groups are made smaller until the error that is predicted for an execution, about (d + 2) 2^-p times the condition of a
// row and its outer weight, is within the deviation, or where rounding alone misses it, within twice the least that was found; a robust goal takes the
// least error among at most twice the fewest neurons.
// Cost: that of hyperplane-units; with a goal, of so many attempts as the budget of unit_choice.hpp allows. Plan::nearly writes rows as they were
// found, with about 40 bits; build() makes them exact, or throws kNotApplicable where a group is in general position by too little.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kTents;

}  // namespace ftcert
