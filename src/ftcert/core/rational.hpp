// Exact rationals.
//
// Purpose: the one number type of ftcert. Invariant: a Rational is always in lowest terms with a positive denominator. No
// operation rounds. There is no constructor from text or from floating point: text goes through read_rational() of
// core/number_text.hpp, floating point through the bit patterns of data/binary_float.hpp. (Boost's own string constructors
// accept "1/0", leave "4/6" unreduced and read "010" as 8.) A moved-from Rational is 0.
//
//   Rational third(1, 3);
//   Rational sum = third + Rational(1, 6);   // exactly 1/2
//   bit_size(sum);                           // 1 + 2
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "ftcert/core/integer.hpp"
#ifdef FTCERT_PORTABLE_NUMBERS
#include "ftcert/core/fraction_boost.hpp"
#else
#include "ftcert/core/fraction_flint.hpp"
#endif

namespace ftcert {

class Rational {
 public:
  Rational() = default;
  template <std::integral T>
  Rational(T value)
      : value_(static_cast<std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>>(value)) {}
  Rational(const Integer& value) : value_(value) {}
  explicit Rational(Fraction value) : value_(std::move(value)) {}
  // numerator / denominator, reduced. Contract: denominator != 0 (checked; throws E901).
  Rational(const Integer& numerator, const Integer& denominator);
  template <std::integral T, std::integral U>
  Rational(T numerator, U denominator) : Rational(numerator) {
    *this /= Rational(denominator);
  }

  Integer numerator() const { return value_.numerator(); }
  // Positive.
  Integer denominator() const { return value_.denominator(); }
  // -1, 0 or 1.
  int sign() const { return value_.sign(); }
  bool is_zero() const { return value_.sign() == 0; }
  bool is_integer() const { return value_.is_integer(); }

  Rational& operator+=(const Rational& other) { return value_.add(other.value_), *this; }
  Rational& operator-=(const Rational& other) { return value_.subtract(other.value_), *this; }
  Rational& operator*=(const Rational& other) { return value_.multiply(other.value_), *this; }
  // Contract: other != 0 (checked; throws E901).
  Rational& operator/=(const Rational& other);

  friend Rational operator+(Rational a, const Rational& b) { return a += b; }
  friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
  friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
  friend Rational operator/(Rational a, const Rational& b) { return a /= b; }
  friend Rational operator-(Rational a) { return a.value_.negate(), a; }
  friend bool operator==(const Rational& a, const Rational& b) { return a.value_.equals(b.value_); }
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    return a.value_.compare(b.value_) <=> 0;
  }

  // How the number is held.
  const Fraction& fraction() const { return value_; }

  // "-?(0|[1-9][0-9]*)(/[1-9][0-9]*)?": the only text form, read back by read_rational().
  std::string text() const;

 private:
  Fraction value_;
};

Rational abs(const Rational& value);
// Bits needed to write the number: those of |numerator|, plus those of the denominator unless it is 1. 0 has no bits.
std::size_t bit_size(const Rational& value);

}  // namespace ftcert
