// Units: splines followed by a bump, each setting the labels of at most one sample a group and leaving all others at 0.
//
// Purpose: section 3.3 of proofs/theorems.md. A *wave* (4 neurons) maps p to p for |p| <= M and to 0 for |p| >= 2M; a
// *hat* (3) maps M-v to v for 0 <= v <= M and to 0 for |p| >= M; a *negated hat* is minus a hat. A unit's spline passes through
// one value at its samples and is so steep that it is out of the bump at all other samples. No relation between units is
// needed.
//
// Weights: where a unit has no sample in a group it need not cross zero there and rests (construct/layers/crossings.hpp). Which unit serves
// which sample is chosen so that the units with the longest chains rest.
#pragma once

#include <vector>

#include "ftcert/construct/layers/group_layout.hpp"
#include "ftcert/construct/layers/unit_counts.hpp"

namespace ftcert {

// Sets the labels of the samples with ranks `changed` (in increasing order) in one component; every group may hold no more
// of them than `units` serve (theorem 3.3.2; checked, E901). Appends 3 or 4 rows a unit to net.
void add_units(SplineNet& net, const GroupLayout& layout, const LineSamples& samples, std::size_t component,
               const std::vector<std::size_t>& changed, const UnitCounts& units);

}  // namespace ftcert
