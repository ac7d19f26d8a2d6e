// A cover for a bound certificate by patterns: with it, constants may be left out.
//
// Purpose: the greatest number of hyperplanes of which the checker's own functions (check/methods/pattern_cover.hpp) say that they do not cover the
// unchanged samples, of those numbers that spare a tree: by ranks, along the slices of a feature, or by counting points. Cost: limited.
//
//   PatternCover cover = choose_cover(problem, 2);   // kNone: trees with constants are needed
#pragma once

#include "ftcert/certificate/patterns.hpp"
#include "ftcert/refute/patterns/pattern_problem.hpp"

namespace ftcert {

PatternCover choose_cover(const PatternProblem& problem, std::size_t neurons);

}  // namespace ftcert
