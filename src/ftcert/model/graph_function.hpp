// What a tensor of an ONNX graph is: its type and its shape, and those of the input that it depends on.
//
// Purpose: what has to be known to add a network to it. Shapes are those of the importer, with the axis of the samples, also where the file declares
// none; a tensor that the importer cannot compute has the shape that the file declares for it.
//
//   GraphInterface io = graph_interface(model, bytes.size(), "logits");   // io.tensor.shape: [N, 10]
#pragma once

#include <optional>
#include <string>

#include "ftcert/model/tensor.hpp"

namespace onnx {
class GraphProto;
class ModelProto;
}  // namespace onnx

namespace ftcert::model {

class ExternalData;

struct GraphTensor {
  std::string name;
  ElementType type = ElementType::kFloat32;
  Shape shape;
};

struct GraphInterface {
  GraphTensor input;
  GraphTensor tensor;  // of floating type
};

// tensor: empty for the only output; external: files beside the model, nullptr: refused. Errors: as of read_onnx() for the input and the names; kModelShape where the shape is not known.
GraphInterface graph_interface(const onnx::ModelProto& model, std::size_t file_size, const std::string& tensor,
                               const std::optional<Integer>& most_work = kMostWork, ExternalData* external = nullptr);

// As the graph's outputs and value_info declare it, for an input of that shape. Errors: kModelShape, kModelType.
GraphTensor declared_tensor(const onnx::GraphProto& graph, const std::string& name, const Shape& input);

}  // namespace ftcert::model
