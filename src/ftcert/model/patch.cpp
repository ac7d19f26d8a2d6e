#include "ftcert/model/patch.hpp"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <set>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/external_data.hpp"
#include "ftcert/model/graph_names.hpp"
#include "ftcert/model/model_proto.hpp"
#include "ftcert/model/patch_nodes.hpp"
#include "ftcert/model/patch_plan.hpp"

namespace ftcert {

namespace {

using namespace model;

FloatFormat format_of(const GraphTensor& tensor, const char* what) {
  if (tensor.type == ElementType::kFloat32) return FloatFormat::kBinary32;
  if (tensor.type == ElementType::kFloat64) return FloatFormat::kBinary64;
  throw Error(Code::kModelType, std::string(what) + " " + shown(tensor.name) + ": expected float or double, found " +
                                    model::text(tensor.type) + ": such models are not patched");
}

ModelFormats formats_of(const GraphInterface& io) {
  return {format_of(io.input, "input"), format_of(io.tensor, "tensor"), element_count(io.input.shape),
          element_count(io.tensor.shape)};
}

// g may be wider than the model, between two conversions, but not narrower.
void check_fits(const GraphInterface& io, const FloatNetwork& g, const std::vector<std::size_t>& components) {
  const ModelFormats formats = formats_of(io);
  if (formats.input == FloatFormat::kBinary64 && formats.tensor == FloatFormat::kBinary32) {
    throw Error(Code::kModelType, "expected a tensor in double, as the input is, found float: the model rounds");
  }
  if (g.format == FloatFormat::kBinary32 && formats.usual() != FloatFormat::kBinary32) {
    throw Error(Code::kModelType, "expected float64 for a network that is added to a model in double, found float32");
  }
  if (g.network.inputs() != formats.inputs) {
    throw Error(Code::kShapeMismatch, "expected a network with the model's " + std::to_string(formats.inputs) +
                                          " inputs, found one with " + std::to_string(g.network.inputs()));
  }
  if (g.network.outputs() != components.size()) {
    throw Error(Code::kShapeMismatch, "expected a component for each output of the network, found " +
                                          std::to_string(components.size()) + " for " +
                                          std::to_string(g.network.outputs()));
  }
  std::set<std::size_t> seen;
  for (const std::size_t j : components) {
    if (j >= formats.outputs) {
      throw Error(Code::kShapeMismatch, "tensor " + shown(io.tensor.name) + " has components 0.." +
                                            std::to_string(formats.outputs - 1) + ", expected component " +
                                            std::to_string(j));
    }
    if (!seen.insert(j).second)
      throw Error(Code::kShapeMismatch, "component " + std::to_string(j) + " is patched twice");
  }
}

std::vector<std::string> overridable(const onnx::GraphProto& graph) {
  std::set<std::string> inputs;
  for (const auto& input : graph.input()) inputs.insert(input.name());
  std::vector<std::string> found;
  for (const auto& tensor : graph.initializer()) {
    if (inputs.contains(tensor.name())) found.push_back(tensor.name());
  }
  for (const auto& tensor : graph.sparse_initializer()) {
    if (inputs.contains(tensor.values().name())) found.push_back(tensor.values().name());
  }
  return found;
}

std::vector<std::string> output_names(std::string_view bytes) {
  const onnx::ModelProto model = parse_model(bytes);
  std::vector<std::string> names;
  for (const auto& output : model.graph().output()) names.push_back(output.name());
  return names;
}

PatchedModel patched_model(const std::string& name, std::string_view bytes, const FloatNetwork& g,
                           const std::vector<std::size_t>& components, const PatchOptions& options,
                           const std::optional<Integer>& most_work) {
  const onnx::ModelProto model = parse_model(bytes);
  ExternalData external(name);
  GraphInterface io = graph_interface(model, bytes.size(), options.tensor, most_work, &external);
  check_fits(io, g, components);
  const PatchPlan plan = patch_plan(model, std::move(io), options);
  PatchedModel result;
  result.patched = plan.patched;
  result.frozen = plan.frozen;
  if (options.only_g) {
    result.bytes = alone(bytes, plan, patch_nodes(plan.io, g, components, plan.prefix, plan.patched), plan.patched);
    check_alone(result.bytes, plan, g, components);
  } else {
    std::vector<std::string> nodes = patch_nodes(plan.io, g, components, plan.prefix, plan.g);
    nodes.push_back(add_node(plan));
    result.bytes = spliced(bytes, plan, nodes);
    check_patched(bytes, result.bytes, plan, g, components);
    result.renamed = plan.frozen != plan.io.tensor.name;
    result.rewired = !plan.is_output && !plan.shown;
    result.overridable = overridable(model.graph());
    result.moved.assign(plan.moved.begin(), plan.moved.end());
    if (options.constant_weights) result.overridable.clear();
    result.few_bits = few_bits(model);
  }
  result.outputs = output_names(result.bytes);
  return result;
}

}  // namespace

FloatFormat ModelFormats::usual() const {
  const bool narrow = input == FloatFormat::kBinary32 && tensor == FloatFormat::kBinary32;
  return narrow ? FloatFormat::kBinary32 : FloatFormat::kBinary64;
}

std::vector<std::string> PatchedModel::warnings() const {
  std::vector<std::string> result;
  if (!overridable.empty()) {
    result.push_back("The model lists " + std::to_string(overridable.size()) + " of its stored tensors as inputs (" +
                     shown(overridable.front()) + (overridable.size() > 1 ? ", .." : "") +
                     "): a caller may override them, and then nothing said here holds (--constant-weights).");
  }
  if (!moved.empty()) {
    result.push_back(std::to_string(moved.size()) +
                     " stored tensors are inputs no more (--constant-weights): a runtime may choose other kernels for "
                     "them, so that f in this file may differ from f in the original one.");
  }
  if (few_bits) {
    result.push_back(
        "The model computes with quantised or 16-bit tensors: that outputs keep their bits is not claimed.");
  }
  return result;
}

ModelFormats model_formats(const std::string& name, std::string_view bytes, const std::string& tensor,
                           const std::optional<Integer>& most_work) {
  try {
    ExternalData external(name);
    return formats_of(graph_interface(parse_model(bytes), bytes.size(), tensor, most_work, &external));
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
}

PatchedModel patch_onnx(const std::string& name, std::string_view bytes, const FloatNetwork& g,
                        const std::vector<std::size_t>& components, const PatchOptions& options,
                        const std::optional<Integer>& most_work) {
  try {
    return patched_model(name, bytes, g, components, options, most_work);
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
}

}  // namespace ftcert
