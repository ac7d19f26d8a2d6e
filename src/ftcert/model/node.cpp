#include "ftcert/model/node.hpp"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert::model {

namespace {

std::string quoted(const std::string& kind, const std::string& name) { return kind + " " + shown(name); }

// Files before IR version 2 do not store the type of an attribute, but its value.
bool holds(const onnx::AttributeProto& attribute, int type) {
  if (attribute.type() == type) return true;
  if (attribute.has_type() && attribute.type() != onnx::AttributeProto::UNDEFINED) return false;
  switch (type) {
    case onnx::AttributeProto::INT:
      return attribute.has_i();
    case onnx::AttributeProto::FLOAT:
      return attribute.has_f();
    case onnx::AttributeProto::STRING:
      return attribute.has_s();
    case onnx::AttributeProto::TENSOR:
      return attribute.has_t();
    case onnx::AttributeProto::INTS:
      return attribute.ints_size() > 0;
    default:
      return attribute.floats_size() > 0;
  }
}

void expect_whole(const Tensor& tensor, const std::string& what) {
  if (tensor.type == ElementType::kInt64 || tensor.type == ElementType::kInt32) return;
  throw Error(Code::kModelType, what + ": expected int64 or int32, found " + text(tensor.type));
}

std::vector<std::int64_t> whole_numbers(const Tensor& tensor) {
  std::vector<std::int64_t> result;
  for (const Rational& number : tensor.numbers) result.push_back(fmpz_get_si(number.fraction().numerator_raw()));
  return result;
}

}  // namespace

Node::Node(const onnx::NodeProto& node, std::int64_t opset, Lookup lookup, Chain& chain, ExternalData* external)
    : node_(node), opset_(opset), lookup_(std::move(lookup)), chain_(chain), external_(external) {
  std::set<std::string> names;
  for (const auto& attribute : node.attribute()) {
    if (!names.insert(attribute.name()).second) {
      throw Error(Code::kModelGraph, quoted("attribute", attribute.name()) + " is given twice");
    }
    if (!attribute.ref_attr_name().empty()) {
      throw Error(Code::kModelOperator, quoted("attribute", attribute.name()) + " refers to another one");
    }
  }
}

void Node::expect_inputs(std::size_t least, std::size_t most) const {
  if (inputs() >= least && inputs() <= most) return;
  throw Error(Code::kModelGraph, "expected " + std::to_string(least) +
                                     (most > least ? " to " + std::to_string(most) : "") + " inputs, found " +
                                     std::to_string(inputs()));
}

std::size_t Node::inputs() const { return static_cast<std::size_t>(node_.input_size()); }

std::size_t Node::outputs() const { return static_cast<std::size_t>(node_.output_size()); }

bool Node::has_output(std::size_t i) const { return i < outputs() && !node_.output(static_cast<int>(i)).empty(); }

bool Node::has_input(std::size_t i) const { return i < inputs() && !node_.input(static_cast<int>(i)).empty(); }

const Tensor& Node::input(std::size_t i) const {
  if (!has_input(i)) throw Error(Code::kModelGraph, "input " + std::to_string(i) + " is missing");
  return lookup_(node_.input(static_cast<int>(i)));
}

const Tensor& Node::floating(std::size_t i) const {
  const Tensor& tensor = input(i);
  if (!is_floating(tensor.type)) {
    throw Error(Code::kModelType, quoted("tensor", node_.input(static_cast<int>(i))) +
                                      ": expected a floating-point type, found " + text(tensor.type));
  }
  return tensor;
}

void Node::expect_same_type(std::size_t a, std::size_t b) const {
  if (floating(a).type == floating(b).type) return;
  throw Error(Code::kModelType, "expected operands of one type, found " + text(input(a).type) + " " +
                                    shown(node_.input(static_cast<int>(a))) + " and " + text(input(b).type) + " " +
                                    shown(node_.input(static_cast<int>(b))));
}

std::vector<std::int64_t> Node::integers(std::size_t i) const {
  const Tensor& tensor = input(i);
  const std::string what = quoted("tensor", node_.input(static_cast<int>(i)));
  if (!tensor.constant()) throw Error(Code::kModelGraph, what + ": expected a constant");
  expect_whole(tensor, what);
  if (tensor.shape.rank() > 1) {
    throw Error(Code::kModelShape, what + ": expected a list, found shape " + text(tensor.shape));
  }
  return whole_numbers(tensor);
}

