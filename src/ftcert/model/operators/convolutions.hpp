// Conv and ConvTranspose: any number of spatial axes, groups, dilations, strides and paddings; constant weights.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor conv(Node& node);
Tensor conv_transpose(Node& node);

}  // namespace ftcert::model::operators
