#include "ftcert/construct/layers/chains.hpp"

#include <utility>

#include "ftcert/construct/layers/chain_plan.hpp"
#include "ftcert/construct/layers/chain_units.hpp"

namespace ftcert {

namespace {

// With more, the search for chains finds little in the time that it has.
constexpr std::size_t kMostChanged = 10'000;

Network build(const Problem& problem, const ChainPlan& plan) {
  const LineSamples samples(problem);
  const GroupLayout layout = lay_out(samples, plan.groups, plan.groups.size() / 2);
  SplineNet net = layout.net(samples.outputs());
  for (std::size_t c = 0; c < samples.outputs(); ++c) add_chains(net, layout, samples, c, plan.outputs[c]);
  return net.lift(problem.projection().direction);
}

Outcome plan(const Problem& problem) {
  const std::size_t changed = problem.changed().size();
  if (changed == 0) return Inapplicable{"no label changes"};
  if (changed > kMostChanged) {
    return Inapplicable{"needs N <= " + std::to_string(kMostChanged) +
                        ", the data have N = " + std::to_string(changed)};
  }
  const LineSamples samples(problem);
  ChainPlan shape = plan_chains(samples, changed_ranks(samples));
  Plan plan;
  plan.widths = {shape.groups.size(), shape.neurons()};
  plan.promised = promised_cost(changed, problem.outputs(), [](std::size_t g, std::size_t n) { return g + n; });
  plan.build = [&problem, shape = std::move(shape)] { return build(problem, shape); };
  return plan;
}

}  // namespace

const Construction kChains{
    "chains", "proofs/theorems.md, theorem 3.3.6", "min over G of G + 4 c ceil(N/G), c outputs", "1 <= N <= 10,000", 3,
    &plan};

}  // namespace ftcert
