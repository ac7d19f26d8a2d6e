// Integer matrices (FLINT) and exact comparison of fractions held as two integers.
//
// Purpose: the working type of the evaluation in evaluation/batch.cpp and pieces/ridge.cpp. A sample x in Q^d is kept as integers (X, D) with
// x = X/D, D > 0; a pre-activation as an integer over scale * D.
#pragma once

#include <flint/fmpz_mat.h>

#include <cstddef>

#include "ftcert/core/network.hpp"

namespace ftcert {

class IntegerMatrix {
 public:
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

  fmpz* at(std::size_t row, std::size_t column) { return fmpz_mat_entry(m_, row, column); }
  const fmpz* at(std::size_t row, std::size_t column) const { return fmpz_mat_entry(m_, row, column); }
  fmpz_mat_struct* raw() { return m_; }
  const fmpz_mat_struct* raw() const { return m_; }
  void set(std::size_t row, std::size_t column, const Integer& value) {
    fmpz_set_mpz(at(row, column), value.backend().data());
  }

 private:
  fmpz_mat_t m_;
};

// An integer vector over a positive common denominator, least possible.
struct HomogeneousVector {
  std::vector<Integer> numerators;
  Integer denominator = 1;
};
HomogeneousVector common_denominator(std::span<const Rational> numbers);

// Rows first .. first+count-1 of points as (X, D): count x (dimension + 1), D in the last column.
IntegerMatrix homogeneous_rows(const PointMatrix& points, std::size_t first, std::size_t count);

// Compares fractions a/b and c/d with positive denominators without reducing them; cheap when signs, sizes or equal
// denominators decide.
class FractionComparer {
 public:
  FractionComparer() { fmpz_init(left_), fmpz_init(right_); }
  ~FractionComparer() { fmpz_clear(left_), fmpz_clear(right_); }
  FractionComparer(const FractionComparer&) = delete;
  FractionComparer& operator=(const FractionComparer&) = delete;
  // Negative, zero or positive like a/b - c/d.
  int compare(const fmpz* a, const fmpz* b, const fmpz* c, const fmpz* d);
  // The same for |a|/b and |c|/d.
  int compare_magnitudes(const fmpz* a, const fmpz* b, const fmpz* c, const fmpz* d);

 private:
  fmpz_t left_, right_;
};

Integer to_integer(const fmpz* value);

}  // namespace ftcert
