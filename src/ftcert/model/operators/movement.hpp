// Operators that put elements in other places, along axes.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor concat(Node& node);
Tensor expand(Node& node);
Tensor gather_axis(Node& node);
Tensor pad(Node& node);
Tensor tile(Node& node);

}  // namespace ftcert::model::operators
