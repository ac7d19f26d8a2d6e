// Rational knots at which every tuned unit has a first slope that is large enough.
//
// Purpose: theorem 3.3.4 of proofs/theorems.md says that real knots exist at which the units' equations hold with one large slope; near them, at rational knots, each unit
// has a rational slope of its own. The knots are found in floating point (construct/layers/tuned_start.hpp), corrected by Newton's method with
// exact residuals until every unit's slope is large enough, and then moved to the simplest rationals that are near enough.
//
// Cost: some ten evaluations of the equations, O(knots) rational operations a unit each. The search declines where more than 2^12 bits of precision
// would be needed.
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/layers/tuned_zigzag.hpp"

namespace ftcert {

struct TunedKnots {
  std::vector<Rational> knots;
  std::vector<std::vector<Rational>> slopes;  // u_0, one a unit and bump
};

// May raise the heights of the units' bumps.
std::optional<TunedKnots> tune_knots(const TunedSamples& samples, const std::vector<KnotPlace>& places,
                                     std::vector<TunedUnit>& units);

}  // namespace ftcert
