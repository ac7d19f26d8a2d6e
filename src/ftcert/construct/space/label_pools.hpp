// Residuals as positive multiples of directions: what units of one sign serve.
//
// Purpose: the pools from which separating units take their groups. Each of the functions gives pools whose sum is the residuals.
//
//   Pools pools = by_component(problem);   // (1, -2) is 1 (1, 0) + 2 (0, -1)
//   by_direction(problem);                 // or 1 (1, -2)
#pragma once

#include <vector>

#include "ftcert/construct/problem/problem.hpp"

namespace ftcert {

// Samples whose residuals, or one component of them, are positive multiples of a direction.
struct LabelPool {
  std::vector<Rational> direction;  // one entry an output
  std::vector<std::size_t> rows;
  std::vector<Rational> values;  // the multiples
};

using Pools = std::vector<LabelPool>;

// Each output by itself, each sign by itself.
Pools by_component(const Problem& problem);
// The sum over outputs of z_c + t in direction e_c, and t in direction -(1, .., 1), t = max {0, -min z_c}: one pool more than outputs, none for each sign.
Pools by_simplex(const Problem& problem);
// Residuals of one direction together. At most one pool for each changed sample.
Pools by_direction(const Problem& problem);
// Pools that every partition has at least, by the signs of one output.
std::size_t least_pools(const Problem& problem);

}  // namespace ftcert
