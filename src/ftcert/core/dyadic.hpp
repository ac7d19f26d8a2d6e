// Rationals as binary numbers: which power of two divides one.
//
//   last_place(Rational(3, 8));   // -3: 3 2^-3
//   last_place(Rational(1, 3));   // nothing
#pragma once

#include <optional>

#include "ftcert/core/rational.hpp"

namespace ftcert {

// k for value = odd 2^k; nothing for a value that is no odd number times a power of two. Contract: value != 0.
std::optional<long> last_place(const Rational& value);
// e with 2^e <= |value| < 2^(e+1). Contract: value != 0.
long binary_exponent(const Rational& value);

}  // namespace ftcert
