// The ONNX operators that are read.
//
// Purpose: one function for each operator, in the files of operators/, and one table. To add one: its function and its line here, its
// test, its word in src/docs/reference/models.md. Meanings are those of the real numbers; what ONNX leaves to rounding does not
// happen.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ftcert/model/node.hpp"

namespace ftcert::model {

struct Operator {
  std::string_view type;
  std::vector<Tensor> (*apply)(Node& node);  // the node's outputs, or the first ones of them
};

// In alphabetical order.
std::span<const Operator> known_operators();
// nullptr: no operator of this name.
const Operator* find_operator(std::string_view type);

}  // namespace ftcert::model
