// Hats: 3N neurons, and nothing but zero between the hats.
//
// Every run of n neighbouring changed samples gets a polyline that leaves zero strictly inside the gap before
// the run and is back at zero strictly inside the gap after it: n+2 kinks, at most 3n. A run at the end of
// the line needs n, the run of all samples n-1. In contrast to flat-blocks, g is zero in a neighbourhood of
// every unchanged sample. The kinks between samples are the simplest rationals in the middle half of the gap:
// few bits, and slopes at most four times the least possible. Several outputs share the neurons.
#pragma once

#include "ftcert/construct/line/line_plan.hpp"

namespace ftcert {

extern const Construction kHats;

}  // namespace ftcert
