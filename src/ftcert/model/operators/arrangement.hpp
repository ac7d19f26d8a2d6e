// Operators that move numbers or keep them: constants, casts, and changes of shape.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor cast(Node& node);
Tensor constant(Node& node);
Tensor identity(Node& node);
Tensor dropout(Node& node);
Tensor flatten_axes(Node& node);
Tensor reshape_to(Node& node);
Tensor squeeze_axes(Node& node);
Tensor unsqueeze_axes(Node& node);
Tensor transpose_axes(Node& node);

}  // namespace ftcert::model::operators
