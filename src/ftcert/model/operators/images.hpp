// Images in other sizes: mode nearest with integer factors or their inverses, mode linear; blocks of pixels and channels moved into each other.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor depth_to_space(Node& node);
Tensor resize(Node& node);
Tensor space_to_depth(Node& node);
Tensor upsample(Node& node);

}  // namespace ftcert::model::operators
