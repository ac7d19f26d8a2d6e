// The solutions of k independent linear equations in k + 1 unknowns, with the least common denominator.
//
// Purpose: the affine forms of hyperplane units. The solutions are a line (base + t * kernel) / denominator,
// t rational; the answer has a primitive integer kernel vector and, among all points of the line, one whose
// common denominator is least, so that weights have few bits. For random integer equations that denominator
// is a small number although every minor is large.
// Cost: one fraction-free elimination (FLINT's fmpz_mat_rref).
//
//   auto line = solve_line({2, 3}, {1}, 1);   // 2 p + 3 q = 1
//   line->kernel;                             // {3, -2} or {-3, 2}; denominator 1, base an integer solution
#pragma once

#include <optional>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

struct SolutionLine {
  std::vector<Integer> base;    // k + 1 entries
  std::vector<Integer> kernel;  // k + 1 entries without common divisor
  Integer denominator = 1;      // positive; divides the common denominator of every solution
};

// equations: k x (k+1), row-major; the unknowns p solve equations * p = right_side / right_denominator (k
// integers over a positive one). Nothing when the equations are dependent.
std::optional<SolutionLine> solve_line(const std::vector<Integer>& equations, const std::vector<Integer>& right_side,
                                       const Integer& right_denominator);

}  // namespace ftcert
