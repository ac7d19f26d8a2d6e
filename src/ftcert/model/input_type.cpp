#include "ftcert/model/input_type.hpp"

#include <set>

#include "ftcert/core/error.hpp"
#include "ftcert/model/model_proto.hpp"
#include "ftcert/model/nnet.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert {

namespace {

using namespace model;

const onnx::ValueInfoProto& only_input(const onnx::GraphProto& graph) {
  std::set<std::string> stored;
  for (const auto& tensor : graph.initializer()) stored.insert(tensor.name());
  for (const auto& tensor : graph.sparse_initializer()) stored.insert(tensor.values().name());
  std::vector<const onnx::ValueInfoProto*> inputs;
  std::vector<std::string> names;
  for (const auto& input : graph.input()) {
    if (stored.contains(input.name())) continue;
    inputs.push_back(&input);
    names.push_back(input.name());
  }
  if (inputs.size() != 1)
    throw Error(Code::kModelGraph, "expected one input without a stored value, found " + listed(names));
  return *inputs.front();
}

}  // namespace

ElementType input_type(const std::string& name, std::string_view bytes) {
  if (looks_like_nnet(bytes))
    throw Error(Code::kModelType, {name, 0}, "a .nnet file does not say of which type its inputs are: give --round");
  try {
    const onnx::ModelProto file = parse_model(bytes);
    const onnx::ValueInfoProto& input = only_input(file.graph());
    const std::string what = "input " + shown(input.name());
    const ElementType type = element_type(input.type().tensor_type().elem_type(), what);
    if (is_floating(type)) return type;
    throw Error(Code::kModelType, what + ": expected a floating-point type, found " + text(type));
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
}

}  // namespace ftcert
