#include "ftcert/construct/space/tents.hpp"

#include <memory>
#include <string>
#include <utility>

#include "ftcert/construct/space/unit_choice.hpp"

namespace ftcert {

namespace {

using Units = std::shared_ptr<const std::vector<HyperplaneUnit>>;

// Rows of the first layer and of the second.
std::vector<std::size_t> widths_of(const std::vector<HyperplaneUnit>& units, std::size_t outputs) {
  return {2 * units.size(), count_neurons(units, outputs) - 2 * units.size()};
}

// The pre-activations are scale * p, so that the rows of the first layer are integers.
Network write_network(const std::vector<HyperplaneUnit>& units, std::size_t inputs, std::size_t outputs) {
  const std::vector<std::size_t> widths = widths_of(units, outputs);
  AffineMap first(widths[0], inputs), second(widths[1], widths[0]), outer(outputs, widths[1]);
  std::size_t row = 0;
  for (std::size_t u = 0; u < units.size(); ++u) {
    const Strip& strip = units[u].strip;
    const std::vector<Rational>& changes = units[u].shape.changes;
    const std::size_t up = 2 * u, down = up + 1;
    for (std::size_t j = 0; j < inputs; ++j) {
      first.weight(up, j) = strip.weights[j];
      first.weight(down, j) = -strip.weights[j];
    }
    first.bias[up] = strip.constant;
    first.bias[down] = -strip.constant;
    const bool wave = changes.size() > outputs;
    for (std::size_t n = 0; n < changes.size() / outputs; ++n, ++row) {
      second.weight(row, up) = n == 0 ? -1 : -2;
      second.weight(row, down) = wave && n == 0 ? -2 : -1;
      second.bias[row] = Rational(kTentUnit) * Rational(strip.scale);
      for (std::size_t c = 0; c < outputs; ++c) outer.weight(c, row) = changes[n * outputs + c] / Rational(strip.scale);
    }
  }
  return Network(inputs, {std::move(first), std::move(second), std::move(outer)});
}

std::vector<LabelPartition> without_pools(const Problem& problem, std::size_t size) {
  std::vector<LabelPartition> partitions = label_partitions(problem, size);
  std::erase_if(partitions, [](const LabelPartition& partition) { return !partition.pool.empty(); });
  return partitions;
}

Plan planned(const Problem& problem, Units units, std::size_t promised) {
  Plan result;
  result.widths = widths_of(*units, problem.outputs());
  result.promised = std::max(promised, count_neurons(*units, problem.outputs()));
  result.build = [units = std::move(units), inputs = problem.dimension(), outputs = problem.outputs()] {
    return write_network(*units, inputs, outputs);
  };
  return result;
}

Outcome plan(const Problem& problem) {
  if (problem.dimension() == 0) return Inapplicable{"needs samples with at least one component"};
  const std::size_t size = largest_group(problem);
  const std::vector<LabelPartition> partitions = without_pools(problem, size);
  if (const std::size_t work = fewest_units_work(problem, partitions, size); work > kMostUnitWork) {
    return Inapplicable{"needs units * samples * (dimension + 1) <= " + std::to_string(kMostUnitWork) +
                        ", the data have about " + std::to_string(work)};
  }
  const std::size_t promised = generic_neurons(partitions.front(), size);
  if (problem.goal()) {
    if (std::optional<std::vector<HyperplaneUnit>> found = units_for_goal(problem, partitions, size)) {
      auto rounded = std::make_shared<const std::vector<HyperplaneUnit>>(std::move(*found));
      Plan result = planned(problem, rounded, promised);
      result.nearly = result.build;
      result.build = [rounded, &problem] {
        return write_network(exact_units(problem, *rounded), problem.dimension(), problem.outputs());
      };
      return result;
    }
  }
  if (size == 1) {
    // A unit of one sample is a tent of three neurons whatever its row is, so that rows are needed only if this is built.
    Plan result;
    result.widths = {promised / 3 * 2, promised / 3};
    result.promised = promised;
    result.build = [partitions, &problem] {
      return write_network(fewest_units(problem, partitions, 1, true), problem.dimension(), problem.outputs());
    };
    return result;
  }
  return planned(problem,
                 std::make_shared<const std::vector<HyperplaneUnit>>(fewest_units(problem, partitions, size, true)),
                 promised);
}

}  // namespace

const Construction kTents{"tents",
                          "proofs/theorems.md, theorem 3.11.1",
                          "as hyperplane-units, without combs",
                          "(N/d) K (d+1) <= 2^32, roughly",
                          3,
                          &plan};

}  // namespace ftcert
