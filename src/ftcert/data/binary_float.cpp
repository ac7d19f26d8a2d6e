#include "ftcert/data/binary_float.hpp"
#include "ftcert/core/rounding.hpp"

#include <algorithm>

namespace ftcert {

namespace {

// The fields of a bit pattern. The exponent field of a format is as wide as its greatest value, 2 *
// greatest_exponent + 1, which stands for NaN and infinity.
struct Fields {
  std::uint64_t fraction;
  long biased_exponent;
  bool negative;
};

long special_exponent(BinaryFormat format) { return 2L * format.greatest_exponent + 1; }

Fields split(BinaryFormat format, std::uint64_t bits) {
  const int fraction_bits = format.precision - 1;
  const auto exponent_mask = static_cast<std::uint64_t>(special_exponent(format));
  const std::uint64_t upper = bits >> fraction_bits;
  return {bits & ((std::uint64_t{1} << fraction_bits) - 1), static_cast<long>(upper & exponent_mask),
          upper > exponent_mask};
}

// The exponent of the last place of the subnormal numbers.
long least_exponent(BinaryFormat format) { return 2L - format.greatest_exponent - format.precision; }

}  // namespace

bool is_nan(BinaryFormat format, std::uint64_t bits) {
  const Fields fields = split(format, bits);
  return fields.biased_exponent == special_exponent(format) && fields.fraction != 0;
}

std::optional<Rational> from_bits(BinaryFormat format, std::uint64_t bits) {
  const Fields fields = split(format, bits);
  if (fields.biased_exponent == special_exponent(format)) return std::nullopt;
  Rational value;
  if (fields.biased_exponent == 0) {
    value = Rational(fields.fraction) * power_of_two(least_exponent(format));
  } else {
    const std::uint64_t significand = fields.fraction | (std::uint64_t{1} << (format.precision - 1));
    value = Rational(significand) * power_of_two(least_exponent(format) + fields.biased_exponent - 1);
  }
  return fields.negative ? -value : value;
}

std::optional<Rational> round_to(BinaryFormat format, const Rational& value) {
  if (value.is_zero()) return value;
  // |value| = above/below lies in [2^(e-1), 2^(e+1)) for e = size difference; one comparison tells which
  // half.
  Integer above = abs(value).numerator(), below = value.denominator();
  long exponent = static_cast<long>(bit_size(above)) - static_cast<long>(bit_size(below));
  if (abs(value) < power_of_two(exponent)) --exponent;
  if (exponent > format.greatest_exponent) return std::nullopt;
  // In units of the last place, 2^last, the value is above/below after this shift.
  const long last = std::max(exponent - (format.precision - 1), least_exponent(format));
  if (last < 0) above <<= static_cast<unsigned long>(-last);
  if (last > 0) below <<= static_cast<unsigned long>(last);
  Integer units, rest;
  divide_qr(above, below, units, rest);
  const int half = Integer(rest * 2).compare(below);
  if (half > 0 || (half == 0 && bit_test(units, 0))) ++units;
  Rational result = Rational(units) * power_of_two(last);
  if (result >= power_of_two(format.greatest_exponent + 1)) return std::nullopt;
  return value.sign() < 0 ? -result : result;
}

}  // namespace ftcert
