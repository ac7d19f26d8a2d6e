// Steep zigzags: splines that pass through one pivot in every group of a run of groups, rising and falling in turn.
//
// Purpose: the splines of which all constructions with two hidden layers are made (proofs/theorems.md, section 3.1).
// Outward along one side of the flat cell, a zigzag is determined by its value where the first group begins; the larger
// that value is in absolute size (with the right sign), the steeper the zigzag is everywhere. How large it must be for
// given least slopes is computed backwards from the last group (lemma 3.1.2), in numbers rounded up to 32 bits; the slopes
// are computed forwards, exactly.
//
//   std::vector<Pivot> pivots{{2, 3, Rational(1), Rational(7)}};    // a group 5 long, value 1 at 2, slope above 7
//   least_rise(pivots, +1);                                         // 14: the value at 0 must be below 1 - 14
//   std::vector<Rational> slopes;
//   Rational end = follow(pivots, Rational(-15), slopes);           // slopes {8}, end = 25
#pragma once

#include <span>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

struct Pivot {
  Rational distance;   // > 0, outward from the group's knot
  Rational beyond;     // >= 0, from the pivot outward to the cell's end; not used in the outermost group
  Rational value;      // of the zigzag
  Rational steepness;  // >= 0; the slope is to be at least this steep
};

// sign +1: the zigzag rises outward in the first group; -1: it falls. At least so much must it rise (or fall) from the
// beginning of the first group to the pivot. An upper bound of the least such number, in excess by less than a
// relative 2^-31 for each group; a positive rise that exceeds it gives slopes that exceed their steepness.
Rational least_rise(std::span<const Pivot> pivots, int sign);

// The zigzag with the given value at the beginning of the first group: appends its outward slopes and returns its value
// at the last group's outer end.
Rational follow(std::span<const Pivot> pivots, Rational start, std::vector<Rational>& slopes);

// The least power of two > value; 1 when value <= 0.
Rational power_above(const Rational& value);

}  // namespace ftcert
