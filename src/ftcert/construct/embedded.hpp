// A shallower network as a deeper one.
//
// Purpose: of all constructions with fewer layers, the one with the fewest neurons for these data, followed by hidden layers that only carry
// its outputs: one neuron a layer for every output that is not constant over the samples, shifted so that its pre-activation is not
// negative at any sample. So a deeper network never needs more than one neuron an output and layer beyond the best shallower one, and
// fewer than the other constructions of its depth where the labels follow few kinks, or many dimensions help.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kEmbedded;

}  // namespace ftcert
