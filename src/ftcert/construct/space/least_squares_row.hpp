// The row of a RowProgram by least squares, where samples are few beside the features.
//
// Purpose: thousands of features make a linear program long, but there nearly every value can be had, and the form with the least sum of squares is found
// by linear algebra on the products of samples: p = sum_i y_i (x_i . x + 1) over the group and those samples whose side is active. Samples become
// active when their side is violated, and stop being so when they pull the other way. Its size is not the least one, but within a small
// factor of it.
// Cost: a Cholesky factorisation of at most K x K numbers for each of a few rounds; the products once for all programs.
//
//   if (few_beside_features(samples)) solution = least_squares_row(samples, program, budget);
#pragma once

#include "ftcert/construct/space/row_program.hpp"

namespace ftcert {

bool few_beside_features(const CentredSamples& samples);

// Nothing: the samples are too dependent, or the rounds or the budget ran out. Prices count as one: a value is missed only where dependence asks for it.
std::optional<RowSolution> least_squares_row(const CentredSamples& samples, const RowProgram& program,
                                             SearchBudget& budget);

}  // namespace ftcert
