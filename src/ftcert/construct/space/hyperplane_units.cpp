#include "ftcert/construct/space/hyperplane_units.hpp"

#include <memory>
#include <string>
#include <utility>

#include "ftcert/construct/space/unit_choice.hpp"

namespace ftcert {

namespace {

Network write_network(const std::vector<HyperplaneUnit>& units, std::size_t inputs, std::size_t outputs) {
  const std::size_t neurons = count_neurons(units, outputs);
  AffineMap hidden(neurons, inputs), outer(outputs, neurons);
  std::size_t row = 0;
  for (const HyperplaneUnit& unit : units) {
    for (std::size_t n = 0; n < unit.shape.kinks.size(); ++n, ++row) {
      for (std::size_t j = 0; j < inputs; ++j) hidden.weight(row, j) = unit.strip.weights[j];
      hidden.bias[row] = unit.strip.constant - unit.shape.kinks[n] * unit.strip.scale;
      for (std::size_t c = 0; c < outputs; ++c) {
        outer.weight(c, row) = unit.shape.changes[n * outputs + c] / Rational(unit.strip.scale);
      }
    }
  }
  return Network(inputs, {std::move(hidden), std::move(outer)});
}

Outcome plan(const Problem& problem) {
  if (problem.dimension() == 0) return Inapplicable{"needs samples with at least one component"};
  const std::size_t size = largest_group(problem);
  const std::vector<LabelPartition> partitions = label_partitions(problem, size);
  if (const std::size_t work = fewest_units_work(problem, partitions, size); work > kMostUnitWork) {
    return Inapplicable{"needs units * samples * (dimension + 1) <= " + std::to_string(kMostUnitWork) +
                        ", the data have about " + std::to_string(work)};
  }
  Plan result;
  result.promised = generic_neurons(partitions.front(), size);
  if (size == 1) {
    // A unit of one sample has three neurons whatever its row is, so that rows are needed only if this is built.
    result.widths = {result.promised};
    result.build = [partitions, &problem] {
      return write_network(fewest_units(problem, partitions, 1, false), problem.dimension(), problem.outputs());
    };
    return result;
  }
  const auto best = std::make_shared<const std::vector<HyperplaneUnit>>(fewest_units(problem, partitions, size, false));
  const std::size_t neurons = count_neurons(*best, problem.outputs());
  result.widths = {neurons};
  result.promised = std::max(result.promised, neurons);
  result.build = [best, inputs = problem.dimension(), outputs = problem.outputs()] {
    return write_network(*best, inputs, outputs);
  };
  return result;
}

// As in general position.
std::size_t least(const Problem& problem) {
  return generic_neurons(label_partitions(problem, problem.dimension()).front(), problem.dimension());
}

}  // namespace

const Construction kHyperplaneUnits{"hyperplane-units",
                                    "proofs/theorems.md, theorem 2.10.1",
                                    "3 (floor(N+/d) + floor(N-/d)) + {0, 3, 4, 6} in general position, 3N always",
                                    "(N/d) K (d+1) <= 2^32, roughly",
                                    2,
                                    &plan,
                                    nullptr,
                                    &least};

}  // namespace ftcert