std::vector<std::int64_t> Node::indices(std::size_t i) const {
  const Tensor& tensor = input(i);
  const std::string what = quoted("tensor", node_.input(static_cast<int>(i)));
  if (!tensor.constant()) throw Error(Code::kModelGraph, what + ": expected numbers, found a function of the input");
  expect_whole(tensor, what);
  return whole_numbers(tensor);
}

std::vector<std::int64_t> Node::extents(std::size_t i) const {
  const Tensor& tensor = input(i);
  const std::string what = quoted("tensor", node_.input(static_cast<int>(i)));
  if (tensor.layer != kSampleCount) {
    std::vector<std::int64_t> list = integers(i);
    if (std::ranges::find(list, kSamplesExtent) == list.end()) return list;
    throw Error(Code::kModelShape, what + ": expected extents, found " + std::to_string(kSamplesExtent));
  }
  if (tensor.shape.rank() > 1) {
    throw Error(Code::kModelShape, what + ": expected a list, found shape " + text(tensor.shape));
  }
  std::vector<std::int64_t> result;
  for (const LinearForm& form : tensor.forms) {
    const bool samples = form.terms.size() == 1 && form.terms.front().coefficient == 1 && form.bias.is_zero();
    if (!samples && !(form.terms.empty() && form.bias.is_integer())) {
      throw Error(Code::kModelShape, what + ": expected extents that are numbers, or the number of samples itself");
    }
    result.push_back(samples ? kSamplesExtent : fmpz_get_si(form.bias.fraction().numerator_raw()));
  }
  return result;
}

bool Node::has_attribute(const std::string& name) const {
  for (const auto& attribute : node_.attribute()) {
    if (attribute.name() == name) return true;
  }
  return false;
}

const onnx::AttributeProto* Node::attribute(const std::string& name, int type) {
  read_.insert(name);
  for (const auto& attribute : node_.attribute()) {
    if (attribute.name() != name) continue;
    if (holds(attribute, type)) return &attribute;
    throw Error(Code::kModelType,
                quoted("attribute", name) + ": expected " +
                    onnx::AttributeProto::AttributeType_Name(static_cast<onnx::AttributeProto::AttributeType>(type)) +
                    ", found " + onnx::AttributeProto::AttributeType_Name(attribute.type()));
  }
  return nullptr;
}

std::int64_t Node::integer(const std::string& name, std::int64_t otherwise) {
  const auto* found = attribute(name, onnx::AttributeProto::INT);
  return found ? found->i() : otherwise;
}

std::string Node::word(const std::string& name, const std::string& otherwise) {
  const auto* found = attribute(name, onnx::AttributeProto::STRING);
  return found ? found->s() : otherwise;
}

Rational Node::real(const std::string& name, const Rational& otherwise) {
  const auto* found = attribute(name, onnx::AttributeProto::FLOAT);
  return found ? exact(found->f(), quoted("attribute", name)) : otherwise;
}

std::optional<std::vector<std::int64_t>> Node::integer_list(const std::string& name) {
  const auto* found = attribute(name, onnx::AttributeProto::INTS);
  if (!found) return std::nullopt;
  return std::vector<std::int64_t>(found->ints().begin(), found->ints().end());
}

std::optional<std::vector<Rational>> Node::real_list(const std::string& name) {
  const auto* found = attribute(name, onnx::AttributeProto::FLOATS);
  if (!found) return std::nullopt;
  std::vector<Rational> result;
  for (float value : found->floats()) result.push_back(exact(value, quoted("attribute", name)));
  return result;
}

std::optional<Tensor> Node::tensor(const std::string& name) {
  const auto* found = attribute(name, onnx::AttributeProto::TENSOR);
  if (!found) return std::nullopt;
  return decode(found->t(), node_.output(0), budget(), external_);
}

void Node::check_attributes() const {
  for (const auto& attribute : node_.attribute()) {
    if (!read_.contains(attribute.name())) {
      throw Error(Code::kModelOperator, quoted("attribute", attribute.name()) + " is not supported");
    }
  }
}

}  // namespace ftcert::model
