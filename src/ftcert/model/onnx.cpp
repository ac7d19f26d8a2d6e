#include "ftcert/model/onnx.hpp"

#include <onnx/onnx_pb.h>

#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/model/node.hpp"
#include "ftcert/model/operators.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert {

namespace {

using namespace model;

// A float32 weight of 4 bytes becomes about 250 bytes of rationals in several places.
constexpr std::size_t kBytesAtLeast = std::size_t{1} << 29;
constexpr std::size_t kBytesPerFileByte = 256;

// As an error shows it, without quotes: an operator's name.
std::string bare(const std::string& text) {
  const std::string quoted = shown(text);
  return quoted.substr(1, quoted.size() - 2);
}

std::string list(const std::vector<std::string>& names) {
  std::string result;
  for (const std::string& name : names) result += (result.empty() ? "" : ", ") + shown(name);
  return names.empty() ? "none" : result;
}

onnx::ModelProto parse(std::string_view bytes) {
  onnx::ModelProto model;
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

Shape input_shape(const onnx::TensorShapeProto& declared) {
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
    if (shape.sample_axis) {
      throw Error(Code::kModelShape, "expected at most one symbolic extent, that of the samples; found more");
    }
    shape.sample_axis = shape.rank();
    shape.dims.push_back(1);
  }
  element_count(shape);
  if (!shape.sample_axis && shape.rank() > 1 && shape.dims[0] > 1 && checked_product(shape.dims, 1, shape.rank()) > 1) {
    shape.sample_axis = 0;
    shape.samples = std::exchange(shape.dims[0], 1);
  }
  return shape;
}

class Importer {
 public:
  Importer(const onnx::ModelProto& model, std::size_t file_size, const std::optional<Integer>& most_work)
      : graph_(model.graph()),
        opset_(operator_set(model)),
        budget_(kBytesAtLeast + kBytesPerFileByte * file_size, most_work) {}

  Network run() {
    index_names();
    const std::string output = only_output();
    read_input();
    for (int i : needed_nodes(output)) apply(i);
    const Tensor& result = lookup(output);
    if (result.constant()) {
      throw Error(Code::kModelGraph,
                  "output " + shown(output) + ": expected a function of the input, found a constant");
    }
    if (!is_floating(result.type)) {
      throw Error(Code::kModelType, "output " + shown(output) + ": found type " + text(result.type));
    }
    return network(result);
  }

 private:
  // Every name is defined once; an initializer may be an input too (its default).
  void index_names() {
    const auto define = [this](const std::string& name) {
      if (!names_.insert(name).second) throw Error(Code::kModelGraph, "the name " + shown(name) + " is defined twice");
    };
    for (const auto& tensor : graph_.initializer()) {
      define(tensor.name());
      initializers_[tensor.name()] = &tensor;
    }
    for (const auto& tensor : graph_.sparse_initializer()) {
      define(tensor.values().name());
      sparse_.insert(tensor.values().name());
    }
    for (const auto& input : graph_.input()) {
      if (initializers_.contains(input.name()) || sparse_.contains(input.name())) continue;
      define(input.name());
      inputs_.push_back(&input);
    }
    for (int i = 0; i < graph_.node_size(); ++i) {
      for (const std::string& output : graph_.node(i).output()) {
        if (output.empty()) continue;
        define(output);
        producers_[output] = i;
      }
    }
  }

  std::string only_output() const {
    if (graph_.output_size() == 1) return graph_.output(0).name();
    std::vector<std::string> found;
    for (const auto& output : graph_.output()) found.push_back(output.name());
    throw Error(Code::kModelGraph, "expected one output, found " + list(found));
  }

  void read_input() {
    if (inputs_.size() != 1) {
      std::vector<std::string> found;
      for (const auto* input : inputs_) found.push_back(input->name());
      throw Error(Code::kModelGraph, "expected one input without a stored value, found " + list(found));
    }
    const onnx::ValueInfoProto& input = *inputs_.front();
    const std::string what = "input " + shown(input.name());
    if (!input.type().has_tensor_type()) throw Error(Code::kModelType, what + ": expected a tensor");
    const auto& declared = input.type().tensor_type();
    Tensor tensor;
    tensor.type = element_type(declared.elem_type(), what);
    if (!is_floating(tensor.type)) {
      throw Error(Code::kModelType, what + ": expected a floating-point type, found " + text(tensor.type));
    }
    if (!declared.has_shape()) throw Error(Code::kModelShape, what + ": expected a shape, found none");
    try {
      tensor.shape = input_shape(declared.shape());
    } catch (const Error& error) {
      throw Error(error.code(), what + ": " + error.text());
    }
    tensor.layer = 0;
    chain_.inputs = element_count(tensor.shape);
    budget_.check(chain_.inputs, sizeof(LinearForm) + sizeof(Term));
    for (std::size_t i = 0; i < chain_.inputs; ++i) {
      tensor.forms.push_back({{{i, 1}}, 0});
      budget_.charge(tensor.forms.back());
    }
    tensors_.emplace(input.name(), std::move(tensor));
  }

