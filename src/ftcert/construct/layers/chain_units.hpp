// Chains of ReLUs, each setting the labels of a window of neighbouring samples in every group and leaving all others at 0.
//
// Purpose: theorem 3.3.6 of proofs/theorems.md. A chain of u neurons with outer weights +-1 in turn has u-1 splines Z_0, .., Z_{u-2}, each
// crossing zero steeply in every group; its neurons read Z_0, Z_0 + Z_1, .., Z_{u-2}. Before its window all splines are below the
// band, behind it above, and the sum is 0; at the sample of rank r it is the value of Z_r up to the sign.
// Weights: a spline whose pivot is a dummy may cross anywhere between two samples (construct/layers/crossings.hpp).
#pragma once

#include "ftcert/construct/layers/chain_plan.hpp"

namespace ftcert {

// Appends a row a neuron of the output's chains, which serve the labels of one component in the layout of the plan's groups.
void add_chains(SplineNet& net, const GroupLayout& layout, const LineSamples& samples, std::size_t component,
                const ChainPlan::Output& output);

}  // namespace ftcert
