#include "ftcert/core/dyadic.hpp"

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

std::optional<long> last_place(const Rational& value) {
  require(!value.is_zero(), "last_place: zero");
  const Fraction& f = value.fraction();
  const auto power = static_cast<long>(f.denominator_zeros());
  if (static_cast<long>(f.denominator_bits()) != power + 1) return std::nullopt;
  return static_cast<long>(f.numerator_zeros()) - power;
}

long binary_exponent(const Rational& value) {
  require(!value.is_zero(), "binary_exponent: zero");
  // |value| lies in (2^(e-1), 2^(e+1)) for e = size difference; one comparison tells which half.
  const Fraction& f = value.fraction();
  const long e = static_cast<long>(f.numerator_bits()) - static_cast<long>(f.denominator_bits());
  return abs(value) < power_of_two(e) ? e - 1 : e;
}

}  // namespace ftcert
