// The projection direction: from samples in R^d to samples on a line.
//
// Purpose: every one-dimensional construction works on the values a.x_i of one direction a that keeps the samples apart; all but
// finitely many directions do (theory of the paper, section 3). Small integers keep the weights of g small.
#pragma once

#include <vector>

#include "ftcert/construct/problem.hpp"

namespace ftcert {

// Projects onto the given integer direction (one entry a dimension, kUsage otherwise). kNotApplicable when two samples coincide,
// naming both rows. O(K log K) comparisons.
Projection project(const PointMatrix& points, const std::vector<Integer>& direction);

// Finds an integer direction of few bits that separates all samples (points pairwise distinct) and projects onto it.
// Deterministic: a function of the points alone.
Projection separate(const PointMatrix& points);

}  // namespace ftcert
