// Operators that are made of ReLUs and affine maps: one layer each, Max and Min of several operands more.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor absolute(Node& node);
Tensor clip(Node& node);
Tensor hard_sigmoid(Node& node);
Tensor leaky_relu(Node& node);
Tensor largest(Node& node);
Tensor parametric_relu(Node& node);
Tensor smallest(Node& node);

}  // namespace ftcert::model::operators
