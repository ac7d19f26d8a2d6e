// Add, Sub, Mul, Div, Neg, MatMul, Gemm and Relu: what a network is made of.
#pragma once

#include "ftcert/model/node.hpp"

namespace ftcert::model::operators {

Tensor add(Node& node);
Tensor subtract(Node& node);
Tensor multiply(Node& node);
Tensor divide(Node& node);
Tensor negate(Node& node);
Tensor matmul(Node& node);
Tensor gemm(Node& node);
Tensor relu(Node& node);

}  // namespace ftcert::model::operators
