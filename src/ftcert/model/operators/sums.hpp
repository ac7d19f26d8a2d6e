// Sums, means, maxima and minima of several operands, and reductions along axes.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor mean(Node& node);
Tensor reduce_l1(Node& node);
Tensor reduce_max(Node& node);
Tensor reduce_mean(Node& node);
Tensor reduce_min(Node& node);
Tensor reduce_product(Node& node);
Tensor reduce_sum(Node& node);
Tensor reduce_sum_of_squares(Node& node);
Tensor sum(Node& node);

}  // namespace ftcert::model::operators
