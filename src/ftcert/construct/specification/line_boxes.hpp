// The polyline with the fewest kinks that goes through intervals on a line, exactly.
//
// Purpose: labels inside the boxes of samples in dimension 1, so that as few neurons as possible serve. Intervals ("gates") stand at increasing places; a gate may
// be a point, or lack an end.
//
// The first link goes as far as any line does: to the last gate j so that some line meets all gates up to it. If all these lines pass above gate j+1,
// take the one that is lowest there, and the last gate q whose lower end it touches. It has the upper end of an earlier gate, so no path of one link is below it
// anywhere behind q, and every path has a kink before gate j+1. A second link that begins on that line, between q and j+1, is above it at q and below at
// j+1: so of the gates q..j it must respect the lower ends only (before the kink the first link meets them; behind it the line is above the second link, and within
// their upper ends), and every line that does is such a link. The same upside down where all lines pass below. So the second link is again a
// line that meets gates as far as can be, and by induction no path with as many links goes further.
// Cost: O(K) operations of a rational for each gate of a link.
//
//   BoxPath path = fewest_links(places, gates);
//   path.links - 1;     // kinks, which every function through the gates has at least
//   path.values[i];     // inside gates[i]
#pragma once

#include <span>
#include <vector>

#include "ftcert/core/specification.hpp"

namespace ftcert {

struct BoxPath {
  std::vector<Rational> values;  // at the places
  std::size_t links = 0;
};

// places: strictly increasing, as many as gates, at least one.
BoxPath fewest_links(std::span<const Rational> places, std::span<const Interval> gates);

}  // namespace ftcert
