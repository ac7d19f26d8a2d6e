// Descent: from a start to a network that meets all samples, or a place where it gets no nearer.
//
// Purpose: how the joint search finds activation patterns. Minimises a weighted sum of squares by damped Gauss-Newton steps: at a changed sample what g
// misses; at an unchanged one each form above -margin, or, where forms of both signs are active and exceptions are allowed, g itself, so that they may
// cancel. Where no neuron of a residual's sign is active, the nearest one is taken as if it were. A few hundred steps at most; cost: one product of
// samples and forms a step, and the normal equations in the forms, or in the samples that count if these are fewer.
//
//   JointNetwork start = random_start(data, {1, -1}, false, random);
//   DescentResult result = descend(data, start, {.margin = 0.01, .exceptions = true}, budget);
//   if (result.met) result.network;
#pragma once

#include "ftcert/construct/joint/joint_data.hpp"

namespace ftcert {

struct DescentOptions {
  double margin = 0.01;    // in units of the greatest residual
  bool exceptions = true;  // unchanged samples may be met by cancelling
  int steps = 60;
  double softness = 0;  // misses at unchanged samples beyond it count by their size, not its square
};

struct DescentResult {
  JointNetwork network;
  bool met = false;
  double loss = 0;
};

DescentResult descend(const JointData& data, JointNetwork network, const std::vector<double>& weights,
                      const DescentOptions& options, JointBudget& budget);

}  // namespace ftcert
