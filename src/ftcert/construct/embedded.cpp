#include "ftcert/construct/embedded.hpp"
#include "ftcert/construct/table.hpp"

#include <optional>
#include <utility>

namespace ftcert {

namespace {

// What an output of the shallower network takes at the samples.
struct Carried {
  std::optional<Rational> constant;  // one value at all of them; otherwise carried by a neuron
  Rational shift = 0;                // added to make it nonnegative at all of them
};

std::vector<Carried> carried_outputs(const PointMatrix& residuals) {
  std::vector<Carried> result(residuals.dimension);
  for (std::size_t c = 0; c < residuals.dimension; ++c) {
    Carried& output = result[c];
    output.constant = residuals.row(0)[c];
    for (std::size_t i = 0; i < residuals.count; ++i) {
      const Rational& z = residuals.row(i)[c];
      if (output.constant && !(z == *output.constant)) output.constant.reset();
      if (-z > output.shift) output.shift = -z;
    }
  }
  return result;
}

// The network with so many hidden layers more.
Network deepen(const Network& shallow, const std::vector<Carried>& outputs, std::size_t more) {
  std::vector<AffineMap> layers = shallow.layers();
  std::vector<std::size_t> neuron(outputs.size());
  std::size_t count = 0;
  for (std::size_t c = 0; c < outputs.size(); ++c) neuron[c] = outputs[c].constant ? 0 : count++;
  // The first of the new layers takes the outputs in, the others repeat it.
  const AffineMap last = std::move(layers.back());
  layers.pop_back();
  AffineMap in(count, last.columns), repeat(count, count), out(outputs.size(), count);
  for (std::size_t c = 0; c < outputs.size(); ++c) {
    if (outputs[c].constant) {
      out.bias[c] = *outputs[c].constant;
      continue;
    }
    const std::size_t n = neuron[c];
    for (std::size_t j = 0; j < last.columns; ++j) in.weight(n, j) = last.weight(c, j);
    in.bias[n] = last.bias[c] + outputs[c].shift;
    repeat.weight(n, n) = 1;
    out.weight(c, n) = 1;
    out.bias[c] = -outputs[c].shift;
  }
  layers.push_back(std::move(in));
  layers.insert(layers.end(), more - 1, repeat);
  layers.push_back(std::move(out));
  return Network(shallow.inputs(), std::move(layers));
}

Outcome plan_layers(const Problem& problem, std::size_t layers) {
  std::optional<Plan> best;
  std::size_t neurons = 0;
  std::vector<Carried> outputs = carried_outputs(problem.residuals());
  std::size_t carried = 0;
  for (const Carried& output : outputs) carried += output.constant ? 0 : 1;
  for (const Construction& construction : constructions()) {
    if (construction.any_depth() || construction.depth >= layers) continue;
    Outcome outcome = construction.plan(problem);
    auto* plan = std::get_if<Plan>(&outcome);
    if (plan == nullptr) continue;
    const std::size_t more = layers - construction.depth;
    if (best && plan->neurons() + more * carried >= neurons) continue;
    neurons = plan->neurons() + more * carried;
    best = Plan{plan->widths, plan->promised + more * problem.outputs(),
                [build = plan->build, outputs, more] { return deepen(build(), outputs, more); }};
    best->widths.insert(best->widths.end(), more, carried);
    best->note = plan->note;
  }
  if (!best) return Inapplicable{"no construction with fewer layers applies"};
  return *best;
}

}  // namespace

const Construction kEmbedded{"embedded",
                             "proofs/theorems.md, lemma 4.2.1",
                             "that of the best construction with L' < L layers, + c (L-L')",
                             "",
                             3,
                             nullptr,
                             &plan_layers};

}  // namespace ftcert
