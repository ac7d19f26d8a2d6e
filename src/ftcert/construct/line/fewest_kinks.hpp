// The fewest kinks for the samples on the line: at most one neuron more than any one-hidden-layer network
// needs.
//
// The kink of the canonical interpolant at an interior sample has a sign, that of the slope change. Cut the
// interior samples into maximal runs of neighbours with one nonzero sign. A run of n needs ceil(n/2) kinks.
// No fewer (alternation lemma): every interpolant has a kink of the sign of sample i strictly between samples
// i-1 and i+1; these intervals are disjoint for every other sample of a run and for different runs of one
// sign. No more: two neighbouring kinks of one sign merge into one, where the piece before them and the piece
// behind them meet.
//
// With A the sum of all ceil(n/2), the polyline takes A neurons if it has or can be given a flat piece
// (level_piece.hpp) or is a zigzag of five or more samples (balanced.hpp), otherwise A+1. Samples on one line
// in R^d need at least A whatever the network; samples that are not may need fewer, off this direction.
// A <= K-2, and the construction never takes more neurons than `balanced` or those from blocks, and at most one more than `hats`, which
// may have a flat piece in a gap.
#pragma once

#include "ftcert/construct/line/line_plan.hpp"

namespace ftcert {

extern const Construction kFewestKinks;

// A: kinks that every interpolant of the projected samples has at least. One output. O(K).
std::size_t least_kinks(const Problem& problem);

}  // namespace ftcert
