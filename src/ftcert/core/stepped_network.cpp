#include "ftcert/core/stepped_network.hpp"

#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// v -> factor v + shift, for one component.
struct Line {
  Rational factor = 1, shift;
};

std::vector<Line> lines_of(const std::vector<ElementStep>& steps, std::size_t width) {
  std::vector<Line> lines(width);
  for (const ElementStep& step : steps) {
    for (std::size_t c = 0; c < width; ++c) {
      const Rational& number = step.numbers[c];
      if (step.operation == ElementStep::kAdd) lines[c].shift += number;
      if (step.operation == ElementStep::kSub) lines[c].shift -= number;
      if (step.operation == ElementStep::kMul) lines[c].factor *= number, lines[c].shift *= number;
      if (step.operation == ElementStep::kDiv) lines[c].factor /= number, lines[c].shift /= number;
    }
  }
  return lines;
}

}  // namespace

SteppedNetwork::SteppedNetwork(std::size_t inputs_, std::vector<AffineMap> layers_,
                               std::vector<std::vector<ElementStep>> steps_)
    : inputs(inputs_), layers(std::move(layers_)), steps(std::move(steps_)) {
  const Network fits(inputs, layers);
  if (steps.size() != layers.size() + 1)
    throw Error(Code::kShapeMismatch, "expected a list of steps before each layer and one behind all");
  for (std::size_t l = 0; l < steps.size(); ++l) {
    const std::size_t width = l == 0 ? inputs : layers[l - 1].rows;
    if (steps[l].size() > kMostSteps) throw Error(Code::kShapeMismatch, "expected at most 8 steps in one place");
    for (const ElementStep& step : steps[l]) {
      if (step.numbers.size() != width) {
        throw Error(Code::kShapeMismatch, "a step: expected " + std::to_string(width) + " numbers, found " +
                                              std::to_string(step.numbers.size()));
      }
    }
  }
}

Network composed(const SteppedNetwork& network) {
  std::vector<AffineMap> layers = network.layers;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    AffineMap& map = layers[l];
    const std::vector<Line> before = lines_of(network.steps[l], map.columns);
    for (std::size_t r = 0; r < map.rows; ++r) {
      for (std::size_t c = 0; c < map.columns; ++c) {
        Rational& weight = map.weight(r, c);
        if (!before[c].shift.is_zero()) map.bias[r] += weight * before[c].shift;
        weight *= before[c].factor;
      }
    }
  }
  AffineMap& last = layers.back();
  const std::vector<Line> behind = lines_of(network.steps.back(), last.rows);
  for (std::size_t r = 0; r < last.rows; ++r) {
    for (std::size_t c = 0; c < last.columns; ++c) last.weight(r, c) *= behind[r].factor;
    last.bias[r] = last.bias[r] * behind[r].factor + behind[r].shift;
  }
  return Network(network.inputs, std::move(layers));
}

}  // namespace ftcert
