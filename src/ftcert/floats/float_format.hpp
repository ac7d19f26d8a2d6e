// The two formats in which a network can run.
//
// Purpose: IEEE 754 binary32 and binary64 as exact numbers: unit roundoff, least normal number, the power of two below overflow.
//
//   ieee(FloatFormat::kBinary32).precision;   // 24
//   unit_roundoff(FloatFormat::kBinary32);    // 2^-24
#pragma once

#include <string>

#include "ftcert/data/binary_float.hpp"

namespace ftcert {

// GCC 12 takes the name of a scoped enumerator for one of the namespace.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
enum class FloatFormat { kBinary32, kBinary64 };
#pragma GCC diagnostic pop

// "float32", "float64": as in --format.
std::string text(FloatFormat format);
BinaryFormat ieee(FloatFormat format);
// 2^-p.
Rational unit_roundoff(FloatFormat format);
// 2^-126, 2^-1022.
Rational least_normal(FloatFormat format);
// 2^127, 2^1023: what no operation may exceed.
Rational largest_power(FloatFormat format);
// 0, or a normal number of the format.
bool is_number_of(FloatFormat format, const Rational& value);

}  // namespace ftcert
