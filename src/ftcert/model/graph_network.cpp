#include "ftcert/model/graph_network.hpp"

#include <onnx/onnx_pb.h>

#include <string>
#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/model/graph_reader.hpp"

namespace ftcert::model {

namespace {

// What is stored is multiplied with something, so that a matrix of it is part of a layer.
void check_stored(const GraphReader& graph, const std::vector<int>& nodes, std::size_t most) {
  std::size_t count = 0;
  for (const int index : nodes) {
    for (const std::string& name : graph.node(index).input()) count += graph.stored_count(name);
  }
  Chain::expect_at_most(count, most);
}

Network network_of(GraphReader& graph) {
  const Tensor& output = graph.lookup(graph.tensor());
  const Chain& chain = graph.chain();
  std::size_t entries = output.forms.size() * chain.variables(*output.layer);
  for (std::size_t s = 0; s < *output.layer; ++s) entries += chain.layers[s].size() * chain.variables(s);
  Chain::expect_at_most(entries, chain.most_entries);
  std::vector<AffineMap> layers;
  for (std::size_t s = 0; s < *output.layer; ++s) layers.push_back(graph.dense(chain.layers[s], chain.variables(s)));
  layers.push_back(graph.dense(output.forms, chain.variables(*output.layer)));
  return Network(chain.inputs, std::move(layers));
}

}  // namespace

WrittenOut write_out(const onnx::ModelProto& model, std::size_t file_size, const WriteOutRequest& request,
                     ExternalData* external) {
  GraphReader graph(model, file_size, request.most_work, external);
  graph.begin(request.tensor, request.samples);
  const std::vector<int> nodes = graph.needed();
  graph.check_operators(nodes);
  check_stored(graph, nodes, request.most_entries);
  graph.chain().most_entries = request.most_entries;
  for (const int i : nodes) graph.define(i, graph.computed(i));
  const Tensor& result = graph.lookup(graph.tensor());
  if (result.constant()) {
    throw Error(Code::kModelGraph,
                "output " + shown(graph.tensor()) + ": expected a function of the input, found a constant");
  }
  if (!is_floating(result.type)) {
    throw Error(Code::kModelType, "output " + shown(graph.tensor()) + ": found type " + text(result.type));
  }
  Network network = network_of(graph);
  return {std::move(network), graph.chain().folded};
}

}  // namespace ftcert::model
