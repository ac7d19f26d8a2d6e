#include "ftcert/data/float_bits.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

std::uint64_t to_bits(BinaryFormat format, const Rational& value) {
  if (value.is_zero()) return 0;
  const Rational size = abs(value);
  // |value| = units 2^last, where `last` is the exponent of the last place.
  long exponent = static_cast<long>(bit_size(size.numerator())) - static_cast<long>(bit_size(size.denominator()));
  if (size < power_of_two(exponent)) --exponent;
  const long least = 2L - format.greatest_exponent - format.precision;
  const long last = std::max(exponent - (format.precision - 1), least);
  const Rational units = size * power_of_two(-last);
  require(units.is_integer() && exponent <= format.greatest_exponent, "to_bits: no number of the format");
  const auto significand = static_cast<std::uint64_t>(units.numerator());
  const std::uint64_t hidden = std::uint64_t{1} << (format.precision - 1);
  const std::uint64_t exponent_field = significand < hidden ? 0 : static_cast<std::uint64_t>(last - least + 1);
  const std::uint64_t sign = value.sign() < 0 ? 2U * static_cast<std::uint64_t>(format.greatest_exponent + 1) : 0;
  return ((sign | exponent_field) << (format.precision - 1)) | (significand & (hidden - 1));
}

}  // namespace ftcert
