// The equation of a tuned unit, exactly.
//
// Purpose: theorem 3.3.4 of proofs/theorems.md. The slopes of a zigzag through the unit's pivots are u_j = rho_j u_0 + tau_j, and it is a row of the first
// layer iff u_0 = u_{i-1} + u_i (the knot with number i faces left). That is u_0 (1 - rho_{i-1} - rho_i) = tau_{i-1} + tau_i. It is steep
// enough at all samples iff u_0 is large enough.
//
// Cost: O(knots) operations on rationals that grow by the bits of a knot and of two samples with every run.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ftcert/construct/layers/tuned_units.hpp"

namespace ftcert {

struct TunedEquation {
  Rational rest;   // 1 - rho_{i-1} - rho_i
  Rational right;  // tau_{i-1} + tau_i
  Rational least;  // of u_0: with it the unit is 0 at all samples but its pivots
  // u_0; nothing where there is none that is large enough.
  std::optional<Rational> first_slope() const;
};

// Of one of the unit's bumps; rest is the same for all of them.
TunedEquation equation(const TunedSamples& samples, const TunedUnit& unit, const TunedBump& bump,
                       std::span<const Rational> knots);

// rho_{i-1} + rho_i without the factors of the knots for which tuned[knot] holds.
Rational fixed_factor(const TunedSamples& samples, const TunedUnit& unit, std::span<const Rational> knots,
                      const std::vector<bool>& tuned);
// The factor of one knot: (t - pivot before) / (pivot behind - t).
Rational knot_factor(const TunedSamples& samples, const TunedUnit& unit, std::size_t knot, const Rational& at);

// The slopes of a bump's zigzag on the cells, with their signs.
std::vector<Rational> tuned_slopes(const TunedSamples& samples, const TunedUnit& unit, const TunedBump& bump,
                                   std::span<const Rational> knots, const Rational& first);

}  // namespace ftcert
