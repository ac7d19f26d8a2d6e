// Operators of numbers alone: the function is no ReLU network, but its value at a point is a fraction.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor ceil(Node& node);
Tensor floor(Node& node);
Tensor hard_swish(Node& node);
Tensor mod(Node& node);
Tensor power(Node& node);
Tensor reciprocal(Node& node);
Tensor round(Node& node);
Tensor sign(Node& node);
Tensor softsign(Node& node);
Tensor square_root(Node& node);
Tensor thresholded_relu(Node& node);

// Input i, which must hold numbers: kModelGraph, by which a reader of networks knows that the model may still be read at points.
const Tensor& numbers_only(const Node& node, std::size_t i);

}  // namespace ftcert::model::operators
