// Parts of a tensor along its axes.
#pragma once

#include <vector>

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor slice(Node& node);
std::vector<Tensor> split(Node& node);

}  // namespace ftcert::model::operators
