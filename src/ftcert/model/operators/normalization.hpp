// BatchNormalization in inference, folded: a x + b with a = scale / sqrt(var + epsilon) and b = bias - mean a, each the float nearest to the exact real number.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor batch_normalization(Node& node);

}  // namespace ftcert::model::operators
