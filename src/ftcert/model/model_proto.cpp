#include "ftcert/model/model_proto.hpp"

#include <limits>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert::model {

// As an error shows it, without quotes: an operator's name.
std::string bare(const std::string& text) {
  const std::string quoted = shown(text);
  return quoted.substr(1, quoted.size() - 2);
}

std::string listed(const std::vector<std::string>& names) {
  std::string result;
  for (const std::string& name : names) result += (result.empty() ? "" : ", ") + shown(name);
  return names.empty() ? "none" : result;
}

onnx::ModelProto parse_model(std::string_view bytes) {
  onnx::ModelProto model;
  if (bytes.starts_with("version https://git-lfs.github.com/spec/")) {
    throw Error(Code::kModelParse,
                "expected an ONNX model, found a Git LFS pointer, which stands for one: fetch it with 'git lfs pull'");
  }
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw Error(Code::kModelParse, "expected a model below 2 GiB, found " + std::to_string(bytes.size()) + " bytes");
  }
  if (!model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    throw Error(Code::kModelParse, "expected an ONNX model, found bytes that are no such Protocol Buffers message");
  }
  if (!model.has_graph()) throw Error(Code::kModelParse, "expected an ONNX model, found one without a graph");
  return model;
}

bool standard_domain(const std::string& domain) { return domain.empty() || domain == "ai.onnx"; }

std::int64_t operator_set(const onnx::ModelProto& model) {
  std::int64_t version = 1;
  for (const auto& import : model.opset_import()) {
    if (standard_domain(import.domain())) version = import.version();
  }
  return version;
}

Shape input_shape(const onnx::TensorShapeProto& declared, SampleRule samples) {
  Shape shape;
  if (declared.dim_size() > static_cast<int>(kMostAxes)) {
    throw Error(Code::kModelShape, "expected at most " + std::to_string(kMostAxes) + " axes, found " +
                                       std::to_string(declared.dim_size()));
  }
  for (const auto& dim : declared.dim()) {
    if (dim.has_dim_value()) {
      if (dim.dim_value() <= 0) {
        throw Error(Code::kModelShape,
                    "expected positive or symbolic extents, found " + std::to_string(dim.dim_value()));
      }
      shape.dims.push_back(static_cast<std::size_t>(dim.dim_value()));
      continue;
    }
    if (samples == SampleRule::kWhole) {
      shape.dims.push_back(1);
      continue;
    }
    if (shape.sample_axis) {
      throw Error(Code::kModelShape, "expected at most one symbolic extent, that of the samples; found more");
    }
    shape.sample_axis = shape.rank();
    shape.dims.push_back(1);
  }
  element_count(shape);
  if (samples != SampleRule::kWhole && !shape.sample_axis && shape.rank() > 1 && shape.dims[0] > 1 &&
      checked_product(shape.dims, 1, shape.rank()) > 1) {
    shape.sample_axis = 0;
    shape.samples = std::exchange(shape.dims[0], 1);
  }
  return shape;
}

}  // namespace ftcert::model
