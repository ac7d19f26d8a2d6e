// From what a search has found in floating point to exact numbers: rounding to few bits, and systems that are solved over the rationals.
//
//   rounded(0.333, 0.01);                // 21/64: the nearest multiple of 1/128
//   solve_exactly(matrix, right_side);   // Dixon lifting
#pragma once

#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

// value, to the nearest multiple of a power of two that is at most `step`.
Rational rounded(double value, double step);

// Solves matrix * x = right over the rationals; matrix is square. Empty: singular.
std::vector<Rational> solve_exactly(const PointMatrix& matrix, const std::vector<Rational>& right);

}  // namespace ftcert
