// Hosts: two neurons an output that set the labels of changed samples at the odd knots.
//
// Purpose: theorem 3.3.5 of proofs/theorems.md. A host is a spline whose value is |z| at the knots that are samples with a label z of its sign, and negative at
// all other samples. Heights at the knots determine its slopes between them; outside of them they are chosen such that it is a row of the
// first layer, in which the knot with number i faces left.
#pragma once

#include <vector>

#include "ftcert/construct/layers/spline_net.hpp"
#include "ftcert/construct/layers/tuned_units.hpp"

namespace ftcert {

// The row with these slopes on the cells (left of the first knot, between knots, right of the last) and this value at the first knot. Contract: one knot
// faces left, not the first; the slope on the first cell is minus the change of slope there.
SplineRow row_through(const SplineNet& net, const std::vector<Rational>& slopes, const Rational& at_first);

// One row for each of shape.host_rows.
void add_hosts(SplineNet& net, const TunedSamples& samples, const TunedShape& shape);

}  // namespace ftcert
