// Exact fit of the samples on a line by neurons of given patterns.
//
// Purpose: the step of the exhaustion that decides one choice of patterns (check/methods/exhaustion.hpp). On the samples a neuron of a cell is a
// non-negative combination of the two neurons with kinks at the cell's ends, so a choice fits exactly when the slope changes D are in the
// cone of these. In the coordinates D_1, .., D_(n-1), relu(t - t_r) is the unit vector e_r and relu(t_r - t) is e_r - e_1 (with e_n = 0):
// the linear program separates. With l_r the total weight of the left-facing kinks at t_r and r_r = D_r - l_r that of the right-facing
// ones, the signs that the choice has at t_r leave an interval of l_r, and what remains is D_1 = r_1 - (l_2 + .. + l_n). No simplex is
// needed: each choice costs n rational operations, and its Farkas vector, when it has no fit, is a kink or a sum of check/methods/exhaustion.hpp.
// Hence the conditions of these two kinds are complete: choices that meet all of them have a fit.
//
//   FitResult result = fit(t, z, choice);
//   if (auto* sum = std::get_if<ReluSum>(&result)) sum->neurons();   // at most as many as patterns chosen
#pragma once

#include <variant>

#include "ftcert/certificate/bound.hpp"
#include "ftcert/check/methods/exhaustion.hpp"
#include "ftcert/construct/line/relu_sum.hpp"

namespace ftcert {

// Position r (0-based) needs a neuron of this sign.
struct KinkCondition {
  std::size_t position = 0;
  int sign = 0;
};

// A one-output sum of at most pattern_count(choice) ReLUs of t that equals z at every sample, or a condition that the choice does not meet,
// of the sums one with few patterns.
using FitResult = std::variant<ReluSum, KinkCondition, SlopeSum>;

// Contract: as many z as t, t strictly increasing, at least kLeastExhaustionPoints.
FitResult fit(std::span<const Rational> t, std::span<const Rational> z, const PatternSet& choice);

}  // namespace ftcert
