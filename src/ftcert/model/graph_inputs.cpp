// Inputs of a graph: the part of GraphReader that makes variables of them.
#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/graph_reader.hpp"
#include "ftcert/model/model_proto.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert::model {

std::vector<GraphTensor> GraphReader::inputs() const {
  std::vector<GraphTensor> result;
  for (const auto* input : inputs_) {
    const Tensor& tensor = tensors_.at(input->name());
    result.push_back({input->name(), tensor.type, tensor.shape});
  }
  return result;
}

GraphTensor GraphReader::input() const {
  if (inputs_.size() != 1) refuse_inputs();
  return inputs().front();
}

bool GraphReader::is_input(const std::string& name) const {
  return std::ranges::any_of(inputs_, [&](const auto* input) { return input->name() == name; });
}

void GraphReader::refuse_inputs() const {
  std::vector<std::string> found;
  for (const auto* input : inputs_) found.push_back(input->name());
  throw Error(Code::kModelGraph, "expected one input without a stored value, found " + listed(found));
}

void GraphReader::choose_inputs() {
  if (inputs_.empty()) refuse_inputs();
  if (inputs_.size() == 1) return;
  std::set<std::string> reached;
  std::vector<std::string> open = {tensor_};
  while (!open.empty()) {
    const std::string name = open.back();
    open.pop_back();
    if (!reached.insert(name).second) continue;
    const auto producer = producers_.find(name);
    if (producer == producers_.end()) continue;
    for (const std::string& input : graph_.node(producer->second).input()) open.push_back(input);
  }
  const auto* first = inputs_.front();
  std::erase_if(inputs_, [&](const auto* input) { return !reached.contains(input->name()); });
  if (inputs_.empty()) inputs_.push_back(first);  // f is a constant, which is said where it is found
}

void GraphReader::read_inputs(SampleRule samples) {
  choose_inputs();
  chain_.inputs = 0;
  for (const auto* input : inputs_) {
    Tensor tensor = read_input(*input, samples);
    if (input != inputs_.front()) {
      const std::string& name = inputs_.front()->name();
      const Shape& before = tensors_.at(name).shape;
      if (before.sample_axis.has_value() != tensor.shape.sample_axis.has_value() ||
          before.samples != tensor.shape.samples) {
        throw Error(Code::kModelShape, "expected inputs with the same number of samples, found " + shown(name) +
                                           " with " + text(before) + " and " + shown(input->name()) + " with " +
                                           text(tensor.shape));
      }
    }
    tensors_.emplace(input->name(), std::move(tensor));
  }
}

Tensor GraphReader::read_input(const onnx::ValueInfoProto& input, SampleRule samples) {
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
    tensor.shape = input_shape(declared.shape(), samples);
  } catch (const Error& error) {
    throw Error(error.code(), what + ": " + error.text());
  }
  tensor.layer = 0;
  const std::size_t count = element_count(tensor.shape);
  budget().check(count, sizeof(LinearForm) + sizeof(Term));
  for (std::size_t i = 0; i < count; ++i) {
    tensor.forms.push_back({{{chain_.inputs + i, 1}}, 0});
    budget().charge(tensor.forms.back());
  }
  chain_.inputs += count;
  return tensor;
}

}  // namespace ftcert::model
