// The widest margin of a network with given activation patterns: one linear program in all its forms.
//
// Purpose: what makes a network that a search has found robust against rounding. Equations where a sample's active forms must sum to its residual,
// inequalities elsewhere; the least |form| over all other pairs of sample and neuron is made as large as it can be, with bounded weights.
// Pairs for which every network of these patterns has form 0 are found by the duals and become equations too (data on grids need them). Clp
// solves it, with the inequalities that are violated most added round by round; nothing that it says is believed.
//
//   auto wide = widest_margin(data, found.network, budget);
//   wide->equations;   // what must hold exactly
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ftcert/construct/joint/joint_data.hpp"

namespace ftcert {

// sum over `active` of sign_j form_j, and the constant, is the residual; or, with `single`, form_active is 0 there.
struct JointEquation {
  std::size_t sample = 0;
  std::uint32_t active = 0;
  bool single = false;
};

struct WideNetwork {
  JointNetwork network;
  std::vector<JointEquation> equations;
  double margin = 0;           // of forms that no equation fixes
  std::size_t exceptions = 0;  // unchanged samples where forms cancel
};

// The patterns are those of the network, or the given ones: bit j of a sample's for neuron j. Nothing: none with these patterns, as far as Clp tells.
std::optional<WideNetwork> widest_margin(const JointData& data, const JointNetwork& found, JointBudget& budget,
                                         const std::vector<std::uint32_t>* patterns = nullptr);

}  // namespace ftcert
