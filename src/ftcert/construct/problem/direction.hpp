// The projection direction: from samples in R^d to samples on a line.
//
// Purpose: every one-dimensional construction works on the values a.x_i of one direction a that keeps the
// samples apart; all but finitely many directions do (theory of the paper, section 3). Small integers keep
// the weights of g small.
//
//   Projection line = separate(points);   // line.values is strictly increasing
//
// Texts of errors count samples from 1.
#pragma once

#include <vector>

#include "ftcert/construct/problem/problem.hpp"

namespace ftcert {

// Projects onto the given integer direction (one entry a dimension, kUsage otherwise). kNotApplicable when
// two samples coincide, naming both. O(K d) operations and O(K log K) comparisons of rationals.
Projection project(const PointMatrix& points, const std::vector<Integer>& direction);

// Projects onto the first direction of DirectionCandidates that separates all samples: the one with the least
// bits in its largest entry, as long as the levels searched are complete, otherwise the least among those
// tried. Deterministic: a function of the points alone. kNotApplicable when two samples are the same point,
// naming both. O(K d) machine operations for each candidate that fails, the cost of project() for the one
// that does not; no step is quadratic in K.
Projection separate(const PointMatrix& points);

}  // namespace ftcert
