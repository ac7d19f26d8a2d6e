// Networks of half-space units and of bumps, with weights of few bits, and whether they meet what was asked for.
//
// Purpose: from rows that a search has found in floating point to networks over the rationals. Rows are rounded so that no sample's value moves by more
// than a given step; as demands and margins are inequalities, no correction is needed, and what is returned is checked by exact evaluation.
//
//   std::optional<Network> g = half_space_network(demands, units, points, samples, Rational(1, 64));
//   meets_all(demands, values_of_g);
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/specification/bumps.hpp"
#include "ftcert/construct/specification/half_space_units.hpp"

namespace ftcert {

// values: of g, K x P. Every violated sample meets its demand and g is 0 at all others.
bool meets_all(const Demands& demands, const PointMatrix& values);

// One hidden layer, a neuron for each unit. step: of the values of rows. Contract: there are units.
Network half_space_network(const std::vector<HalfSpaceUnit>& units, const PointMatrix& points,
                           const CentredSamples& samples, double step);
// Two hidden layers: a neuron for each face, then one for each bump. Contract: there are bumps.
Network bump_network(const std::vector<Bump>& bumps, const PointMatrix& points, const CentredSamples& samples,
                     double step);
// Both beside each other: one hidden layer each, the same inputs and outputs.
Network side_by_side(const Network& a, const Network& b);

}  // namespace ftcert
