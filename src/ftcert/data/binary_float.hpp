// IEEE 754 binary floating-point numbers as the dyadic rationals that they are, and rounding to them.
//
// Purpose: data files and models hold floating-point numbers; here they become exact. No floating-point
// operation happens: numbers come as bit patterns and go as rationals. Both zeros are 0.
//
//   from_bits(kBinary32, 0x3dcccccd);        // 13421773/134217728, the float nearest to 1/10
//   round_to(kBinary32, Rational(1, 10));    // the same number
#pragma once

#include <cstdint>
#include <optional>

#include "ftcert/core/float_format.hpp"

namespace ftcert {

bool is_nan(BinaryFormat format, std::uint64_t bits);

// The value of a bit pattern; nullopt for NaN and infinities. Unused high bits of `bits` are zero.
std::optional<Rational> from_bits(BinaryFormat format, std::uint64_t bits);

// The nearest number of the format, ties to even, with gradual underflow; nullopt when it rounds to infinity.
std::optional<Rational> round_to(BinaryFormat format, const Rational& value);

}  // namespace ftcert
