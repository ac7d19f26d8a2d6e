#include "ftcert/construct/space/hyperplane_units.hpp"

#include <memory>
#include <string>
#include <utility>

#include "ftcert/construct/space/unit_groups.hpp"

namespace ftcert {

namespace {

// Orders of the samples that are tried when groups fail, and word operations after which no further order is
// begun.
constexpr unsigned kOrders = 8;
constexpr std::size_t kMoreWork = std::size_t{1} << 30;
constexpr std::size_t kMostWork = std::size_t{1} << 32;

std::size_t count_neurons(const std::vector<HyperplaneUnit>& units) {
  std::size_t neurons = 0;
  for (const HyperplaneUnit& unit : units) neurons += unit.kinks.size();
  return neurons;
}

Network write_network(const std::vector<HyperplaneUnit>& units, std::size_t inputs, std::size_t outputs) {
  const std::size_t neurons = count_neurons(units);
  AffineMap hidden(neurons, inputs), outer(outputs, neurons);
  std::size_t row = 0;
  for (const HyperplaneUnit& unit : units) {
    for (std::size_t n = 0; n < unit.kinks.size(); ++n, ++row) {
      for (std::size_t j = 0; j < inputs; ++j) hidden.weight(row, j) = unit.strip.weights[j];
      hidden.bias[row] = unit.strip.constant - unit.kinks[n] * unit.strip.scale;
      for (std::size_t c = 0; c < outputs; ++c) {
        outer.weight(c, row) = unit.changes[n * outputs + c] / Rational(unit.strip.scale);
      }
    }
  }
  return Network(inputs, {std::move(hidden), std::move(outer)});
}

Outcome plan(const Problem& problem) {
  if (problem.dimension() == 0) return Inapplicable{"needs samples with at least one component"};
  const std::size_t size = largest_group(problem.points());
  const std::vector<LabelPartition> partitions = label_partitions(problem, size);
  const std::size_t promised = generic_neurons(partitions.front(), size);
  const std::size_t work = (promised + 2) / 3 * problem.samples() * (problem.dimension() + 1);
  if (work > kMostWork) {
    return Inapplicable{"needs units * samples * (dimension + 1) <= " + std::to_string(kMostWork) +
                        ", the data have about " + std::to_string(work)};
  }
  const SteepnessTable table(problem.points());
  std::shared_ptr<const std::vector<HyperplaneUnit>> best;
  std::size_t spent = 0;
  for (unsigned order = 0; order < kOrders && spent <= kMoreWork; ++order) {
    for (const LabelPartition& partition : partitions) {
      if (best && count_neurons(*best) <= generic_neurons(partition, size)) continue;
      auto units =
          std::make_shared<const std::vector<HyperplaneUnit>>(form_units(problem, table, partition, size, order));
      spent += units->size() * problem.samples() * (problem.dimension() + 1);
      if (!best || count_neurons(*units) < count_neurons(*best)) best = std::move(units);
    }
    if (count_neurons(*best) <= promised) break;
  }
  Plan result;
  result.widths = {count_neurons(*best)};
  result.promised = std::max(promised, count_neurons(*best));
  result.build = [best, inputs = problem.dimension(), outputs = problem.outputs()] {
    return write_network(*best, inputs, outputs);
  };
  return result;
}

}  // namespace

const Construction kHyperplaneUnits{"hyperplane-units",
                                    "proofs/theorems.md, theorem 2.10.1",
                                    "3 (floor(N+/d) + floor(N-/d)) + {0, 3, 4, 6} in general position, 3N always",
                                    "(N/d) K (d+1) <= 2^32, roughly",
                                    2,
                                    &plan};

}  // namespace ftcert
