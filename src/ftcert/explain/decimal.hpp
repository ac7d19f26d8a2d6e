// Decimal text of rationals, rounded exactly.
//
// Purpose: the numbers that people read beside the exact ones, and the coordinates of pictures. No floating
// point: the text is the nearest decimal of the requested length (ties away from zero), on every machine.
//
//   decimal(Rational(2, 3), 2);          // "0.67"
//   rounded(Rational(1, 3000000), 3);    // "3.33e-7"
//   readable(Rational(1, 2));            // "1/2"
#pragma once

#include <string>

#include "ftcert/core/rational.hpp"

namespace ftcert {

// At most `digits` digits after the point; trailing zeros are dropped; zero is "0", whatever the sign of what
// it was rounded from.
std::string decimal(const Rational& value, unsigned digits);

// At most `significant` (at least 1) significant digits, as "1230", "0.00123" or, below 10^-4 and from 10^9
// on, "1.23e-7".
std::string rounded(const Rational& value, unsigned significant);

// The least number of that form that is not below the value >= 0: for upper bounds.
std::string rounded_up(const Rational& value, unsigned significant);

// For words: the exact text where it is short, otherwise "about 1.234e-7".
std::string readable(const Rational& value);

// Greatest e with 10^e <= |value|. Contract: value != 0.
long decimal_exponent(const Rational& value);
// 10^exponent, exponent of either sign.
Rational power_of_ten(long exponent);

}  // namespace ftcert
