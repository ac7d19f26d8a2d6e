// The representation of Rational: FLINT's fmpq.
//
// Purpose: two words, numerator and denominator. A part of at most 62 bits is kept in its word: such numbers are copied and compared
// about ten times and multiplied about five times as fast as GMP's mpq, without memory from the heap; sums and comparisons of longer
// ones take up to 1.6 times as long. Always in lowest terms, the denominator positive; after a move the number is 0. One may be made in
// one thread and destroyed in another; a thread that ends calls release_thread_numbers(), or the memory that FLINT keeps for it is lost.
#pragma once

#include <flint/fmpq.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "ftcert/core/integer.hpp"

namespace ftcert {

inline Integer to_integer(const fmpz* value) {
  Integer result;
  fmpz_get_mpz(result.backend().data(), value);
  return result;
}

class Fraction {
 public:
  Fraction() { fmpq_init(&value_); }
  explicit Fraction(std::int64_t value) : value_{0, 1} { fmpz_init_set_si(&value_.num, value); }
  explicit Fraction(std::uint64_t value) : value_{0, 1} { fmpz_init_set_ui(&value_.num, value); }
  explicit Fraction(const Integer& value) : Fraction() { fmpz_set_mpz(&value_.num, value.backend().data()); }
  // above / below, reduced. Contract: below != 0.
  Fraction(const Integer& above, const Integer& below) : Fraction() {
    fmpz_set_mpz(&value_.num, above.backend().data());
    fmpz_set_mpz(&value_.den, below.backend().data());
    fmpq_canonicalise(&value_);
  }
  // above / below. Contract: below > 0, and both are coprime.
  Fraction(std::int64_t above, std::int64_t below) : value_{0, 1} {
    fmpz_init_set_si(&value_.num, above);
    fmpz_init_set_si(&value_.den, below);
  }
  Fraction(const fmpz* above, const fmpz* below) : Fraction() {
    fmpz_set(&value_.num, above);
    fmpz_set(&value_.den, below);
    fmpq_canonicalise(&value_);
  }
  Fraction(const Fraction& other) {
    fmpz_init_set(&value_.num, &other.value_.num);
    fmpz_init_set(&value_.den, &other.value_.den);
  }
  Fraction(Fraction&& other) noexcept : value_(other.value_) { fmpq_init(&other.value_); }
  Fraction& operator=(const Fraction& other) { return fmpq_set(&value_, &other.value_), *this; }
  Fraction& operator=(Fraction&& other) noexcept {
    Fraction taken(std::move(other));
    std::swap(value_, taken.value_);
    return *this;
  }
  ~Fraction() { fmpq_clear(&value_); }

  // FLINT's view of the two parts, for the places where speed needs it.
  const fmpz* numerator_raw() const { return &value_.num; }
  const fmpz* denominator_raw() const { return &value_.den; }
  Integer numerator() const { return to_integer(&value_.num); }
  Integer denominator() const { return to_integer(&value_.den); }

  int sign() const { return fmpq_sgn(&value_); }
  bool is_integer() const { return value_.den == 1; }

  void add(const Fraction& other) { fmpq_add(&value_, &value_, &other.value_); }
  void subtract(const Fraction& other) { fmpq_sub(&value_, &value_, &other.value_); }
  void multiply(const Fraction& other) { fmpq_mul(&value_, &value_, &other.value_); }
  // Contract: other != 0.
  void divide(const Fraction& other) { fmpq_div(&value_, &value_, &other.value_); }
  void negate() { fmpz_neg(&value_.num, &value_.num); }

  bool equals(const Fraction& other) const {
    return small() || other.small() ? value_.num == other.value_.num && value_.den == other.value_.den
                                    : fmpq_equal(&value_, &other.value_) != 0;
  }
  // Negative, zero or positive like *this - other.
  int compare(const Fraction& other) const {
    if (!small() || !other.small()) return fmpq_cmp(&value_, &other.value_);
    const Wide left = static_cast<Wide>(value_.num) * other.value_.den;
    const Wide right = static_cast<Wide>(other.value_.num) * value_.den;
    return (left > right) - (left < right);
  }

  std::size_t numerator_bits() const { return fmpz_bits(&value_.num); }
  std::size_t denominator_bits() const { return fmpz_bits(&value_.den); }
  // The greatest power of two that divides a part; the number is not 0.
  std::size_t numerator_zeros() const { return fmpz_val2(&value_.num); }
  std::size_t denominator_zeros() const { return fmpz_val2(&value_.den); }
  // floor(*this 2^shift). Contract: *this 2^shift is below 2^62 in absolute value.
  std::int64_t scaled_floor(long shift) const {
    if (value_.num == 0) return 0;
    if (!small() || shift < 0) return long_scaled_floor(shift);
    const Wide above = static_cast<Wide>(value_.num) << shift;  // at most 124 bits, as the denominator has 62
    const Wide quotient = above / value_.den;
    return static_cast<std::int64_t>(quotient) - static_cast<std::int64_t>(quotient * value_.den > above);
  }
  // Equal for equal parts.
  std::uint64_t numerator_hash() const { return hash(value_.num); }
  std::uint64_t denominator_hash() const { return hash(value_.den); }
  std::string numerator_text() const { return text(&value_.num); }
  std::string denominator_text() const { return text(&value_.den); }

 private:
  __extension__ using Wide = __int128;

  // Both parts stand in their words; a product of two has at most 124 bits. A number has one representation: a part that fits its
  // word is never elsewhere.
  bool small() const { return !COEFF_IS_MPZ(value_.num) && !COEFF_IS_MPZ(value_.den); }

  std::int64_t long_scaled_floor(long shift) const {
    fmpz scaled = 0;
    if (shift < 0) {
      fmpz_fdiv_q_2exp(&scaled, &value_.num, static_cast<ulong>(-shift));
    } else {
      fmpz_mul_2exp(&scaled, &value_.num, static_cast<ulong>(shift));
    }
    fmpz_fdiv_q(&scaled, &scaled, &value_.den);
    const std::int64_t result = fmpz_get_si(&scaled);
    fmpz_clear(&scaled);
    return result;
  }

  static std::uint64_t hash(const fmpz& part) {
    constexpr ulong kPrime = 0xFFFFFFFFFFFFFFC5U;  // 2^64 - 59
    return COEFF_IS_MPZ(part) ? fmpz_fdiv_ui(&part, kPrime) : static_cast<std::uint64_t>(part);
  }

  static std::string text(const fmpz* part) {
    if (!COEFF_IS_MPZ(*part)) return std::to_string(*part);
    std::string result(fmpz_sizeinbase(part, 10) + 2, '\0');
    fmpz_get_str(result.data(), 10, part);
    result.resize(result.find('\0'));
    return result;
  }

  fmpq value_;
};

inline void release_thread_numbers() { flint_cleanup(); }

}  // namespace ftcert
