// The representation of Rational in the portable build: Boost's cpp_rational.
//
// Purpose: the interface of core/fraction_flint.hpp in C++ alone, for a build without FLINT and GMP. Slower; arithmetic on numbers of
// thousands of digits, and reading and writing them, takes quadratic time.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "ftcert/core/integer.hpp"

namespace ftcert {

class Fraction {
 public:
  Fraction() = default;
  explicit Fraction(std::int64_t value) : value_(value) {}
  explicit Fraction(std::uint64_t value) : value_(value) {}
  explicit Fraction(const Integer& value) : value_(value) {}
  // above / below, reduced. Contract: below != 0.
  Fraction(const Integer& above, const Integer& below) : value_(above) { value_ /= Number(below); }
  // above / below. Contract: below > 0, and both are coprime.
  Fraction(std::int64_t above, std::int64_t below) : value_(above, below) {}
  Fraction(const Fraction&) = default;
  // Boost's own moves leave no number behind.
  Fraction(Fraction&& other) noexcept { std::swap(value_, other.value_); }
  Fraction& operator=(const Fraction&) = default;
  Fraction& operator=(Fraction&& other) noexcept {
    Fraction taken(std::move(other));
    std::swap(value_, taken.value_);
    return *this;
  }

  Integer numerator() const { return boost::multiprecision::numerator(value_); }
  Integer denominator() const { return boost::multiprecision::denominator(value_); }

  int sign() const { return value_.sign(); }
  bool is_integer() const { return denominator() == 1; }

  void add(const Fraction& other) { value_ += other.value_; }
  void subtract(const Fraction& other) { value_ -= other.value_; }
  void multiply(const Fraction& other) { value_ *= other.value_; }
  // Contract: other != 0.
  void divide(const Fraction& other) { value_ /= Number(other.value_); }  // a copy: Boost's division loses x in x /= x
  void negate() { value_ = -value_; }

  bool equals(const Fraction& other) const { return value_ == other.value_; }
  // Negative, zero or positive like *this - other.
  int compare(const Fraction& other) const { return value_.compare(other.value_); }

  std::size_t numerator_bits() const { return bit_size(numerator()); }
  std::size_t denominator_bits() const { return bit_size(denominator()); }
  std::size_t numerator_zeros() const { return lsb(abs(numerator())); }
  std::size_t denominator_zeros() const { return lsb(denominator()); }
  // floor(*this 2^shift). Contract: *this 2^shift is below 2^62 in absolute value.
  std::int64_t scaled_floor(long shift) const {
    Integer above = numerator(), below = denominator();
    (shift < 0 ? below : above) <<= static_cast<unsigned long>(shift < 0 ? -shift : shift);
    const Integer quotient = above / below;
    return static_cast<std::int64_t>(quotient) - static_cast<std::int64_t>(quotient * below > above);
  }
  // Equal for equal parts.
  std::uint64_t numerator_hash() const { return hash_value(numerator()); }
  std::uint64_t denominator_hash() const { return hash_value(denominator()); }
  std::string numerator_text() const { return numerator().str(); }
  std::string denominator_text() const { return denominator().str(); }

 private:
  using Number =
      boost::multiprecision::number<boost::multiprecision::cpp_rational_backend, boost::multiprecision::et_off>;
  Number value_;
};

inline void release_thread_numbers() {}

}  // namespace ftcert
