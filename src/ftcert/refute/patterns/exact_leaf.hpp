// From floating-point multipliers to the integers of a leaf, or nothing.
//
// Purpose: the exact half of the search. The rows with a multiplier span a linear system over the rationals; its solution near the multipliers is
// computed exactly (FLINT), and the signs and the right side are checked. What a solver said is thus never believed.
//
//   std::optional<std::vector<PatternRow>> leaf = exact_leaf(problem, signs, rows, multipliers);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/certificate/patterns.hpp"
#include "ftcert/refute/patterns/assignment.hpp"
#include "ftcert/refute/patterns/pattern_problem.hpp"

namespace ftcert {

// An inequality that an assignment allows: l_neuron(x) <= 0 or >= 0 without digits, else the sum over the digits against z.
struct AllowedRow {
  std::size_t sample = 0, neuron = 0;
  std::string digits;
  int sense = -1;  // -1: at most, 1: at least
  bool operator==(const AllowedRow&) const = default;
};

// multipliers: one a row, >= 0 for sense -1, <= 0 for sense 1.
std::optional<std::vector<PatternRow>> exact_leaf(const PatternProblem& problem, const Signs& signs,
                                                  const std::vector<AllowedRow>& rows,
                                                  const std::vector<double>& multipliers);

}  // namespace ftcert
