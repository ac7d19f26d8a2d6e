#include "ftcert/core/float_format.hpp"

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

std::string ieee_name(FloatFormat format) { return format == FloatFormat::kBinary32 ? "binary32" : "binary64"; }
std::string text(FloatFormat format) { return format == FloatFormat::kBinary32 ? "float32" : "float64"; }

Rational unit_roundoff(FloatFormat format) { return power_of_two(-ieee(format).precision); }
Rational roundoff(FloatFormat format) { return unit_roundoff(format) * Rational(1025, 1024); }
Rational least_normal(FloatFormat format) { return power_of_two(1 - ieee(format).greatest_exponent); }
Rational largest_power(FloatFormat format) { return power_of_two(ieee(format).greatest_exponent); }

bool is_number_of(FloatFormat format, const Rational& value) {
  if (value.is_zero()) return true;
  const std::optional<long> last = last_place(value);
  if (!last) return false;
  const BinaryFormat binary = ieee(format);
  // The denominator is a power of two.
  const Fraction& f = value.fraction();
  const long first = static_cast<long>(f.numerator_bits()) - static_cast<long>(f.denominator_bits());
  return first - *last < binary.precision && first >= 1 - binary.greatest_exponent && first <= binary.greatest_exponent;
}

}  // namespace ftcert
