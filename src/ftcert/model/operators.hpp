// The ONNX operators that keep a graph a ReLU network.
//
// Purpose: one function for each operator, in one table. To add one: its function and its line here, its
// test, its word in README.md. Meanings are those of the real numbers; what ONNX leaves to rounding does not
// happen.
#pragma once

#include <span>
#include <string_view>

#include "ftcert/model/node.hpp"

namespace ftcert::model {

struct Operator {
  std::string_view type;
  Tensor (*apply)(Node& node);  // the node's first output
};

// In alphabetical order.
std::span<const Operator> operators();
// nullptr: no operator of this name.
const Operator* find_operator(std::string_view type);

}  // namespace ftcert::model
