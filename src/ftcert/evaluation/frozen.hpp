// The frozen network f where it is needed.
//
// Purpose: at a component whose label says `keep`, f + g equals the label exactly when g is 0. So f matters only at samples that have a label,
// and at one of several rows with the same point when only some of them have one.
#pragma once

#include <functional>
#include <span>

#include "ftcert/core/samples.hpp"

namespace ftcert {

// f at the given rows of the points: rows x f.outputs().
PointMatrix evaluate_rows(const Network& f, const PointMatrix& points, std::span<const std::size_t> rows);

// K x P; the rows of samples without any label are not evaluated and hold 0.
PointMatrix evaluate_where_labelled(const Network& f, const Samples& samples);

}  // namespace ftcert
