// Matrices of integers: FLINT's fmpz_mat.
//
// Purpose: the entries and the product that evaluation/batch.cpp works with; an entry of at most 62 bits is kept in its word. An entry is
// named by its address; entry:: holds what is done with one.
#pragma once

#include <flint/fmpz_mat.h>

#include <cstddef>
#include <cstdint>
#include <utility>

#include "ftcert/core/rational.hpp"

namespace ftcert {

using MatrixEntry = fmpz;

namespace entry {

inline int sign(const MatrixEntry* a) { return fmpz_sgn(a); }
inline bool is_zero(const MatrixEntry* a) { return fmpz_is_zero(a); }
inline bool equal(const MatrixEntry* a, const MatrixEntry* b) { return fmpz_equal(a, b) != 0; }
inline std::size_t bits(const MatrixEntry* a) { return fmpz_bits(a); }
// Negative, zero or positive like |a| - |b|.
inline int compare_magnitudes(const MatrixEntry* a, const MatrixEntry* b) { return fmpz_cmpabs(a, b); }
inline std::size_t numerator_bits(const Rational& x) { return fmpz_bits(x.fraction().numerator_raw()); }
inline std::size_t denominator_bits(const Rational& x) { return fmpz_bits(x.fraction().denominator_raw()); }
inline void set(MatrixEntry* out, const MatrixEntry* a) { fmpz_set(out, a); }
inline void set(MatrixEntry* out, const Integer& a) { fmpz_set_mpz(out, a.backend().data()); }
inline void set_one(MatrixEntry* out) { fmpz_one(out); }
inline void set_magnitude(MatrixEntry* out, const MatrixEntry* a) { fmpz_abs(out, a); }
inline void swap(MatrixEntry* a, MatrixEntry* b) { fmpz_swap(a, b); }
inline void multiply(MatrixEntry* out, const MatrixEntry* a, const MatrixEntry* b) { fmpz_mul(out, a, b); }
// Bits from .. from + count - 1 of |a|, with its sign; count < 63.
inline std::int64_t slice(const MatrixEntry* a, std::size_t from, std::size_t count) {
  fmpz_t part;
  fmpz_init(part);
  fmpz_tdiv_q_2exp(part, a, from);
  fmpz_tdiv_r_2exp(part, part, count);
  const std::int64_t result = fmpz_get_si(part);
  fmpz_clear(part);
  return result;
}
// out = out * 2^count + digit.
inline void append(MatrixEntry* out, std::size_t count, std::int64_t digit) {
  fmpz_mul_2exp(out, out, count);
  fmpz_add_si(out, out, digit);
}

// out = least common multiple of out and a, or of out and the denominator of x; all > 0.
inline void common_multiple(MatrixEntry* out, const MatrixEntry* a) {
  if (!fmpz_equal(out, a) && !fmpz_divisible(out, a)) fmpz_lcm(out, out, a);
}
inline void common_multiple(MatrixEntry* out, const Rational& x) {
  common_multiple(out, x.fraction().denominator_raw());
}
// out = x * denominator, an integer.
inline void set_numerator(MatrixEntry* out, const Rational& x, const MatrixEntry* denominator) {
  const Fraction& f = x.fraction();
  if (fmpz_equal(denominator, f.denominator_raw())) {
    fmpz_set(out, f.numerator_raw());
  } else {
    fmpz_divexact(out, denominator, f.denominator_raw());
    fmpz_mul(out, out, f.numerator_raw());
  }
}
// above / below, reduced; below != 0.
inline Rational ratio(const MatrixEntry* above, const MatrixEntry* below) { return Rational(Fraction(above, below)); }

}  // namespace entry

class IntegerMatrix {
 public:
  // All entries 0.
  IntegerMatrix(std::size_t rows, std::size_t columns) {
    fmpz_mat_init(m_, static_cast<slong>(rows), static_cast<slong>(columns));
  }
  ~IntegerMatrix() { fmpz_mat_clear(m_); }
  IntegerMatrix(IntegerMatrix&& other) noexcept {
    fmpz_mat_init(m_, 0, 0);
    fmpz_mat_swap(m_, other.m_);
  }
  IntegerMatrix& operator=(IntegerMatrix&& other) noexcept { return fmpz_mat_swap(m_, other.m_), *this; }
  IntegerMatrix(const IntegerMatrix&) = delete;
  IntegerMatrix& operator=(const IntegerMatrix&) = delete;

  MatrixEntry* at(std::size_t row, std::size_t column) { return fmpz_mat_entry(m_, row, column); }
  const MatrixEntry* at(std::size_t row, std::size_t column) const { return fmpz_mat_entry(m_, row, column); }
  void set(std::size_t row, std::size_t column, const Integer& value) { entry::set(at(row, column), value); }
  // *this = a * b; shapes must fit.
  void set_product(const IntegerMatrix& a, const IntegerMatrix& b) { fmpz_mat_mul(m_, a.m_, b.m_); }

  // FLINT's view, for the finders.
  fmpz_mat_struct* raw() { return m_; }
  const fmpz_mat_struct* raw() const { return m_; }

 private:
  fmpz_mat_t m_;
};

}  // namespace ftcert
