// K-2 neurons for K >= 5 samples, whatever the residuals: the kinks are balanced by moving one of them.
//
// The canonical interpolant has at most K-2 kinks. K-2 neurons suffice if the slope of its first piece is
// minus the sum of the slope changes at some of the kinks, which then face left. The cases of the proof, in
// the order in which they are tried; K-2 holds in all but the last:
//
// - level: a piece is flat.
// - moved left, moved right: two consecutive slopes have one sign, and one kink is moved to make a piece flat
//   (level_piece.hpp).
// - collinear: three samples are collinear, so that a kink is missing anyway; as in Lemma 4.5.
// - first kink, third kink: the slopes alternate and K >= 5. With a_i = |s_i| the third kink faces left, and
//   the first one (if a_1 <= a_3 + a_4) or the third one (otherwise) is moved until a_1 = a_3 + a_4 holds for
//   the new slopes.
// - small zigzag: the slopes alternate and 2 <= K <= 4: K-1 as in Lemma 4.5, and such data need no fewer.
#pragma once

#include <optional>

#include "ftcert/construct/line/line_plan.hpp"

namespace ftcert {

extern const Construction kBalanced;

enum class BalancedCase { kLevel, kMovedLeft, kMovedRight, kCollinear, kFirstKink, kThirdKink, kSmallZigzag };

struct BalancedShape {
  Shape shape;
  BalancedCase which;
};
// Nothing when there are several outputs and neither a common flat piece nor a collinear triple.
std::optional<BalancedShape> balanced_shape(const Problem& problem);

// The zigzag step of the proof: `line` joins five or more samples and its slopes alternate strictly. Moves
// the first or the third kink and sets `left` so that there is one neuron a kink.
BalancedCase balance_zigzag(Polyline& line, LeftKinks& left);

}  // namespace ftcert
