#include "ftcert/model/input_type.hpp"

#include <onnx/onnx_pb.h>

#include <limits>
#include <set>

#include "ftcert/core/error.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert {

model::ElementType input_type(const std::string& name, std::string_view bytes) {
  onnx::ModelProto file;
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
      !file.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    throw Error(Code::kModelParse, {name, 0}, "expected an ONNX model below 2 GiB");
  std::set<std::string> stored;
  for (const auto& tensor : file.graph().initializer()) stored.insert(tensor.name());
  for (const auto& tensor : file.graph().sparse_initializer()) stored.insert(tensor.values().name());
  const onnx::ValueInfoProto* only = nullptr;
  for (const auto& input : file.graph().input()) {
    if (stored.contains(input.name())) continue;
    if (only != nullptr) throw Error(Code::kModelGraph, {name, 0}, "expected one input without a stored value");
    only = &input;
  }
  if (only == nullptr) throw Error(Code::kModelGraph, {name, 0}, "expected an input without a stored value");
  const std::string what = "input " + shown(only->name());
  try {
    const model::ElementType type = model::element_type(only->type().tensor_type().elem_type(), what);
    if (model::is_floating(type)) return type;
    throw Error(Code::kModelType, what + ": expected a floating-point type, found " + model::text(type));
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
}

}  // namespace ftcert
