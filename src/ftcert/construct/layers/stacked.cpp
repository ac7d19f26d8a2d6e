#include "ftcert/construct/layers/stacked.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ftcert/construct/layers/sparse_plan.hpp"
#include "ftcert/construct/layers/stack.hpp"
#include "ftcert/construct/layers/tuned_net.hpp"

namespace ftcert {

namespace {

// Changed samples of a block for which tuned knots are looked for.
constexpr std::size_t kMostTuned = 500;

// One of the stacked networks: sets the labels of its changed samples (ranks).
struct Block {
  std::vector<std::size_t> changed;
  LayerCost cost;
  SparsePlan shape;

  std::size_t shape_cost() const { return cost(shape.groups.size(), shape.neurons()); }
};

// The least width, and of equals the fewest neurons.
std::size_t width_first(std::size_t upper, std::size_t lower) { return (std::max(upper, lower) << 32) + upper + lower; }

std::vector<Block> plan_blocks(const LineSamples& samples, std::size_t most, std::size_t carried) {
  const std::vector<std::size_t> changed = changed_ranks(samples);
  const std::size_t part = (changed.size() + most - 1) / most, count = (changed.size() + part - 1) / part;
  std::vector<Block> blocks;
  for (std::size_t b = 0; b < count; ++b) {
    const auto begin = changed.begin() + static_cast<std::ptrdiff_t>(b * part);
    const auto end = b + 1 == count ? changed.end() : begin + static_cast<std::ptrdiff_t>(part);
    Block block{{begin, end}, {}, {}};
    block.cost = [b, count, carried](std::size_t groups, std::size_t neurons) {
      return width_first(upper_width(groups, b, carried), lower_width(neurons, b, count, carried));
    };
    block.shape = plan_sparse(samples, block.changed, block.cost);
    blocks.push_back(std::move(block));
  }
  return blocks;
}

// What makes the sums not negative: they are labels or 0.
std::vector<Rational> shift(const Problem& problem, const std::vector<std::size_t>& outputs) {
  std::vector<Rational> result(outputs.size());
  for (const std::size_t row : problem.changed()) {
    for (std::size_t s = 0; s < outputs.size(); ++s)
      result[s] = std::max(result[s], -problem.residuals().row(row)[outputs[s]]);
  }
  return result;
}

bool tunes(const Block& block) { return block.changed.size() <= kMostTuned; }

SplineNet net_of(const LineSamples& samples, const Block& block) {
  if (tunes(block)) {
    if (auto tuned = tuned_net(samples, block.changed, block.cost, block.shape_cost() - 1)) return *std::move(tuned);
  }
  return build_sparse(samples, block.changed, block.shape);
}

Network build(const Problem& problem, const std::vector<Block>& blocks, std::size_t layers) {
  const std::vector<std::size_t> outputs = nonzero_outputs(problem);
  Stack stack(problem, outputs);
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const Problem moved = stack.moved();
    StackBlock block{net_of(LineSamples(moved), blocks[b]), std::nullopt};
    if (b + 1 < blocks.size()) block.points = increasing_points(block.net, stack.points());
    stack.add(block, shift(problem, outputs));
  }
  for (std::size_t l = 2 * blocks.size(); l + 1 < layers; ++l) stack.add_idle();
  return stack.finish();
}

std::size_t width(std::size_t changed, std::size_t most, std::size_t outputs) {
  const auto cost = [](std::size_t groups, std::size_t neurons) { return std::max(groups, neurons); };
  return promised_cost((changed + most - 1) / most, outputs, cost) + 1 + outputs;
}

Outcome plan_layers(const Problem& problem, std::size_t layers) {
  Plan plan;
  plan.widths.assign(layers - 1, 0);
  if (problem.changed().empty()) {
    plan.build = [&problem, layers] { return constant_network(problem, layers); };
    return plan;
  }
  const std::size_t most = (layers - 1) / 2, carried = nonzero_outputs(problem).size();
  auto blocks = std::make_shared<std::vector<Block>>(plan_blocks(LineSamples(problem), most, carried));
  plan.promised = (layers - 1) * width(problem.changed().size(), most, problem.outputs());
  if (std::any_of(blocks->begin(), blocks->end(), tunes)) {
    // Whether knots are found shows when they are looked for.
    const auto network = std::make_shared<const Network>(build(problem, *blocks, layers));
    plan.widths = network->widths();
    plan.build = [network] { return *network; };
    return plan;
  }
  for (std::size_t b = 0; b < blocks->size(); ++b) {
    const SparsePlan& shape = (*blocks)[b].shape;
    plan.widths[2 * b] = upper_width(shape.groups.size(), b, carried);
    plan.widths[2 * b + 1] = lower_width(shape.neurons(), b, blocks->size(), carried);
  }
  for (std::size_t l = 2 * blocks->size(); l + 1 < layers; ++l) plan.widths[l] = carried;
  plan.build = [&problem, layers, blocks] { return build(problem, *blocks, layers); };
  return plan;
}

}  // namespace

const Construction kStacked{"stacked",
                            "proposition 6.1; proofs/theorems.md, theorem 4.3.1",
                            "(L-1) w, w = min over G of max(G, 4 c ceil(ceil(N/q)/G)) + 1 + c, q = floor((L-1)/2)",
                            "",
                            4,
                            nullptr,
                            &plan_layers};

}  // namespace ftcert
