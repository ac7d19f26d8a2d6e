// Integers beside a rational, and powers of two.
#pragma once

#include "ftcert/core/rational.hpp"

namespace ftcert {

// Greatest integer <= value.
inline Integer floor(const Rational& value) {
  Integer quotient, rest;
  divide_qr(value.numerator(), value.denominator(), quotient, rest);
  return rest.sign() < 0 ? Integer(quotient - 1) : quotient;
}

// Least integer >= value.
inline Integer ceil(const Rational& value) { return -floor(-value); }

// 2^exponent, exponent of either sign.
inline Rational power_of_two(long exponent) {
  const auto size = static_cast<unsigned long>(exponent < 0 ? -exponent : exponent);
  if (size < 62) {
    const std::int64_t power = std::int64_t{1} << size;
    return exponent < 0 ? Rational(1, power) : Rational(power);
  }
  const Integer power = Integer(1) << size;
  return exponent < 0 ? Rational(Integer(1), power) : Rational(power);
}

}  // namespace ftcert
