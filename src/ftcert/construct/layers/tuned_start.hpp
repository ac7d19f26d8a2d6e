// Knots at which tuned units nearly meet their equations, in floating point.
//
// Purpose: the start of construct/layers/tuned_knots.hpp. In the limit of steep zigzags the equation of a unit is rho_{i-1} + rho_i = 1, a product of one factor a
// knot; in the logarithms y_k = log((t_k - low_k) / (high_k - t_k)) of the knots' places the factor of its own knot is y_k itself, and those of the others
// grow more slowly: Newton's method with bounded steps. Nothing that is found here is believed.
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/layers/tuned_zigzag.hpp"

namespace ftcert {

struct TunedStart {
  std::vector<Rational> knots;  // those that are not tuned, and 0 for the others
  std::vector<double> places;   // y, one a unit: of its own knot
  // d log(rho_{i-1} + rho_i) of unit k by the place of unit l's knot, row-major.
  std::vector<double> slopes;
};

// Knots that are not tuned are simple rationals which keep the slopes' sizes even. Nothing where no solution is found.
std::optional<TunedStart> start_knots(const TunedSamples& samples, const std::vector<KnotPlace>& places,
                                      const std::vector<TunedUnit>& units);

// The solution of a square system, row-major; nothing where it is singular.
std::optional<std::vector<double>> solve_square(std::vector<double> matrix, std::vector<double> right);

}  // namespace ftcert
