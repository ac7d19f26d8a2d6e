// IEEE 754 binary floating-point numbers as the dyadic rationals that they are, and rounding to them.
//
// No floating-point operation happens here: numbers come and go as bit patterns.
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

// The value of a bit pattern; nullopt for NaN and infinities. Unused high bits of `bits` are zero.
std::optional<Rational> from_bits(BinaryFormat format, std::uint64_t bits);

// The nearest number of the format, ties to even, with gradual underflow; nullopt when it rounds to infinity.
std::optional<Rational> round_to(BinaryFormat format, const Rational& value);

}  // namespace ftcert
