// Groups and units for few nonzero labels: the shape of the networks of construct/layers/sparse.hpp and construct/layers/stacked.hpp.
//
// Purpose: cuts the samples into groups and counts the units that each output needs, so that the cost is least; makes no
// weight. One output that is not zero: the exact search of construct/layers/unit_counts.hpp. Several: equally many labels of every
// output in a group at most, hats for outputs with labels of one sign, waves for the others.
//
//   SparsePlan plan = plan_sparse(samples, changed, [](std::size_t g, std::size_t n) { return g + n; });
//   SplineNet net = build_sparse(samples, changed, plan);   // plan.groups.size() knots, plan.neurons() rows
#pragma once

#include <functional>
#include <vector>

#include "ftcert/construct/layers/group_layout.hpp"
#include "ftcert/construct/layers/unit_counts.hpp"

namespace ftcert {

struct SparsePlan {
  std::vector<RankRange> groups;  // all samples
  std::vector<UnitCounts> units;  // one an output
  std::size_t neurons() const;    // of the units
};

// Ranks of the samples with a nonzero residual, in increasing order.
std::vector<std::size_t> changed_ranks(const LineSamples& samples);

// Groups of all samples that separate the changed ones: group g holds those with indices ends[g-1], .., ends[g]-1. Boundaries lie in the
// middle of the gaps between changed samples.
std::vector<RankRange> groups_between(const LineSamples& samples, const std::vector<std::size_t>& changed,
                                      const std::vector<std::size_t>& ends);

// The network is to take the labels of the samples `changed` (not empty; increasing) and 0 at the others. cost: of so many groups and so
// many neurons of units; must not decrease in either. O(samples) memory at most, no quadratic step.
SparsePlan plan_sparse(const LineSamples& samples, const std::vector<std::size_t>& changed,
                       const std::function<std::size_t(std::size_t groups, std::size_t neurons)>& cost);
SplineNet build_sparse(const LineSamples& samples, const std::vector<std::size_t>& changed, const SparsePlan& plan);

// The least cost(ceil(count/P), 4 P outputs) over P >= 1: what plan_sparse never exceeds for so many changed samples.
std::size_t promised_cost(std::size_t count, std::size_t outputs,
                          const std::function<std::size_t(std::size_t groups, std::size_t neurons)>& cost);

}  // namespace ftcert
