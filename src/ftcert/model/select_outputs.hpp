// Some components of a network's output.
#pragma once

#include <cstddef>
#include <vector>

#include "ftcert/core/stepped_network.hpp"

namespace ftcert {

// The network x -> (f_j(x) for j in components), components counted from 0, in the order given, repetitions
// allowed. Hidden layers stay as they are. Errors: kUsage for no component or one that f does not have.
//
//   Network score = select_outputs(f, {1});   // score.outputs() == 1
Network select_outputs(const Network& network, const std::vector<std::size_t>& components);
// The same rows of the last layer, and of the steps behind it their numbers.
SteppedNetwork select_outputs(const SteppedNetwork& network, const std::vector<std::size_t>& components);

}  // namespace ftcert
