// Comparisons, logic and choices: of numbers; Where, too, of functions by a condition that is constant.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor and_of(Node& node);
Tensor argmax(Node& node);
Tensor argmin(Node& node);
Tensor equal(Node& node);
Tensor greater(Node& node);
Tensor greater_or_equal(Node& node);
Tensor less(Node& node);
Tensor less_or_equal(Node& node);
Tensor not_of(Node& node);
Tensor one_hot(Node& node);
Tensor or_of(Node& node);
Tensor where(Node& node);
Tensor xor_of(Node& node);

}  // namespace ftcert::model::operators
