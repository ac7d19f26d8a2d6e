#include "ftcert/construct/layers/stacked.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ftcert/construct/layers/sparse_plan.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// One of the stacked networks: sets the labels of its changed samples (ranks).
struct Block {
  std::vector<std::size_t> changed;
  SparsePlan shape;
  bool first = false;
  bool last = false;
};

// Outputs with a nonzero residual; only they are carried.
std::vector<std::size_t> nonzero_outputs(const Problem& problem) {
  std::vector<std::size_t> result;
  for (std::size_t c = 0; c < problem.outputs(); ++c) {
    const auto& changed = problem.changed();
    const auto nonzero = [&](std::size_t row) { return !problem.residuals().row(row)[c].is_zero(); };
    if (std::any_of(changed.begin(), changed.end(), nonzero)) result.push_back(c);
  }
  return result;
}

std::size_t upper_width(const Block& block, std::size_t groups, std::size_t carried) {
  return groups + (block.first ? 0 : carried);
}
std::size_t lower_width(const Block& block, std::size_t neurons, std::size_t carried) {
  return neurons + (block.last ? 0 : 1) + (block.first ? 0 : carried);
}

// The least width, and of equals the fewest neurons.
std::size_t width_first(std::size_t upper, std::size_t lower) { return (std::max(upper, lower) << 32) + upper + lower; }

std::vector<Block> plan_blocks(const LineSamples& samples, std::size_t most, std::size_t carried) {
  const std::vector<std::size_t> changed = changed_ranks(samples);
  const std::size_t part = (changed.size() + most - 1) / most;
  std::vector<Block> blocks;
  for (std::size_t at = 0; at < changed.size(); at += part) {
    const std::size_t end = std::min(at + part, changed.size());
    Block block;
    block.changed.assign(changed.begin() + static_cast<std::ptrdiff_t>(at),
                         changed.begin() + static_cast<std::ptrdiff_t>(end));
    block.first = at == 0;
    block.last = end == changed.size();
    block.shape = plan_sparse(samples, block.changed, [&](std::size_t groups, std::size_t neurons) {
      return width_first(upper_width(block, groups, carried), lower_width(block, neurons, carried));
    });
    blocks.push_back(std::move(block));
  }
  return blocks;
}

// Puts the layers of the blocks behind one another.
class Stack {
 public:
  explicit Stack(const Problem& problem)
      : problem_(problem), samples_(problem), carried_(nonzero_outputs(problem)), shift_(carried_.size()) {
    origin_ = simple_below(samples_.x(0));
    for (const std::size_t row : problem.changed()) {
      for (std::size_t s = 0; s < carried_.size(); ++s)
        shift_[s] = std::max(shift_[s], -problem.residuals().row(row)[carried_[s]]);
    }
  }

  void add(const Block& block) {
    const SplineNet net = build_sparse(samples_, block.changed, block.shape);
    add_upper(block, net);
    add_lower(block, net);
    sums_ = sums_behind(net);
    shifted_ = !block.first;
  }

  // A layer that does nothing but carry the sums.
  void add_idle() {
    AffineMap map = sums_;
    if (!shifted_) map.bias = shift_;
    layers_.push_back(std::move(map));
    sums_ = AffineMap(carried_.size(), carried_.size());
    for (std::size_t s = 0; s < carried_.size(); ++s) sums_.weight(s, s) = 1;
    shifted_ = true;
  }

  Network finish() {
    AffineMap output(problem_.outputs(), sums_.columns);
    for (std::size_t s = 0; s < carried_.size(); ++s) {
      for (std::size_t j = 0; j < sums_.columns; ++j) output.weight(carried_[s], j) = sums_.weight(s, j);
      if (shifted_) output.bias[carried_[s]] = -shift_[s];
    }
    layers_.push_back(std::move(output));
    return Network(problem_.dimension(), std::move(layers_));
  }

 private:
  // Knot neurons, then the sums.
  void add_upper(const Block& block, const SplineNet& net) {
    const std::size_t groups = net.knots.size();
    if (block.first) {
      layers_.push_back(net.lift(problem_.projection().direction).layers()[0]);
      return;
    }
    AffineMap map(groups + carried_.size(), sums_.columns);
    for (std::size_t j = 0; j < groups; ++j) {
      const bool right = net.facings[j] == Facing::kRight;
      const Rational at = net.knots[j] - origin_;
      map.weight(j, carrier_) = right ? 1 : -1;
      map.bias[j] = right ? -at : at;
    }
    for (std::size_t s = 0; s < carried_.size(); ++s) {
      for (std::size_t k = 0; k < sums_.columns; ++k) map.weight(groups + s, k) = sums_.weight(s, k);
      if (!shifted_) map.bias[groups + s] = shift_[s];
    }
    layers_.push_back(std::move(map));
  }

