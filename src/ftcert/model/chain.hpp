// The ReLUs of a graph that is written out as a network, and what reading it may cost.
//
// Purpose: layers[s] are the pre-activations of hidden layer s + 1, as forms in the variables of layer s: the inputs for s = 0, else the outputs of
// layers[s - 1]. A tensor over an older layer is lifted where it meets a younger one: what passes through a ReLU passes as relu(v) = v where it is not
// negative, else as relu(t) - relu(-t). What has passed once is not passed again. With numbers in place of forms there are no layers, only the budget.
// Errors: kMemory where the layers as dense matrices would have more than most_entries numbers (counted as they grow), or where the budget ends.
//
//   Tensor y = rectified(x, chain);     // max(0, x), element by element: a layer more
//   add(x, y, chain);                   // x is lifted
#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "ftcert/model/tensor.hpp"

namespace ftcert::model {

struct FormOrder {
  bool operator()(const LinearForm& a, const LinearForm& b) const;
};

struct Chain {
  explicit Chain(Budget budget_) : budget(std::move(budget_)) {}

  // What a form over one layer is over the next: plus, or plus less minus.
  struct Passed {
    std::size_t plus = 0;
    std::optional<std::size_t> minus;
  };

  Budget budget;
  std::size_t inputs = 0;
  std::vector<std::vector<LinearForm>> layers;
  bool folded = false;  // a BatchNormalization was folded
  std::size_t most_entries = std::numeric_limits<std::size_t>::max();
  std::vector<std::map<LinearForm, Passed, FormOrder>> passed;  // from each layer

  // kMemory where the network would have more weights than that.
  static void expect_at_most(std::size_t entries, std::size_t most);
  std::size_t variables(std::size_t layer) const { return layer == 0 ? inputs : layers.at(layer - 1).size(); }
  // A neuron behind the variables of `layer` with this pre-activation: its number in the layer behind them.
  std::size_t add(std::size_t layer, LinearForm form);
  // relu(form) - relu(-form), with one neuron where the form is not negative for certain.
  Passed pass(std::size_t layer, const LinearForm& form);

 private:
  std::vector<std::size_t> entries_;  // of each layer
};

// max(0, x): numbers, or neurons of a layer more.
Tensor rectified(const Tensor& tensor, Chain& chain);

// The same function as forms in the variables of a later layer; a constant is as it is. Contract: that layer is not before the tensor's.
Tensor lifted(const Tensor& tensor, std::size_t layer, Chain& chain);

// The latest layer that one of the tensors is over; nullopt: all are constant.
std::optional<std::size_t> latest_layer(const std::vector<const Tensor*>& tensors);

}  // namespace ftcert::model
