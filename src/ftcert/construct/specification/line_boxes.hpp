// The polyline with the fewest kinks that goes through intervals on a line, exactly.
//
// Purpose: labels inside the boxes of samples in dimension 1, so that as few neurons as possible serve. Intervals ("gates") stand at increasing places; a gate may
// be a point, or lack an end.
//
// The first link goes as far as any line does: to the last gate j so that some line meets all gates up to it. If all these lines pass above gate j+1,
// take the one that is lowest there, and the last gate q whose lower end it touches: no other path of one link is below it behind q. The second link begins on
// it, between q and j+1; of the gates q..j it must respect the lower ends only. The same upside down where all lines pass below.
// Theorem: proofs/theorems.md, 2.14.3.
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
