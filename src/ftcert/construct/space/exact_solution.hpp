// From what a search has found in floating point to exact numbers: rounding to few bits, and square systems that are solved over the rationals.
//
// Purpose: the corrections and affine maps of constructions. Dixon lifting, by FLINT; the denominators of each row and of each right side are cleared first.
// Cost: n^2 word operations for each digit of the solution, beside one inverse modulo a prime.
//
//   rounded(0.333, 0.01);                                          // 43/128: the nearest multiple of 1/128
//   std::optional<PointMatrix> x = solve_exactly(matrix, right);   // matrix * x = right, a column for each right side
#pragma once

#include <optional>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

// value, to the nearest multiple of a power of two that is at most `step`.
Rational rounded(double value, double step);

// Rows and columns of a matrix of full rank that is best conditioned, as far as elimination with full pivoting in floating point tells; as many of both.
struct Pivots {
  std::vector<std::size_t> rows, columns;
};
// A pivot below `least` is none.
Pivots full_pivots(std::vector<std::vector<double>> matrix, double least);

// Nothing: the matrix is singular. Contract: square, as many rows on the right.
std::optional<PointMatrix> solve_exactly(const PointMatrix& matrix, const PointMatrix& right);
// One right side. Empty: singular.
std::vector<Rational> solve_exactly(const PointMatrix& matrix, const std::vector<Rational>& right);

}  // namespace ftcert
