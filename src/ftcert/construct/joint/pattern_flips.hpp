// Activation patterns by local search: linear programs, and one sample's pattern changed at a time.
//
// Purpose: how few cuts are found for many samples in many dimensions. The changed samples have patterns and should meet their residuals; the
// unchanged ones should be off; and the program minimises by how much both fail. The search changes the pattern of a changed
// sample where a dual says that this may help, or lets all neurons be active, and cancel, at the unchanged sample that is above most, and keeps the change that
// helps most, until nothing is above 0 or nothing helps. Clp solves; nothing that it says is believed.
//
//   auto found = flip_patterns(data, {1, -1}, true, random, budget);
//   if (found) widest_margin(data, found->network, budget, &found->active);
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ftcert/construct/joint/joint_data.hpp"
#include "ftcert/construct/joint/joint_random.hpp"

namespace ftcert {

struct PatternedNetwork {
  JointNetwork network;
  std::vector<std::uint32_t> active;  // of each sample: bit j for neuron j
};

// exceptions: unchanged samples may be met by cancelling, which takes signs of both kinds.
std::optional<PatternedNetwork> flip_patterns(const JointData& data, const std::vector<int>& signs, bool exceptions,
                                              JointRandom& random, JointBudget& budget);

}  // namespace ftcert
