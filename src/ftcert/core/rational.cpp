#include "ftcert/core/rational.hpp"

#include "ftcert/core/error.hpp"

namespace ftcert {

Rational::Rational(const Integer& numerator, const Integer& denominator) {
  if (denominator.is_zero()) throw_contract("Rational: denominator is zero");
  value_ = Fraction(numerator, denominator);
}

Rational& Rational::operator/=(const Rational& other) {
  if (other.is_zero()) throw_contract("Rational: division by zero");
  value_.divide(other.value_);
  return *this;
}

std::string Rational::text() const {
  return is_integer() ? value_.numerator_text() : value_.numerator_text() + '/' + value_.denominator_text();
}

Rational abs(const Rational& value) { return value.sign() < 0 ? -value : value; }

std::size_t bit_size(const Rational& value) {
  if (value.is_zero()) return 0;
  return value.fraction().numerator_bits() + (value.is_integer() ? 0 : value.fraction().denominator_bits());
}

}  // namespace ftcert
