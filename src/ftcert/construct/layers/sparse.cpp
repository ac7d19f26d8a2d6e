#include "ftcert/construct/layers/sparse.hpp"

#include <utility>

#include "ftcert/construct/layers/sparse_plan.hpp"

namespace ftcert {

namespace {

std::size_t neurons(std::size_t groups, std::size_t unit_neurons) { return groups + unit_neurons; }

Network constant_zero(const Problem& problem) {
  return SplineNet(problem.outputs()).lift(std::vector<Integer>(problem.dimension(), Integer(0)));
}

Outcome plan(const Problem& problem) {
  Plan plan;
  if (problem.changed().empty()) {
    plan.widths = {0, 0};
    plan.build = [&problem] { return constant_zero(problem); };
    return plan;
  }
  const LineSamples samples(problem);
  SparsePlan shape = plan_sparse(samples, changed_ranks(samples), &neurons);
  plan.widths = {shape.groups.size(), shape.neurons()};
  plan.promised = promised_cost(problem.changed().size(), problem.outputs(), &neurons);
  plan.build = [&problem, shape = std::move(shape)] {
    const LineSamples line(problem);
    return build_sparse(line, changed_ranks(line), shape).lift(problem.projection().direction);
  };
  return plan;
}

}  // namespace

const Construction kSparse{
    "sparse", "proofs/theorems.md, theorem 3.3.2", "min over G of G + 4 c ceil(N/G), c outputs", "", 3, &plan};

}  // namespace ftcert
