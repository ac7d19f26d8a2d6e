#include "ftcert/model/patch_nodes.hpp"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/data/float_bits.hpp"

namespace ftcert::model {

namespace {

int data_type(FloatFormat format) {
  return format == FloatFormat::kBinary32 ? onnx::TensorProto::FLOAT : onnx::TensorProto::DOUBLE;
}

ElementType element(FloatFormat format) {
  return format == FloatFormat::kBinary32 ? ElementType::kFloat32 : ElementType::kFloat64;
}

void add_integer(onnx::NodeProto& node, const char* name, std::int64_t value) {
  auto* attribute = node.add_attribute();
  attribute->set_name(name);
  attribute->set_type(onnx::AttributeProto::INT);
  attribute->set_i(value);
}

// Appends nodes; the last tensor is what the next node reads.
class Chain {
 public:
  Chain(std::string prefix, std::string input) : prefix_(std::move(prefix)), last_(std::move(input)) {}

  onnx::NodeProto& apply(const std::string& type, const std::string& name,
                         const std::vector<std::string>& more_inputs = {}) {
    onnx::NodeProto& node = nodes_.emplace_back();
    node.add_input(last_);
    for (const std::string& input : more_inputs) node.add_input(input);
    last_ = prefix_ + name;
    node.add_output(last_);
    node.set_name(last_);
    node.set_op_type(type);
    return node;
  }

  std::string constant(const std::string& name, onnx::TensorProto value) {
    onnx::NodeProto& node = nodes_.emplace_back();
    node.add_output(prefix_ + name);
    node.set_name(prefix_ + name);
    node.set_op_type("Constant");
    auto* attribute = node.add_attribute();
    attribute->set_name("value");
    attribute->set_type(onnx::AttributeProto::TENSOR);
    *attribute->mutable_t() = std::move(value);
    return prefix_ + name;
  }

  std::vector<std::string> finish(const std::string& result) {
    nodes_.back().set_output(0, result);
    std::vector<std::string> bytes;
    for (const onnx::NodeProto& node : nodes_) bytes.push_back(node.SerializeAsString());
    return bytes;
  }

 private:
  std::string prefix_, last_;
  std::vector<onnx::NodeProto> nodes_;
};

onnx::TensorProto numbers(FloatFormat format, const std::vector<std::size_t>& dims,
                          const std::vector<Rational>& values) {
  onnx::TensorProto tensor;
  tensor.set_data_type(data_type(format));
  for (std::size_t d : dims) tensor.add_dims(static_cast<std::int64_t>(d));
  std::string& raw = *tensor.mutable_raw_data();
  for (const Rational& value : values) {
    require(is_number_of(format, value), "patch_nodes: a weight is no number of the format");
    const std::uint64_t bits = to_bits(ieee(format), value);
    for (int b = 0; b < (format == FloatFormat::kBinary32 ? 4 : 8); ++b)
      raw.push_back(static_cast<char>(bits >> (8 * b) & 0xff));
  }
  return tensor;
}

onnx::TensorProto integers(const std::vector<std::int64_t>& values) {
  onnx::TensorProto tensor;
  tensor.set_data_type(onnx::TensorProto::INT64);
  tensor.add_dims(static_cast<std::int64_t>(values.size()));
  std::string& raw = *tensor.mutable_raw_data();
  for (std::int64_t value : values) {
    for (int b = 0; b < 8; ++b) raw.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * b) & 0xff));
  }
  return tensor;
}

void permute(Chain& chain, const std::string& name, const std::vector<std::size_t>& permutation) {
  auto* attribute = chain.apply("Transpose", name).add_attribute();
  attribute->set_name("perm");
  attribute->set_type(onnx::AttributeProto::INTS);
  for (std::size_t axis : permutation) attribute->add_ints(static_cast<std::int64_t>(axis));
}

// Axis `from` before all others.
std::vector<std::size_t> to_front(std::size_t rank, std::size_t from) {
  std::vector<std::size_t> permutation(rank);
  std::iota(permutation.begin(), permutation.end(), std::size_t{0});
  std::rotate(permutation.begin(), permutation.begin() + static_cast<std::ptrdiff_t>(from),
              permutation.begin() + static_cast<std::ptrdiff_t>(from) + 1);
  return permutation;
}

