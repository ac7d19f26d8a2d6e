// Exact integers and rationals.
//
// Purpose: the one number type of ftcert. Invariant: a Rational is always in lowest terms with a positive denominator. No
// operation rounds. There is no constructor from text or from floating point: text goes through read_rational() of
// core/number_text.hpp, floating point through the bit patterns of data/binary_float.hpp. (Boost's own string constructors
// accept "1/0", leave "4/6" unreduced and read "010" as 8.)
//
//   Rational third(1, 3);
//   Rational sum = third + Rational(1, 6);   // exactly 1/2
//   bit_size(sum);                           // 1 + 2
#pragma once

#include <boost/multiprecision/gmp.hpp>
#include <compare>
#include <concepts>
#include <cstddef>
#include <string>
#include <utility>

namespace ftcert {

// Arbitrary-precision integer. Do not construct it from text: use read_integer() of core/number_text.hpp.
using Integer = boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;

class Rational {
 public:
  Rational() = default;
  template <std::integral T>
  Rational(T value) : value_(value) {}
  Rational(const Integer& value) : value_(value) {}
  // numerator / denominator, reduced. Contract: denominator != 0 (checked; throws E901).
  Rational(const Integer& numerator, const Integer& denominator);

  Integer numerator() const { return boost::multiprecision::numerator(value_); }
  // Positive.
  Integer denominator() const { return boost::multiprecision::denominator(value_); }
  // -1, 0 or 1.
  int sign() const { return value_.sign(); }
  bool is_zero() const { return value_.is_zero(); }
  bool is_integer() const { return mpz_cmp_ui(mpq_denref(raw()), 1) == 0; }

  Rational& operator+=(const Rational& other) { return value_ += other.value_, *this; }
  Rational& operator-=(const Rational& other) { return value_ -= other.value_, *this; }
  Rational& operator*=(const Rational& other) { return value_ *= other.value_, *this; }
  // Contract: other != 0 (checked; throws E901).
  Rational& operator/=(const Rational& other);

  friend Rational operator+(Rational a, const Rational& b) { return a += b; }
  friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
  friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
  friend Rational operator/(Rational a, const Rational& b) { return a /= b; }
  friend Rational operator-(Rational a) { return a.value_ = -a.value_, a; }
  friend bool operator==(const Rational& a, const Rational& b) { return mpq_equal(a.raw(), b.raw()) != 0; }
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    return mpq_cmp(a.raw(), b.raw()) <=> 0;
  }

  // GMP's view of the number, for the places where speed needs it. Writers must leave it in lowest terms.
  mpq_srcptr raw() const { return value_.backend().data(); }
  mpq_ptr raw() { return value_.backend().data(); }

  // "-?(0|[1-9][0-9]*)(/[1-9][0-9]*)?": the only text form, read back by read_rational().
  std::string text() const;

 private:
  boost::multiprecision::number<boost::multiprecision::gmp_rational, boost::multiprecision::et_off> value_;
};

Rational abs(const Rational& value);
// Greatest integer <= value.
Integer floor(const Rational& value);
// Least integer >= value.
Integer ceil(const Rational& value);
// 2^exponent, exponent of either sign.
Rational power_of_two(long exponent);

// Bits needed to write the number: those of |numerator|, plus those of the denominator unless it is 1. 0 has no bits.
std::size_t bit_size(const Rational& value);
std::size_t bit_size(const Integer& value);

}  // namespace ftcert
