// A largest set of kinks that samples on a line force.
//
// Purpose: of the positions where a kink is forced, the most whose intervals are disjoint for each sign, found by the classical greedy
// choice of disjoint intervals (optimal). Two greedy choices, from the left and from the right, are equally large and spell the same word
// (check/methods/signs.hpp).
// Where the values are known up to intervals, neighbours force less than samples further apart, so positions are chosen, too: the most kinks that the
// positions of any subsequence force, each with its neighbours there. They are found by going through all pairs of neighbours, each with the
// most kinks before it; on long lines neighbours are not far apart. The two directions may then choose different positions and words.
//
//   std::vector<Rational> t{0, 1, 2, 3}, z{0, 1, 0, 1};
//   largest_kinks(t, z, Start::kLeft);   // concave {1}, convex {2}
#pragma once

#include <span>

#include "ftcert/check/methods/alternation.hpp"
#include "ftcert/core/specification.hpp"

namespace ftcert {

enum class Start { kLeft, kRight };

// t: strictly increasing; z: as many residuals. O(n) rational operations.
ForcedKinks largest_kinks(std::span<const Rational> t, std::span<const Rational> z, Start start);

// Positions 0, .., n-1 that are used, increasing, and the kinks among them: kinks.convex = {1} is a convex kink at positions[1].
struct ChosenKinks {
  std::vector<std::size_t> positions;
  ForcedKinks kinks;
};

// Pairs of neighbours that are looked at: below a second.
inline constexpr std::size_t kMostNeighbours = 300'000;

// t: strictly increasing; z: as many intervals. Where all are single numbers: all positions, and what largest_kinks says. Cost: about p log n rational
// operations for p = min(n^2 / 2, neighbours) pairs.
ChosenKinks chosen_kinks(std::span<const Rational> t, std::span<const Interval> z, Start start,
                         std::size_t neighbours = kMostNeighbours);

}  // namespace ftcert
