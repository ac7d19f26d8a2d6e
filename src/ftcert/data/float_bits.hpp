// The bit pattern of a floating-point number.
//
//   to_bits(kBinary32, Rational(1, 2));   // 0x3f000000
#pragma once

#include "ftcert/data/binary_float.hpp"

namespace ftcert {

// Zero is +0. Contract: value is a number of the format.
std::uint64_t to_bits(BinaryFormat format, const Rational& value);

}  // namespace ftcert
