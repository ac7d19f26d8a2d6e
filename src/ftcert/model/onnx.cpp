#include "ftcert/model/onnx.hpp"

#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/model/graph_reader.hpp"
#include "ftcert/model/model_proto.hpp"

namespace ftcert {

namespace {

using namespace model;

GraphInterface compute_all(GraphReader& graph) {
  for (int i : graph.needed()) graph.define(i, graph.computed(i));
  const Tensor& result = graph.lookup(graph.tensor());
  if (result.constant()) {
    throw Error(Code::kModelGraph,
                "output " + shown(graph.tensor()) + ": expected a function of the input, found a constant");
  }
  if (!is_floating(result.type)) {
    throw Error(Code::kModelType, "output " + shown(graph.tensor()) + ": found type " + text(result.type));
  }
  return {graph.input(), {graph.tensor(), result.type, result.shape}};
}

Network network_of(GraphReader& graph) {
  const Tensor& output = graph.lookup(graph.tensor());
  const Chain& chain = graph.chain();
  std::vector<AffineMap> layers;
  std::size_t variables = chain.inputs;
  for (std::size_t s = 0; s < *output.layer; ++s) {
    layers.push_back(graph.dense(chain.layers[s], variables));
    variables = chain.layers[s].size();
  }
  layers.push_back(graph.dense(output.forms, variables));
  return Network(chain.inputs, std::move(layers));
}

}  // namespace

namespace model {

GraphInterface graph_interface(const onnx::ModelProto& model, std::size_t file_size, const std::string& tensor,
                               const std::optional<Integer>& most_work) {
  GraphReader graph(model, file_size, most_work);
  graph.begin(tensor);
  try {
    return compute_all(graph);
  } catch (const Error& error) {
    // What is not understood may still say the shape of what it makes.
    const Code code = error.code();
    if (!graph.has_producer()) throw;
    if (code != Code::kModelOperator && code != Code::kModelType && code != Code::kModelGraph) throw;
    return {graph.input(), declared_tensor(model.graph(), graph.tensor(), graph.input().shape)};
  }
}

}  // namespace model

Network read_onnx(const std::string& name, std::string_view bytes, const std::optional<Integer>& most_work,
                  const std::string& tensor) {
  try {
    const onnx::ModelProto model = parse_model(bytes);
    GraphReader graph(model, bytes.size(), most_work);
    graph.begin(tensor);
    compute_all(graph);
    return network_of(graph);
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
}

}  // namespace ftcert