// From the input's shape to [samples, features].
void flatten_input(Chain& chain, const Shape& shape) {
  const std::size_t samples = shape.sample_axis.value_or(0);
  if (samples != 0) permute(chain, "samples_first", to_front(shape.rank(), samples));
  if (shape.rank() == 2 && (shape.sample_axis || shape.dims[0] == 1)) return;
  if (shape.rank() == 0) {
    const std::string to = chain.constant("row_shape", integers({1, 1}));
    chain.apply("Reshape", "row", {to});
    return;
  }
  const bool rows = shape.sample_axis || (shape.dims[0] == 1 && shape.rank() > 1);
  add_integer(chain.apply("Flatten", "rows"), "axis", rows ? 1 : 0);
}

// From [samples, components] to f's shape.
void restore_shape(Chain& chain, const Shape& shape) {
  const std::size_t samples = shape.sample_axis.value_or(0);
  if (shape.rank() != 2 || !(shape.sample_axis || shape.dims[0] == 1)) {
    std::vector<std::int64_t> target;
    if (shape.sample_axis) target.push_back(-1);
    for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
      if (shape.sample_axis != axis) target.push_back(static_cast<std::int64_t>(shape.dims[axis]));
    }
    const std::string to = chain.constant("f_shape", integers(target));
    chain.apply("Reshape", "shaped", {to});
  }
  if (samples == 0) return;
  // The inverse of to_front.
  std::vector<std::size_t> back(shape.rank());
  const std::vector<std::size_t> front = to_front(shape.rank(), samples);
  for (std::size_t axis = 0; axis < front.size(); ++axis) back[front[axis]] = axis;
  permute(chain, "samples_back", back);
}

}  // namespace

FloatNetwork widened(const FloatNetwork& g, const std::vector<std::size_t>& components, std::size_t outputs) {
  const std::vector<AffineMap>& all = g.network.layers();
  const AffineMap& last = all.back();
  require(last.rows == components.size(), "widened: one component for each output of g");
  AffineMap wide(outputs, last.columns);
  for (std::size_t r = 0; r < last.rows; ++r) {
    const std::size_t to = components[r];
    require(to < outputs, "widened: a component that the tensor does not have");
    for (std::size_t c = 0; c < last.columns; ++c) wide.weight(to, c) = last.weight(r, c);
    wide.bias[to] = last.bias[r];
  }
  std::vector<AffineMap> layers(all.begin(), all.end() - 1);
  layers.push_back(std::move(wide));
  // Behind a hidden layer without neurons everything is constant: zeros times x in its place.
  for (std::size_t l = layers.size(); l-- > 1;) {
    if (layers[l].columns != 0) continue;
    const std::size_t inputs = g.network.inputs();
    layers[l] = AffineMap(layers[l].rows, inputs, std::vector<Rational>(layers[l].rows * inputs), layers[l].bias);
    layers.erase(layers.begin(), layers.begin() + static_cast<std::ptrdiff_t>(l));
    break;
  }
  const bool no_centre = std::all_of(g.centre.begin(), g.centre.end(), [](const Rational& c) { return c.is_zero(); });
  return {g.format, no_centre ? std::vector<Rational>() : g.centre, Network(g.network.inputs(), std::move(layers))};
}

std::vector<std::string> patch_nodes(const GraphInterface& io, const FloatNetwork& g,
                                     const std::vector<std::size_t>& components, const std::string& prefix,
                                     const std::string& result) {
  const FloatNetwork wide = widened(g, components, element_count(io.tensor.shape));
  Chain chain(prefix, io.input.name);
  flatten_input(chain, io.input.shape);
  if (io.input.type != element(g.format)) add_integer(chain.apply("Cast", "cast_in"), "to", data_type(g.format));
  if (!wide.centre.empty()) {
    const std::string centre = chain.constant("centre", numbers(g.format, {wide.centre.size()}, wide.centre));
    chain.apply("Sub", "centred", {centre});
  }
  const std::vector<AffineMap>& layers = wide.network.layers();
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const AffineMap& map = layers[l];
    const std::string number = std::to_string(l + 1);
    const std::string weight =
        chain.constant("weight" + number, numbers(g.format, {map.rows, map.columns}, map.weights));
    const std::string bias = chain.constant("bias" + number, numbers(g.format, {map.rows}, map.bias));
    add_integer(chain.apply("Gemm", "affine" + number, {weight, bias}), "transB", 1);
    if (l + 1 < layers.size()) chain.apply("Relu", "relu" + number);
  }
  const int type = io.tensor.type == ElementType::kFloat64 ? onnx::TensorProto::DOUBLE : onnx::TensorProto::FLOAT;
  if (io.tensor.type != element(g.format)) add_integer(chain.apply("Cast", "cast_out"), "to", type);
  restore_shape(chain, io.tensor.shape);
  return chain.finish(result);
}

}  // namespace ftcert::model
