// Integer matrices and exact comparison of fractions held as two integers.
//
// Purpose: the working type of the evaluation in evaluation/batch.cpp and pieces/ridge.cpp. A sample x in Q^d is kept as integers (X, D) with
// x = X/D, D > 0; a pre-activation as an integer over scale * D.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ftcert/core/network.hpp"
#ifdef FTCERT_PORTABLE_NUMBERS
#include "ftcert/evaluation/entries_boost.hpp"
#else
#include "ftcert/evaluation/entries_flint.hpp"
#endif

namespace ftcert {

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
  // Negative, zero or positive like a/b - c/d.
  int compare(const MatrixEntry* a, const MatrixEntry* b, const MatrixEntry* c, const MatrixEntry* d);
  // The same for |a|/b and |c|/d.
  int compare_magnitudes(const MatrixEntry* a, const MatrixEntry* b, const MatrixEntry* c, const MatrixEntry* d);

 private:
  IntegerMatrix products_{1, 2};
};

}  // namespace ftcert
