// A flat piece at no cost: one kink is moved until a piece of the polyline is level.
//
// Purpose: a polyline with p kinks needs p neurons if some piece is flat, p+1 otherwise (up to accidents).
// Where two consecutive slopes have the same sign and different size, the flatter of the two pieces can be
// made level: the kink between them slides along the line of the steeper piece to the height of the flatter
// one's far end. The number of kinks stays the same (proof of K-2 for data that do not zigzag).
//
//   LeftKinks left;
//   if (make_level(line, left) != Leveling::kImpossible) relu_sum(line, left);   // exactly one neuron a kink
#pragma once

#include "ftcert/construct/line/polyline.hpp"

namespace ftcert {

enum class Leveling {
  kAlready,     // a piece was flat
  kMovedLeft,   // a kink was moved to the left, the piece before it is flat
  kMovedRight,  // a kink was moved to the right, the piece behind it is flat
  kImpossible,  // nothing was changed
};

// Every interior knot must be a kink. A piece is made level only if its two knots are neighbouring samples
// (no sample lies inside it) and there is one output. `left` is set to the kinks left of the flat piece.
// O(knots).
Leveling make_level(Polyline& line, LeftKinks& left);

}  // namespace ftcert
