// The formats in which networks run.
//
// Purpose: IEEE 754 binary formats as exact numbers: precision, least normal number, the power of two below overflow, unit roundoff.
//
//   ieee(FloatFormat::kBinary32).precision;   // 24
//   roundoff(FloatFormat::kBinary32);         // 2^-24 (1 + 2^-10)
#pragma once

#include <string>

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

// GCC 12 takes the name of a scoped enumerator for one of the namespace.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
enum class FloatFormat { kBinary32, kBinary64 };
#pragma GCC diagnostic pop

inline BinaryFormat ieee(FloatFormat format) { return format == FloatFormat::kBinary32 ? kBinary32 : kBinary64; }
// "binary32", "binary64": as in certificates.
std::string ieee_name(FloatFormat format);
// "float32", "float64": as in --format.
std::string text(FloatFormat format);
// 2^-p.
Rational unit_roundoff(FloatFormat format);
// u = 2^-p (1 + 2^-10): rounding to nearest, also after a rounding to a format with 11 more bits.
Rational roundoff(FloatFormat format);
// lambda = 2^-126, 2^-1022.
Rational least_normal(FloatFormat format);
// Omega = 2^127, 2^1023: what no operation may exceed.
Rational largest_power(FloatFormat format);
// 0, or a normal number of the format.
bool is_number_of(FloatFormat format, const Rational& value);

}  // namespace ftcert
