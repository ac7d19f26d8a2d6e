// Lower bounds for one hidden layer by exhaustion, for samples on a line of which intervals are known.
//
// Purpose: what construct/exhaustion/exhaustion.hpp decides for values, for intervals: the conditions that hold for all values in the intervals. A kink is
// one of them if the ends of three intervals force it, a sum of slope changes if its least (greatest) value is positive (negative). The least value is a sum
// over the samples of terms that depend on three neighbouring positions being in the sum or not, so that the sum with the greatest least value, among those
// that a choice of patterns does not meet, is found from left to right. Bounds that hold by conditions of which it depends on the values which holds are missed.
//
//   Exhausted result = exhaust_intervals(t, z, 3);
//   std::holds_alternative<Refutation>(result);   // three neurons do not serve
#pragma once

#include "ftcert/construct/exhaustion/exhaustion.hpp"
#include "ftcert/core/specification.hpp"

namespace ftcert {

// Contract: as many z as t, t strictly increasing, at least kLeastExhaustionPoints.
Exhausted exhaust_intervals(std::span<const Rational> t, std::span<const Interval> z, std::size_t neurons,
                            std::size_t most_nodes = kMostChoices);

}  // namespace ftcert
