#include "ftcert/model/graph_reader.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/model_proto.hpp"
#include "ftcert/model/operators.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert::model {

namespace {

std::string type_of(const onnx::NodeProto& node) {
  return (standard_domain(node.domain()) ? "" : node.domain() + ".") + node.op_type();
}

}  // namespace

GraphReader::GraphReader(const onnx::ModelProto& model, std::size_t file_size, const std::optional<Integer>& most_work,
                         ExternalData* external)
    : graph_(model.graph()),
      opset_(operator_set(model)),
      external_(external),
      chain_(Budget::for_file(file_size, most_work)) {}

void GraphReader::begin(const std::string& tensor, SampleRule samples) {
  index_names();
  tensor_ = tensor.empty() ? only_output() : named(tensor);
  read_inputs(samples);
}

// Every name is defined once; an initializer may be an input too (its default).
void GraphReader::index_names() {
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

std::string GraphReader::only_output() const {
  if (graph_.output_size() == 1) return graph_.output(0).name();
  throw Error(Code::kModelGraph, "expected one output, found " + outputs() + ": choose one with --tensor NAME");
}

std::string GraphReader::named(const std::string& tensor) const {
  if (names_.contains(tensor)) return tensor;
  throw Error(Code::kModelGraph,
              "the graph has no tensor " + shown(tensor) + " (--tensor); its outputs are " + outputs());
}

std::string GraphReader::outputs() const {
  std::vector<std::string> found;
  for (const auto& output : graph_.output()) found.push_back(output.name());
  return listed(found);
}

std::vector<int> GraphReader::needed() {
  for (const auto* input : inputs_) of_input_.insert(input->name());
  // Of each node that is needed: those that read it, and how many nodes it waits for.
  std::map<int, std::vector<int>> readers;
  std::map<int, std::size_t> waits;
  std::vector<std::string> open = {tensor_};
  while (!open.empty()) {
    const auto producer = producers_.find(open.back());
    open.pop_back();
    if (producer == producers_.end() || !waits.emplace(producer->second, 0).second) continue;
    for (const std::string& input : graph_.node(producer->second).input()) open.push_back(input);
  }
  std::set<int> ready;
  for (auto& [index, count] : waits) {
    for (const std::string& input : graph_.node(index).input()) {
      const auto producer = producers_.find(input);
      if (producer == producers_.end()) continue;
      readers[producer->second].push_back(index);
      ++count;
    }
    if (count == 0) ready.insert(index);
  }
  std::vector<int> order;
  while (!ready.empty()) {
    const int index = *ready.begin();
    ready.erase(ready.begin());
    order.push_back(index);
    const onnx::NodeProto& proto = graph_.node(index);
    if (std::ranges::any_of(proto.input(), [&](const std::string& name) { return of_input_.contains(name); }))
      of_input_.insert(proto.output().begin(), proto.output().end());
    for (const int reader : readers[index]) {
      if (--waits[reader] == 0) ready.insert(reader);
    }
  }
  if (order.size() == waits.size()) return order;
  for (const auto& [index, count] : waits) {
    if (count == 0) continue;
    throw Error(Code::kModelGraph,
                "node " + std::to_string(index + 1) + " " + shown(graph_.node(index).name()) +
                    " lies on or behind a cycle: it needs its own output, or that of a node that does");
  }
  throw_contract("needed: no node waits");
}

const onnx::NodeProto& GraphReader::node(int index) const { return graph_.node(index); }

const Tensor& GraphReader::lookup(const std::string& name) {
  const auto known = tensors_.find(name);
  if (known != tensors_.end()) return known->second;
  const auto stored = initializers_.find(name);
  if (stored != initializers_.end()) {
    return tensors_.emplace(name, decode(*stored->second, name, budget(), external_)).first->second;
  }
  if (sparse_.contains(name)) throw Error(Code::kModelType, "tensor " + shown(name) + ": expected a dense tensor");
  if (!producers_.contains(name)) throw Error(Code::kModelGraph, "the name " + shown(name) + " is not defined");
  throw Error(Code::kModelGraph, "the name " + shown(name) + " is an output that is not supported");
}

std::string GraphReader::named_node(int index) const {
  const onnx::NodeProto& proto = graph_.node(index);
  return "node " + std::to_string(index + 1) + " " + shown(proto.name()) + " (" + bare(type_of(proto)) + ")";
}

void GraphReader::check_operators(const std::vector<int>& nodes) const {
  for (const int index : nodes) {
    const onnx::NodeProto& proto = graph_.node(index);
    if (find_operator(type_of(proto)) != nullptr) continue;
    std::string instead;
    for (const std::string& name : proto.input()) {
      if (!of_input(name) || is_input(name)) continue;
      instead = "choose the tensor before it, --tensor " + shown(name) + ", or ";
      break;
    }
    throw Error(Code::kModelOperator, named_node(index) + ": this operator is not among those that are read exactly: " +
                                          instead + "give values of f that were computed elsewhere, --frozen");
  }
}

std::size_t GraphReader::stored_count(const std::string& name) const {
  const auto found = initializers_.find(name);
  if (found == initializers_.end()) return 0;
  constexpr std::int64_t kMost = std::int64_t{1} << 40U;
  std::int64_t count = 1;
  for (const std::int64_t extent : found->second->dims())
    count = extent <= 0 ? 0 : extent > kMost / std::max(count, std::int64_t{1}) ? kMost : count * extent;
  // A tensor in the file has no more numbers than bytes or entries; where it says so, its own error is to be told.
  const onnx::TensorProto& stored = *found->second;
  const std::size_t held =
      stored.raw_data().size() + static_cast<std::size_t>(stored.float_data_size() + stored.double_data_size() +
                                                          stored.int32_data_size() + stored.int64_data_size());
  const bool beside = stored.data_location() == onnx::TensorProto::EXTERNAL;
  return beside ? static_cast<std::size_t>(count) : std::min(static_cast<std::size_t>(count), held);
}

const Tensor* GraphReader::known(const std::string& name) const {
  const auto found = tensors_.find(name);
  return found == tensors_.end() ? nullptr : &found->second;
}

std::vector<Tensor> GraphReader::computed(int index, const Operator* instead) {
  return computed(
      index, [this](const std::string& name) -> const Tensor& { return lookup(name); }, chain_, instead);
}

std::vector<Tensor> GraphReader::computed(int index, const Node::Lookup& lookup, Chain& chain,
                                          const Operator* instead) const {
  const onnx::NodeProto& proto = graph_.node(index);
  const Operator* known = instead != nullptr ? instead : find_operator(type_of(proto));
  if (known == nullptr) check_operators({index});
  try {
    if (proto.output_size() == 0) throw Error(Code::kModelGraph, "expected an output, found none");
    Node node(proto, opset_, lookup, chain, external_);
    std::vector<Tensor> result = known->apply(node);
    node.check_attributes();
    return result;
  } catch (const Error& error) {
    throw Error(error.code(), named_node(index) + ": " + error.text());
  }
}

void GraphReader::define(int index, std::vector<Tensor> outputs) {
  const onnx::NodeProto& proto = graph_.node(index);
  for (std::size_t i = 0; i < outputs.size() && i < static_cast<std::size_t>(proto.output_size()); ++i) {
    const std::string& name = proto.output(static_cast<int>(i));
    if (!name.empty()) tensors_.insert_or_assign(name, std::move(outputs[i]));
  }
}

AffineMap GraphReader::dense(const std::vector<LinearForm>& forms, std::size_t variables) {
  // Forms with terms have paid for them; the zeros between them have not.
  budget().charge(forms.size(), sizeof(LinearForm));
  for (std::size_t r = 0; r < forms.size(); ++r) budget().charge(variables, sizeof(Rational) + 4 * sizeof(mp_limb_t));
  AffineMap map(forms.size(), variables);
  for (std::size_t r = 0; r < forms.size(); ++r) {
    for (const Term& term : forms[r].terms) map.weight(r, term.variable) = term.coefficient;
    map.bias[r] = forms[r].bias;
  }
  return map;
}

}  // namespace ftcert::model
