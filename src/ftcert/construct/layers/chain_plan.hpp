// Groups and chains for few nonzero labels: the shape of the networks of construct/layers/chains.hpp.
//
// Purpose: chooses chains (construct/layers/chain_windows.hpp) so that groups and neurons together are few; makes no weight. One output that is
// not zero: a search that begins with the units of construct/layers/sparse_plan.hpp, chains of one length, and changes of one chain of the best
// choice, and then goes through all choices. Several: the groups of sparse_plan.hpp, and for each output the fewest chains that serve them.
#pragma once

#include <functional>
#include <vector>

#include "ftcert/construct/layers/chain_windows.hpp"
#include "ftcert/construct/layers/sparse_plan.hpp"

namespace ftcert {

struct ChainPlan {
  struct Output {
    std::vector<ChainType> chains;  // sorted
    std::vector<std::vector<ChainWindow>>
        windows;  // one list a group; first and last are ranks of samples, the last one included
  };
  std::vector<RankRange> groups;  // all samples
  std::vector<Output> outputs;
  std::size_t neurons() const;  // of the chains
};

// Steps of a search, each a few table look-ups: about a twentieth of a second. A search that does not end within them is not exact.
inline constexpr std::size_t kMostChainSteps = std::size_t{1} << 20;

// The chains with the least neurons() + groups, of equals those whose last group is shortest; never more than `start` has.
std::vector<ChainType> cheapest_chains(const ChainLabels& labels, const std::vector<ChainType>& start,
                                       std::size_t steps = kMostChainSteps);

// Never more groups and neurons together than plan_sparse has with this sum as cost.
ChainPlan plan_chains(const LineSamples& samples, const std::vector<std::size_t>& changed);

}  // namespace ftcert
