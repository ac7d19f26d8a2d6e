// Means and maxima under windows, and of whole planes. MaxPool has its first output alone.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor average_pool(Node& node);
Tensor global_average_pool(Node& node);
Tensor global_max_pool(Node& node);
Tensor max_pool(Node& node);

}  // namespace ftcert::model::operators
