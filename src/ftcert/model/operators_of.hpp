// The operators of an ONNX file, where they are a chain that a certificate of executions can state.
//
// Purpose: f as it runs. read_onnx() composes what is affine; in floating-point arithmetic every operator of the file rounds, and here they stay apart:
// matrix products with their biases are layers, Add, Sub, Mul, Div and Neg with constants are steps between them, and what only moves components
// (Flatten, Transpose ..) moves rows and numbers. A constant minus x is x times -1 plus the constant. An identity layer stands where a ReLU comes first,
// last or behind another, as in read_onnx(); it computes what it reads.
//
//   std::optional<SteppedNetwork> f = read_onnx_steps("f.onnx", read_file("f.onnx"));
//   composed(*f) == read_onnx("f.onnx", read_file("f.onnx"));   // always
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ftcert/core/stepped_network.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/model/sample_rule.hpp"

namespace ftcert {

// Nothing where the file's operators are no such chain: a step between a layer and its ReLU, two layers without a ReLU between them (but for a
// product and the Add of its bias), branches, Gemm with alpha or beta other than 1, a Cast of what depends on the input, types of fewer bits
// than float, and arithmetic of constants that a runtime may round. Errors: those of read_onnx().
std::optional<SteppedNetwork> read_onnx_steps(const std::string& name, std::string_view bytes,
                                              const std::optional<Integer>& most_work = kMostWork,
                                              const std::string& tensor = {}, SampleRule samples = SampleRule::kRows);

}  // namespace ftcert
