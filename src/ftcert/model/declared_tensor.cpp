#include <onnx/onnx_pb.h>

#include "ftcert/core/error.hpp"
#include "ftcert/model/graph_function.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert::model {

namespace {

const onnx::ValueInfoProto* declaration(const onnx::GraphProto& graph, const std::string& name) {
  for (const auto* values : {&graph.output(), &graph.value_info()}) {
    for (const auto& value : *values) {
      if (value.name() == name && value.type().has_tensor_type() && value.type().tensor_type().has_shape())
        return &value;
    }
  }
  return nullptr;
}

}  // namespace

GraphTensor declared_tensor(const onnx::GraphProto& graph, const std::string& name, const Shape& input) {
  const std::string what = "tensor " + shown(name);
  const onnx::ValueInfoProto* value = declaration(graph, name);
  if (value == nullptr) throw Error(Code::kModelShape, what + ": its shape is not known, and the file declares none");
  const auto& declared = value->type().tensor_type();
  GraphTensor tensor{name, element_type(declared.elem_type(), what), {}};
  if (!is_floating(tensor.type)) throw Error(Code::kModelType, what + ": found type " + text(tensor.type));
  if (declared.shape().dim_size() > static_cast<int>(kMostAxes))
    throw Error(Code::kModelShape, what + ": too many axes");
  Shape& shape = tensor.shape;
  for (const auto& dim : declared.shape().dim()) {
    const bool fixed = dim.has_dim_value();
    if (fixed && dim.dim_value() <= 0) throw Error(Code::kModelShape, what + ": expected positive extents");
    const auto extent = fixed ? static_cast<std::size_t>(dim.dim_value()) : std::size_t{1};
    // Samples of a fixed number lie on the first axis; of any number, on the one that is not fixed.
    const bool samples =
        input.sample_axis && (input.samples == 0 ? !fixed : shape.rank() == 0 && extent == input.samples);
    if (!fixed && (!samples || shape.sample_axis))
      throw Error(Code::kModelShape, what + ": expected as many extents that are not fixed as the input has");
    if (samples) {
      shape.sample_axis = shape.rank();
      shape.samples = input.samples;
    }
    shape.dims.push_back(samples ? 1 : extent);
  }
  if (shape.sample_axis.has_value() != input.sample_axis.has_value())
    throw Error(Code::kModelShape, what + ": the axis of the samples is not known from the shape that is declared");
  element_count(shape);
  return tensor;
}

}  // namespace ftcert::model
