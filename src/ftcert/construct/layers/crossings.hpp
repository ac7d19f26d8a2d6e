// Splines that cross zero steeply in some of the groups and stay away from it in the others.
//
// Purpose: the splines of all units for few nonzero labels (proofs/theorems.md, section 3.3). In a group with a *crossing* the spline passes a value
// at a place, and is out of a band around zero at the nearest samples on both sides; in a group without, it is out of the band at
// all samples, on the side where it was. Starting below the band in the flat cell it rises outward at the first crossing, falls at the next, and so on.
//
// Weights: where a spline need not cross zero, the cell is used to go to a new power of two, and where it may cross anywhere between two
// samples, to a simple number: a *restart*, behind which the weights' bits begin to grow anew.
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/layers/group_layout.hpp"

namespace ftcert {

struct Crossing {
  Rational at;  // inside the group's cell
  Rational value;
  // The nearest samples of the group, from `at` towards the flat cell and away from it: there the spline is out of the band.
  std::optional<Rational> inward, outward;
  bool free = false;  // value 0, and it may be taken anywhere between these samples instead
};

// At the sample with this rank, which the group holds.
Crossing crossing_at(const GroupLayout& layout, const LineSamples& samples, std::size_t group, std::size_t rank,
                     const Rational& value);

// One entry a group; |value| <= clearance, which is half the width of the band. The slopes grow with the number of crossings in a row.
OutwardSpline crossing_spline(const GroupLayout& layout, const std::vector<std::optional<Crossing>>& crossings,
                              const Rational& clearance);

}  // namespace ftcert
