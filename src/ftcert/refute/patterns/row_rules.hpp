// What an assignment implies at one sample: rows, and pairs that the signs alone decide.
//
// Purpose: the rules of proofs/certificate-format.md, section 16, from the side that looks for them. Where all minus neurons are decided, the sum over the
// active ones and any of the undecided plus neurons is at most the greatest z; where all plus neurons are, it is at least the least z. A pair is
// forced where its other side is contradicted by one or two of these rows.
//
//   violated_rows(assignment, problem, sample, values, 1e-7, rows);   // those that the values of the l_j break most
//   forced_pair(assignment, sample, problem.signs(sample));
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ftcert/refute/patterns/elastic_program.hpp"
#include "ftcert/refute/patterns/exact_leaf.hpp"

namespace ftcert {

// The left side of a row for a linear program: width() columns for each l_j, and one more for the constant.
SparseRow coefficients(const PatternProblem& problem, const Signs& signs, const AllowedRow& row);

struct ViolatedRow {
  AllowedRow row;
  double violation = 0;
};

// values: l_j at the sample, j = 0, .., neurons. Appends the worst row of each kind that is violated by more than the tolerance.
void violated_rows(const Assignment& assignment, const PatternProblem& problem, std::size_t sample,
                   std::span<const double> values, double tolerance, std::vector<ViolatedRow>& rows);

// A pair at this sample that is decided, with the leaf of the other side; or that the assignment is contradicted, with its leaf.
struct ForcedPair {
  std::size_t neuron = 0;
  int value = 0;  // 1: active, -1: inactive, 0: contradicted
  std::vector<PatternRow> leaf;
};
std::optional<ForcedPair> forced_pair(const Assignment& assignment, std::size_t sample, const EndSigns& signs);

}  // namespace ftcert
