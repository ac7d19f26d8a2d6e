#include "ftcert/floats/dyadic.hpp"

#include <flint/fmpz.h>

#include "ftcert/common/rounding.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

std::optional<long> last_place(const Rational& value) {
  require(!value.is_zero(), "last_place: zero");
  const fmpz* below = value.fraction().denominator_raw();
  const auto power = static_cast<long>(fmpz_val2(below));
  if (static_cast<long>(fmpz_bits(below)) != power + 1) return std::nullopt;
  return static_cast<long>(fmpz_val2(value.fraction().numerator_raw())) - power;
}

long binary_exponent(const Rational& value) {
  require(!value.is_zero(), "binary_exponent: zero");
  // |value| lies in (2^(e-1), 2^(e+1)) for e = size difference; one comparison tells which half.
  const long e =
      static_cast<long>(value.fraction().numerator_bits()) - static_cast<long>(value.fraction().denominator_bits());
  return abs(value) < power_of_two(e) ? e - 1 : e;
}

}  // namespace ftcert
