#include "ftcert/model/patch_plan.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/graph_names.hpp"
#include "ftcert/model/model_proto.hpp"

namespace ftcert::model {

namespace {

constexpr std::int64_t kLeastOperatorSet = 7;  // Add and Sub repeat their operands as NumPy does
constexpr std::array<std::string_view, 9> kOperators = {"Add",  "Cast",    "Constant", "Flatten",  "Gemm",
                                                        "Relu", "Reshape", "Sub",      "Transpose"};

void check_operators(const onnx::ModelProto& model) {
  const std::int64_t version = operator_set(model);
  if (version < kLeastOperatorSet) {
    throw Error(Code::kModelOperator, "expected operator set 7 or newer to add nodes to, found " +
                                          std::to_string(version) + ": convert the model first");
  }
  for (const auto& function : model.functions()) {
    if (!standard_domain(function.domain())) continue;
    if (std::find(kOperators.begin(), kOperators.end(), function.name()) != kOperators.end())
      throw Error(Code::kModelOperator,
                  "the file defines a function with the name of the operator " + bare(function.name()));
  }
}

int producer_of(const onnx::GraphProto& graph, const std::string& tensor) {
  for (int i = 0; i < graph.node_size(); ++i) {
    const auto& outputs = graph.node(i).output();
    if (std::find(outputs.begin(), outputs.end(), tensor) != outputs.end()) return i;
  }
  throw Error(Code::kModelGraph, "tensor " + shown(tensor) + ": expected one that a node makes");
}

bool read_by_nodes(const onnx::GraphProto& graph, const std::string& tensor) {
  return std::any_of(graph.node().begin(), graph.node().end(), [&](const onnx::NodeProto& node) {
    return std::find(node.input().begin(), node.input().end(), tensor) != node.input().end();
  });
}

std::size_t times_an_output(const onnx::GraphProto& graph, const std::string& tensor) {
  return static_cast<std::size_t>(std::count_if(graph.output().begin(), graph.output().end(),
                                                [&](const auto& output) { return output.name() == tensor; }));
}

void check_annotations(const onnx::GraphProto& graph, const std::string& tensor) {
  for (const auto& annotation : graph.quantization_annotation()) {
    if (annotation.tensor_name() != tensor) continue;
    throw Error(Code::kModelGraph, "tensor " + shown(tensor) +
                                       " has a quantization annotation, so it must keep its name: choose another for "
                                       "the patched one with --output-name");
  }
}

}  // namespace

PatchPlan patch_plan(const onnx::ModelProto& model, GraphInterface io, const PatchOptions& options) {
  check_operators(model);
  const onnx::GraphProto& graph = model.graph();
  PatchPlan plan;
  plan.io = std::move(io);
  GraphNames names(graph);
  plan.prefix = names.fresh_prefix("g");
  plan.g = plan.prefix + "out";
  const std::string& tensor = plan.io.tensor.name;
  const bool chosen = !options.output_name.empty() && options.output_name != tensor;
  if (options.only_g) {
    const std::string& own = plan.io.input.name;
    plan.patched = options.output_name.empty() ? (own == "g" ? "g2" : "g") : options.output_name;
    if (plan.patched == own) throw Error(Code::kUsage, "--output-name " + shown(own) + ": the input has this name");
    while (plan.patched.starts_with(plan.prefix)) plan.prefix += "_";
    return plan;
  }
  plan.producer = producer_of(graph, tensor);
  const std::size_t outputs = times_an_output(graph, tensor);
  if (outputs > 1) throw Error(Code::kModelGraph, "tensor " + shown(tensor) + " is an output twice");
  plan.is_output = outputs == 1;
  if (chosen) {
    if (names.contains(options.output_name) || options.output_name.starts_with(plan.prefix))
      throw Error(Code::kUsage, "--output-name " + shown(options.output_name) + ": the model has this name already");
    plan.patched = options.output_name;
    plan.frozen = tensor;
  } else {
    check_annotations(graph, tensor);
    plan.patched = tensor;
    plan.frozen = names.fresh(tensor + "_frozen");
  }
  plan.readers = plan.is_output ? plan.frozen : plan.patched;
  if (plan.readers != tensor && mentioned_inside(graph, tensor)) {
    throw Error(Code::kModelGraph, "tensor " + shown(tensor) +
                                       " is used in a graph inside a node, where it cannot be " +
                                       (chosen ? "rewired" : "renamed") + ": " +
                                       (chosen ? "leave out --output-name"
                                               : "choose another name for the patched one "
                                                 "with --output-name"));
  }
  plan.shown = plan.is_output || chosen || !(read_by_nodes(graph, tensor) || mentioned_inside(graph, tensor));
  if (options.constant_weights) {
    std::set<std::string> stored;
    for (const auto& initializer : graph.initializer()) stored.insert(initializer.name());
    for (const auto& initializer : graph.sparse_initializer()) stored.insert(initializer.values().name());
    for (const auto& input : graph.input()) {
      if (stored.contains(input.name())) plan.moved.insert(input.name());
    }
    plan.raise_version = !plan.moved.empty() && model.ir_version() < 4;
  }
  return plan;
}

}  // namespace ftcert::model
