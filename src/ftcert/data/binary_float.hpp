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

#include "ftcert/core/rational.hpp"

namespace ftcert {

// binary16/32/64 given by precision (significand bits with the hidden one) and greatest exponent.
struct BinaryFormat {
  int precision;
  int greatest_exponent;
};
inline constexpr BinaryFormat kBinary16{11, 15};
inline constexpr BinaryFormat kBinary32{24, 127};
inline constexpr BinaryFormat kBinary64{53, 1023};

bool is_nan(BinaryFormat format, std::uint64_t bits);

// The value of a bit pattern; nullopt for NaN and infinities. Unused high bits of `bits` are zero.
std::optional<Rational> from_bits(BinaryFormat format, std::uint64_t bits);

// The nearest number of the format, ties to even, with gradual underflow; nullopt when it rounds to infinity.
std::optional<Rational> round_to(BinaryFormat format, const Rational& value);

}  // namespace ftcert
