// A largest set of kinks that samples on a line force.
//
// Purpose: of the positions where a kink is forced, the most whose intervals are disjoint for each sign, found by the classical greedy
// choice of disjoint intervals (optimal). Two greedy choices, from the left and from the right, are equally large but may lie
// differently, which matters to check/methods/signs.hpp.
//
//   std::vector<Rational> t{0, 1, 2, 3}, z{0, 1, 0, 1};
//   largest_kinks(t, z, Start::kLeft);   // concave {1}, convex {2}
#pragma once

#include <span>

#include "ftcert/check/methods/alternation.hpp"

namespace ftcert {

enum class Start { kLeft, kRight };

// t: strictly increasing; z: as many residuals. O(n) rational operations.
ForcedKinks largest_kinks(std::span<const Rational> t, std::span<const Rational> z, Start start);

}  // namespace ftcert
