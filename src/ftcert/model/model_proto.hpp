// What every reader of an ONNX file needs first: the parsed message, its operator set, the shape of its input.
//
//   const onnx::ModelProto model = parse_model(bytes);
//   operator_set(model);   // 13
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/model/sample_rule.hpp"
#include "ftcert/model/shape.hpp"

namespace ftcert::model {

// Errors: kModelParse.
onnx::ModelProto parse_model(std::string_view bytes);

bool standard_domain(const std::string& domain);
// The version of ONNX's own operators; 1 if the file names none.
std::int64_t operator_set(const onnx::ModelProto& model);

// The declared shape with the axis of the samples found (sample_rule.hpp says how). Errors: kModelShape.
Shape input_shape(const onnx::TensorShapeProto& declared, SampleRule samples);

// Names as an error lists them: "'a', 'b'", "none".
std::string listed(const std::vector<std::string>& names);
// As an error shows it, without quotes: an operator's name.
std::string bare(const std::string& text);

}  // namespace ftcert::model
