// The simplest rational between two rationals.
//
// Purpose: where a kink may lie anywhere inside a gap, the choice decides how many bits the weights need. The
// simplest rational is the one of least denominator and, among those, of least absolute numerator (the first
// of the interval in the Stern-Brocot tree, or 0, or its mirror image below 0).
//
//   simplest_between(Rational(314, 100), Rational(315, 100));   // 22/7
#pragma once

#include "ftcert/core/rational.hpp"

namespace ftcert {

// Strictly inside (low, high). Contract: low < high. O(bits) steps.
Rational simplest_between(const Rational& low, const Rational& high);

}  // namespace ftcert
