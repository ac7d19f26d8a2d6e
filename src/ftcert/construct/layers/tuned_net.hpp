// Tuned networks as splines: what construct/layers/tuned.hpp lifts, and a block for deeper networks.
//
//   if (auto net = tuned_net(samples, changed, cost, most)) ...   // cost(net->knots.size(), net->rows.size()) <= most
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/layers/spline_net.hpp"
#include "ftcert/construct/layers/tuned_shape.hpp"

namespace ftcert {

// A network that takes the labels of the samples with ranks `changed` (not empty, increasing, each with a label other than 0) and is 0 at all
// others: theorems 3.3.4 and 3.3.5 of proofs/theorems.md. Its cost is at most `most`, and the least for which knots are found; nothing where none
// are. It is exact by construction, and is to be built before anything is promised. One knot faces left, the others right.
std::optional<SplineNet> tuned_net(const LineSamples& samples, const std::vector<std::size_t>& changed,
                                   const LayerCost& cost, std::size_t most);

}  // namespace ftcert
