#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/model/patch_plan.hpp"
#include "ftcert/model/wire.hpp"

namespace ftcert::model {

namespace {

using wire::Field;
using wire::fields;
using wire::put_bytes;
using wire::renamed;

// Fields of onnx.proto.
enum Model : std::uint64_t { kVersion = 1, kGraph = 7, kOperatorSets = 8 };
enum Graph : std::uint64_t { kNode = 1, kGraphName = 2, kInput = 11, kOutput = 12, kValueInfo = 13 };
enum Node : std::uint64_t { kNodeInput = 1, kNodeOutput = 2 };
constexpr std::uint64_t kName = 1;  // of a ValueInfoProto

std::string_view name_of(std::string_view value_info) {
  const std::vector<std::string_view> names = wire::values(value_info, kName);
  return names.empty() ? std::string_view() : names.back();
}

onnx::ValueInfoProto parsed(std::string_view value_info) {
  onnx::ValueInfoProto value;
  value.ParseFromArray(value_info.data(), static_cast<int>(value_info.size()));
  return value;
}

// Of f's tensor under another name: as the file declares it, or else as it was found to be.
std::string declaration(const std::vector<Field>& graph, const GraphInterface& io, const std::string& name) {
  std::string batch;
  for (const Field& field : graph) {
    const bool ours = field.is(kOutput) || field.is(kValueInfo);
    if (ours && name_of(field.value) == io.tensor.name && parsed(field.value).has_type())
      return renamed(field.value, kName, io.tensor.name, name);
    if (field.is(kInput) && name_of(field.value) == io.input.name && io.input.shape.sample_axis) {
      const onnx::TensorShapeProto dims = parsed(field.value).type().tensor_type().shape();
      batch = dims.dim(static_cast<int>(*io.input.shape.sample_axis)).dim_param();
    }
  }
  onnx::ValueInfoProto value;
  value.set_name(name);
  auto* tensor = value.mutable_type()->mutable_tensor_type();
  tensor->set_elem_type(io.tensor.type == ElementType::kFloat64 ? onnx::TensorProto::DOUBLE : onnx::TensorProto::FLOAT);
  const Shape& shape = io.tensor.shape;
  tensor->mutable_shape();
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    auto* dim = tensor->mutable_shape()->add_dim();
    if (shape.sample_axis != axis) {
      dim->set_dim_value(static_cast<std::int64_t>(shape.dims[axis]));
    } else if (shape.samples != 0) {
      dim->set_dim_value(static_cast<std::int64_t>(shape.samples));
    } else if (!batch.empty()) {
      dim->set_dim_param(batch);
    }
  }
  return value.SerializeAsString();
}

std::string spliced_graph(std::string_view bytes, const PatchPlan& plan, const std::vector<std::string>& nodes) {
  const std::vector<Field> graph = fields(bytes);
  const std::string& tensor = plan.io.tensor.name;
  // f's own output is behind all others, the sum where f's was, or behind them.
  std::string new_outputs;
  if (plan.shown && !plan.is_output) put_bytes(new_outputs, kOutput, declaration(graph, plan.io, plan.patched));
  put_bytes(new_outputs, kOutput, declaration(graph, plan.io, plan.frozen));
  const auto last_output = std::find_if(graph.rbegin(), graph.rend(), [](const Field& f) { return f.is(kOutput); });
  std::string out;
  int node = 0;
  for (const Field& field : graph) {
    if (field.is(kNode)) {
      std::string changed = renamed(field.value, kNodeInput, tensor, plan.readers);
      if (node == plan.producer) changed = renamed(changed, kNodeOutput, tensor, plan.frozen);
      if (changed == field.value) {
        out += field.all;
      } else {
        put_bytes(out, kNode, changed);
      }
      if (node == plan.producer) {
        for (const std::string& added : nodes) put_bytes(out, kNode, added);
      }
      ++node;
    } else if (field.is(kOutput) && name_of(field.value) == tensor && plan.patched != tensor) {
      put_bytes(out, kOutput, renamed(field.value, kName, tensor, plan.patched));
    } else if (!field.is(kInput) || !plan.moved.contains(std::string(name_of(field.value)))) {
      out += field.all;
    }
    if (last_output != graph.rend() && &field == &*last_output) out += new_outputs;
  }
  if (last_output == graph.rend()) out += new_outputs;
  return out;
}

std::string_view only_graph(const std::vector<Field>& model) {
  std::string_view graph;
  std::size_t found = 0;
  for (const Field& field : model) {
    if (field.is(kGraph)) graph = field.value, ++found;
  }
  if (found != 1) throw Error(Code::kModelParse, "expected the graph in one piece, found " + std::to_string(found));
  return graph;
}

}  // namespace

std::string spliced(std::string_view bytes, const PatchPlan& plan, const std::vector<std::string>& nodes) {
  const std::vector<Field> model = fields(bytes);
  const std::string graph = spliced_graph(only_graph(model), plan, nodes);
  std::string out;
  for (const Field& field : model) {
    if (field.is(kGraph)) {
      put_bytes(out, kGraph, graph);
    } else if (field.number == kVersion && field.type == 0 && plan.raise_version) {
      wire::put_integer(out, kVersion, 4);
    } else {
      out += field.all;
    }
  }
  return out;
}

std::string add_node(const PatchPlan& plan) {
  onnx::NodeProto node;
  node.add_input(plan.frozen);
  node.add_input(plan.g);
  node.add_output(plan.patched);
  node.set_name(plan.prefix + "add");
  node.set_op_type("Add");
  return node.SerializeAsString();
}

std::string alone(std::string_view bytes, const PatchPlan& plan, const std::vector<std::string>& nodes,
                  const std::string& result) {
  const std::vector<Field> model = fields(bytes);
  const std::vector<Field> graph = fields(only_graph(model));
  std::string own;
  for (const std::string& node : nodes) put_bytes(own, kNode, node);
  put_bytes(own, kGraphName, "g");
  for (const Field& field : graph) {
    if (field.is(kInput) && name_of(field.value) == plan.io.input.name) own += field.all;
  }
  put_bytes(own, kOutput, declaration(graph, plan.io, result));
  std::string out;
  bool written = false;
  for (const Field& field : model) {
    if (field.number == kVersion && field.type == 0) out += field.all;
    if (field.is(kGraph)) put_bytes(out, kGraph, own), written = true;
    if (field.is(kOperatorSets)) out += field.all;
  }
  require(written, "alone: no graph");
  return out;
}

}  // namespace ftcert::model
