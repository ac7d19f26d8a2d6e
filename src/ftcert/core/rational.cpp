#include "ftcert/core/rational.hpp"

#include "ftcert/core/error.hpp"

namespace ftcert {

Rational::Rational(const Integer& numerator, const Integer& denominator) {
  if (denominator.is_zero()) throw_contract("Rational: denominator is zero");
  value_.assign(numerator);
  value_ /= denominator;
}

Rational& Rational::operator/=(const Rational& other) {
  if (other.is_zero()) throw_contract("Rational: division by zero");
  value_ /= other.value_;
  return *this;
}

std::string Rational::text() const {
  std::string result(mpz_sizeinbase(mpq_numref(raw()), 10) + mpz_sizeinbase(mpq_denref(raw()), 10) + 3, '\0');
  mpq_get_str(result.data(), 10, raw());
  result.resize(result.find('\0'));
  return result;
}

Rational abs(const Rational& value) { return value.sign() < 0 ? -value : value; }

Integer floor(const Rational& value) {
  Integer result;
  mpz_fdiv_q(result.backend().data(), mpq_numref(value.raw()), mpq_denref(value.raw()));
  return result;
}

Integer ceil(const Rational& value) {
  Integer result;
  mpz_cdiv_q(result.backend().data(), mpq_numref(value.raw()), mpq_denref(value.raw()));
  return result;
}

Rational power_of_two(long exponent) {
  Rational result(1);
  if (exponent >= 0) {
    mpq_mul_2exp(result.raw(), result.raw(), static_cast<mp_bitcnt_t>(exponent));
  } else {
    mpq_div_2exp(result.raw(), result.raw(), static_cast<mp_bitcnt_t>(-exponent));
  }
  return result;
}

std::size_t bit_size(const Integer& value) {
  return value.is_zero() ? 0 : mpz_sizeinbase(value.backend().data(), 2);
}

std::size_t bit_size(const Rational& value) {
  if (value.is_zero()) return 0;
  const std::size_t below = value.is_integer() ? 0 : mpz_sizeinbase(mpq_denref(value.raw()), 2);
  return mpz_sizeinbase(mpq_numref(value.raw()), 2) + below;
}

}  // namespace ftcert
