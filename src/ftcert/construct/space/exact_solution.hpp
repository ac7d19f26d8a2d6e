// Square systems of linear equations over the rationals.
//
// Purpose: the corrections and affine maps of constructions. Dixon lifting, by FLINT; the denominators of each row and of each right side are cleared first.
// Cost: n^2 word operations for each digit of the solution, beside one inverse modulo a prime.
//
//   std::optional<PointMatrix> x = solve_exactly(matrix, right);   // matrix * x = right, a column for each right side
#pragma once

#include <optional>

#include "ftcert/core/network.hpp"

namespace ftcert {

// Nothing: the matrix is singular. Contract: square, as many rows on the right.
std::optional<PointMatrix> solve_exactly(const PointMatrix& matrix, const PointMatrix& right);

}  // namespace ftcert