  // In the file's order, which ONNX wants to be a topological one.
  std::set<int> needed_nodes(const std::string& output) const {
    std::set<int> needed;
    std::vector<std::string> open = {output};
    while (!open.empty()) {
      const auto producer = producers_.find(open.back());
      open.pop_back();
      if (producer == producers_.end() || !needed.insert(producer->second).second) continue;
      for (const std::string& input : graph_.node(producer->second).input()) open.push_back(input);
    }
    return needed;
  }

  const Tensor& lookup(const std::string& name) {
    const auto known = tensors_.find(name);
    if (known != tensors_.end()) return known->second;
    const auto stored = initializers_.find(name);
    if (stored != initializers_.end()) {
      return tensors_.emplace(name, decode(*stored->second, name, budget_)).first->second;
    }
    if (sparse_.contains(name)) throw Error(Code::kModelType, "tensor " + shown(name) + ": expected a dense tensor");
    if (!producers_.contains(name)) throw Error(Code::kModelGraph, "the name " + shown(name) + " is not defined");
    throw Error(Code::kModelGraph, "the name " + shown(name) +
                                       " is used before it is defined, or is an output that is "
                                       "not supported");
  }

  void apply(int index) {
    const onnx::NodeProto& proto = graph_.node(index);
    const std::string type = (standard_domain(proto.domain()) ? "" : proto.domain() + ".") + proto.op_type();
    try {
      const Operator* known = find_operator(type);
      if (known == nullptr) {
        std::string expected;
        for (const Operator& candidate : operators())
          expected += (expected.empty() ? "" : ", ") + std::string(candidate.type);
        throw Error(Code::kModelOperator, "expected one of the operators " + expected + "; found " + bare(type));
      }
      if (proto.output(0).empty()) throw Error(Code::kModelGraph, "the first output has no name");
      Node node(
          proto, opset_, [this](const std::string& name) -> const Tensor& { return lookup(name); }, budget_, chain_);
      Tensor result = known->apply(node);
      node.check_attributes();
      tensors_.emplace(proto.output(0), std::move(result));
    } catch (const Error& error) {
      throw Error(error.code(), "node " + std::to_string(index + 1) + " " + shown(proto.name()) + " (" + bare(type) +
                                    "): " + error.text());
    }
  }

  AffineMap dense(const std::vector<LinearForm>& forms, std::size_t variables) {
    // Forms with terms have paid for them; the zeros between them have not.
    budget_.charge(forms.size(), sizeof(LinearForm));
    for (std::size_t r = 0; r < forms.size(); ++r) budget_.charge(variables, sizeof(Rational) + 4 * sizeof(mp_limb_t));
    AffineMap map(forms.size(), variables);
    for (std::size_t r = 0; r < forms.size(); ++r) {
      for (const Term& term : forms[r].terms) map.weight(r, term.variable) = term.coefficient;
      map.bias[r] = forms[r].bias;
    }
    return map;
  }

  Network network(const Tensor& output) {
    std::vector<AffineMap> layers;
    std::size_t variables = chain_.inputs;
    for (std::size_t s = 0; s < *output.layer; ++s) {
      layers.push_back(dense(chain_.layers[s], variables));
      variables = chain_.layers[s].size();
    }
    layers.push_back(dense(output.forms, variables));
    return Network(chain_.inputs, std::move(layers));
  }

  const onnx::GraphProto& graph_;
  std::int64_t opset_;
  Budget budget_;
  Chain chain_;
  std::set<std::string> names_;
  std::map<std::string, const onnx::TensorProto*> initializers_;
  std::set<std::string> sparse_;
  std::vector<const onnx::ValueInfoProto*> inputs_;
  std::map<std::string, int> producers_;
  std::map<std::string, Tensor> tensors_;
};

}  // namespace

Network read_onnx(const std::string& name, std::string_view bytes, const std::optional<Integer>& most_work) {
  try {
    const onnx::ModelProto model = parse(bytes);
    return Importer(model, bytes.size(), most_work).run();
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
}

}  // namespace ftcert
