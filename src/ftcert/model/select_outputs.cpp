#include "ftcert/model/select_outputs.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

AffineMap selected_rows(const AffineMap& last, const std::vector<std::size_t>& components) {
  if (components.empty()) throw Error(Code::kUsage, "expected at least one output component, found none");
  AffineMap selected(components.size(), last.columns);
  for (std::size_t r = 0; r < components.size(); ++r) {
    const std::size_t j = components[r];
    if (j >= last.rows) {
      throw Error(Code::kUsage, "expected an output component from 0 to " + std::to_string(last.rows - 1) + ", found " +
                                    std::to_string(j));
    }
    for (std::size_t c = 0; c < last.columns; ++c) selected.weight(r, c) = last.weight(j, c);
    selected.bias[r] = last.bias[j];
  }
  return selected;
}

}  // namespace

Network select_outputs(const Network& network, const std::vector<std::size_t>& components) {
  std::vector<AffineMap> layers = network.layers();
  layers.back() = selected_rows(layers.back(), components);
  return Network(network.inputs(), std::move(layers));
}

SteppedNetwork select_outputs(const SteppedNetwork& network, const std::vector<std::size_t>& components) {
  SteppedNetwork selected = network;
  selected.layers.back() = selected_rows(network.layers.back(), components);
  for (ElementStep& step : selected.steps.back()) {
    std::vector<Rational> numbers;
    for (std::size_t j : components) numbers.push_back(step.numbers[j]);
    step.numbers = std::move(numbers);
  }
  return selected;
}

}  // namespace ftcert
