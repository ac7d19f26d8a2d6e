// Elements that lists of indices choose or replace. The indices are numbers.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor gather_elements(Node& node);
Tensor gather_nd(Node& node);
Tensor scatter_elements(Node& node);
Tensor scatter_nd(Node& node);

}  // namespace ftcert::model::operators
