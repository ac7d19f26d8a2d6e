// The affine form of least norm with given values at some samples and off at all others: coordinate ascent of the dual program.
//
// Purpose: the row of one unit for many samples with many features, where a linear program (row_program.hpp) takes many times as long. Minimises |w|^2 + (b / c)^2 over
// forms p(x) = w . (x - mean) + b, c being kConstantEntry times the mean length of x - mean, subject to p(x_i) = values[i] on a group and p(x_k) <= -margin where sides[k] = -1. One sample after the
// other is given its value or its bound by a multiple of itself; only samples that pull, or were found violated in the last look at all of them, take turns. In
// floating point: nothing that it says is believed.
// Cost: a few dozen looks at all samples; steps are bounded, so that data without such a form cost little.
//
//   if (auto row = least_norm_row(samples, {{3, 8}, {0.5, 1}, sides, 0.02, {}}, budget)) row->at(samples.row(3));   // 0.5, nearly
#pragma once

#include <optional>

#include "ftcert/construct/space/row_program.hpp"

namespace ftcert {

// A longer entry makes the constant cheaper, and what all samples have in common slower to settle.
inline constexpr double kConstantEntry = 0.15;

// program: without prices, uppers and sides of 1. Nothing: no form was found within the steps or the budget.
std::optional<FloatRow> least_norm_row(const CentredSamples& samples, const RowProgram& program, SearchBudget& budget);

}  // namespace ftcert