  // The rows, then the sums, then the projection.
  void add_lower(const Block& block, const SplineNet& net) {
    const std::size_t groups = net.knots.size(), rows = net.rows.size();
    const std::size_t sums = block.first ? 0 : carried_.size();
    AffineMap map(rows + sums + (block.last ? 0 : 1), groups + sums);
    for (std::size_t r = 0; r < rows; ++r) {
      map.bias[r] = net.rows[r].bias;
      for (std::size_t j = 0; j < groups; ++j) map.weight(r, j) = net.rows[r].weights[j];
    }
    for (std::size_t s = 0; s < sums; ++s) map.weight(rows + s, groups + s) = 1;
    if (!block.last) {
      carrier_ = rows + sums;
      const auto inner = static_cast<std::size_t>(std::count(net.facings.begin(), net.facings.end(), Facing::kLeft));
      map.weight(carrier_, inner) = 1;
      if (inner > 0) {
        require(net.knots[inner] == net.knots[inner - 1], "stacked: the flat cell is not a point");
        map.weight(carrier_, inner - 1) = -1;
      } else {
        require(net.knots[0] < samples_.x(0), "stacked: the first knot is not left of all samples");
      }
      map.bias[carrier_] = net.knots[inner] - origin_;
    }
    layers_.push_back(std::move(map));
  }

  // The carried outputs in terms of the layer last added; shifted from the second block on.
  AffineMap sums_behind(const SplineNet& net) const {
    AffineMap result(carried_.size(), layers_.back().rows);
    const std::size_t rows = net.rows.size();
    for (std::size_t s = 0; s < carried_.size(); ++s) {
      for (std::size_t r = 0; r < rows; ++r) result.weight(s, r) = net.outers[r * net.outputs() + carried_[s]];
      if (layers_.size() > 2) result.weight(s, rows + s) = 1;
    }
    return result;
  }

  const Problem& problem_;
  const LineSamples samples_;
  std::vector<std::size_t> carried_;  // outputs
  std::vector<Rational> shift_;       // of their sums
  Rational origin_;                   // o
  std::vector<AffineMap> layers_;
  std::size_t carrier_ = 0;  // the neuron that holds u in the layer last added
  AffineMap sums_;           // from the layer last added to the carried outputs
  bool shifted_ = false;     // whether sums_ is that much too large
};

std::size_t width(std::size_t changed, std::size_t most, std::size_t outputs) {
  const auto cost = [](std::size_t groups, std::size_t neurons) { return std::max(groups, neurons); };
  return promised_cost((changed + most - 1) / most, outputs, cost) + 1 + outputs;
}

Network constant_zero(const Problem& problem, std::size_t layers) {
  std::vector<AffineMap> maps{AffineMap(0, problem.dimension())};
  while (maps.size() + 1 < layers) maps.emplace_back(0, 0);
  maps.emplace_back(problem.outputs(), 0);
  return Network(problem.dimension(), std::move(maps));
}

Outcome plan_layers(const Problem& problem, std::size_t layers) {
  Plan plan;
  plan.widths.assign(layers - 1, 0);
  if (problem.changed().empty()) {
    plan.build = [&problem, layers] { return constant_zero(problem, layers); };
    return plan;
  }
  const std::size_t most = (layers - 1) / 2, carried = nonzero_outputs(problem).size();
  auto blocks = std::make_shared<std::vector<Block>>(plan_blocks(LineSamples(problem), most, carried));
  for (std::size_t b = 0; b < blocks->size(); ++b) {
    const Block& block = (*blocks)[b];
    plan.widths[2 * b] = upper_width(block, block.shape.groups.size(), carried);
    plan.widths[2 * b + 1] = lower_width(block, block.shape.neurons(), carried);
  }
  for (std::size_t l = 2 * blocks->size(); l + 1 < layers; ++l) plan.widths[l] = carried;
  plan.promised = (layers - 1) * width(problem.changed().size(), most, problem.outputs());
  plan.build = [&problem, layers, blocks] {
    Stack stack(problem);
    for (const Block& block : *blocks) stack.add(block);
    for (std::size_t l = 2 * blocks->size(); l + 1 < layers; ++l) stack.add_idle();
    return stack.finish();
  };
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
