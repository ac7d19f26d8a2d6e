// Another centre for a network that runs.
//
// Purpose: a smaller deviation for nothing. What a row's execution may miss grows with its terms |w_j (x_j - c_j)|, and only the changed samples' misses count, so that
// a centre near those with the largest changes does better than the middle of all samples. Coordinates are moved one by one, by few-bit steps.
// Cost: at most 12 D enclosures of the executions at the changed samples, and one at all samples.
//
//   running.network = with_near_centre(running.network, points, residuals, FloatFormat::kBinary32);
#pragma once

#include "ftcert/floats/execution_error.hpp"

namespace ftcert {

// A network with another centre, its first biases moved with it and rounded; it keeps all kept samples and is nearer to the residuals in every execution. The
// same network where none is found, where it has no centre, or where the search would be long. Contract: that of execution_error().
FloatNetwork with_near_centre(const FloatNetwork& g, const PointMatrix& points, const PointMatrix& residuals,
                              FloatFormat input);

}  // namespace ftcert
