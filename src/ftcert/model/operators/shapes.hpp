// Shapes as tensors, and tensors made from shapes. A symbolic number of samples stays a symbol (tensor.hpp, kSampleCount).
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor constant_of_shape(Node& node);
Tensor range(Node& node);
Tensor shape_of(Node& node);
Tensor size_of(Node& node);

}  // namespace ftcert::model::operators
