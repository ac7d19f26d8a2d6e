// Rational knots for a ladder with a base, and the slopes that satisfy its relation exactly.
//
// Purpose: with real numbers the knots are chosen one after the other, each by the intermediate value theorem (proofs/theorems.md, theorem
// 3.2.4); the roots are irrational in general. Here each is replaced by a simple rational near it (bisection in rational arithmetic with
// numbers rounded to so many bits). For given knots the relation is one linear equation a group in the first slopes of its zigzags (and in the label of
// a dummy, if there is one in the last group); the equations are solved exactly, near the slopes that the search has found. It is tried with
// increasing precision: what is enough depends on the data, and more makes longer weights. Nothing is rounded in what is returned.
//
//   TuningBudget budget;
//   std::optional<SplineNet> net = tuned_net(ladder, budget);
#pragma once

#include <optional>

#include "ftcert/construct/layers/dense_plus_correction.hpp"

namespace ftcert {

// At most groups = (zigzags in the relation) + (1 with a dummy) equations can be solved; with more groups nothing is tried.
bool can_be_tuned(const BasedLadder& ladder);

// A network that takes the labels at all samples. Nothing: none was found within the budget. Deterministic. Cost: about groups^2 rows operations on
// numbers of a few hundred bits for each precision, and the solution of `groups` linear equations with entries of O(groups) times as many bits as the knots.
std::optional<SplineNet> tuned_net(const BasedLadder& ladder, TuningBudget& budget);

}  // namespace ftcert
