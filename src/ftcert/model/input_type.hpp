// The type of the numbers that a model takes.
//
// Purpose: samples are rounded to it where the model is to be run. A file is read no further than its input needs.
//
//   input_type("f.onnx", bytes);   // model::ElementType::kFloat32
#pragma once

#include <string>
#include <string_view>

#include "ftcert/model/tensor.hpp"

namespace ftcert {

// Of the only input without a stored value, a floating-point type. `name` is the file's name for errors: kModelParse, kModelGraph,
// kModelType, as of read_onnx(); kModelType for a .nnet file, whose numbers have no type.
model::ElementType input_type(const std::string& name, std::string_view bytes);

}  // namespace ftcert
