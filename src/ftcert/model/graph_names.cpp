#include "ftcert/model/graph_names.hpp"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <string_view>

namespace ftcert::model {

namespace {

// The graphs inside a node.
template <typename Visit>
void for_each_graph(const onnx::NodeProto& node, Visit visit) {
  for (const auto& attribute : node.attribute()) {
    if (attribute.has_g()) visit(attribute.g());
    for (const auto& graph : attribute.graphs()) visit(graph);
  }
}

bool exact_type(int type) {
  return type == onnx::TensorProto::UNDEFINED || type == onnx::TensorProto::FLOAT ||
         type == onnx::TensorProto::DOUBLE || type == onnx::TensorProto::INT32 || type == onnx::TensorProto::INT64 ||
         type == onnx::TensorProto::BOOL || type == onnx::TensorProto::STRING;
}

bool few_bits_operator(std::string_view type) {
  for (const std::string_view word :
       {"Quantize", "quantize", "QLinear", "Integer", "NBits", "QGemm", "QAttention", "QMoE"}) {
    if (type.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool few_bits_graph(const onnx::GraphProto& graph);

bool few_bits_node(const onnx::NodeProto& node) {
  if (few_bits_operator(node.op_type())) return true;
  for (const auto& attribute : node.attribute()) {
    if (attribute.has_t() && !exact_type(attribute.t().data_type())) return true;
    if (node.op_type() == "Cast" && attribute.name() == "to" && !exact_type(static_cast<int>(attribute.i())))
      return true;
  }
  bool found = false;
  for_each_graph(node, [&found](const onnx::GraphProto& inside) { found = found || few_bits_graph(inside); });
  return found;
}

bool few_bits_graph(const onnx::GraphProto& graph) {
  for (const auto* values : {&graph.input(), &graph.output(), &graph.value_info()}) {
    if (std::any_of(values->begin(), values->end(),
                    [](const auto& value) { return !exact_type(value.type().tensor_type().elem_type()); }))
      return true;
  }
  return std::any_of(graph.initializer().begin(), graph.initializer().end(),
                     [](const auto& tensor) { return !exact_type(tensor.data_type()); }) ||
         std::any_of(graph.node().begin(), graph.node().end(), few_bits_node);
}

}  // namespace

void GraphNames::collect(const onnx::GraphProto& graph) {
  for (const auto* values : {&graph.input(), &graph.output(), &graph.value_info()}) {
    for (const auto& value : *values) names_.insert(value.name());
  }
  for (const auto& tensor : graph.initializer()) names_.insert(tensor.name());
  for (const auto& tensor : graph.sparse_initializer()) {
    names_.insert(tensor.values().name());
    names_.insert(tensor.indices().name());
  }
  for (const auto& annotation : graph.quantization_annotation()) names_.insert(annotation.tensor_name());
  for (const auto& node : graph.node()) {
    names_.insert(node.name());
    names_.insert(node.input().begin(), node.input().end());
    names_.insert(node.output().begin(), node.output().end());
    for_each_graph(node, [this](const onnx::GraphProto& inside) { collect(inside); });
  }
}

std::string GraphNames::fresh(const std::string& name) const {
  std::string result = name;
  for (std::size_t n = 2; names_.contains(result); ++n) result = name + std::to_string(n);
  return result;
}

std::string GraphNames::fresh_prefix(const std::string& word) const {
  std::string result = word + "_";
  const auto taken = [&] {
    const auto next = names_.lower_bound(result);
    return next != names_.end() && next->starts_with(result);
  };
  for (std::size_t n = 2; taken(); ++n) result = word + std::to_string(n) + "_";
  return result;
}

bool mentioned_inside(const onnx::GraphProto& graph, const std::string& tensor) {
  bool found = false;
  for (const auto& node : graph.node())
    for_each_graph(node, [&](const onnx::GraphProto& inside) { found = found || GraphNames(inside).contains(tensor); });
  return found;
}

bool few_bits(const onnx::ModelProto& model) {
  return few_bits_graph(model.graph()) ||
         std::any_of(model.functions().begin(), model.functions().end(), [](const onnx::FunctionProto& function) {
           return std::any_of(function.node().begin(), function.node().end(), few_bits_node);
         });
}

}  // namespace ftcert::model
