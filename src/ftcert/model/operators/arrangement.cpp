#include "ftcert/model/operators/arrangement.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert::model::operators {

namespace {

// Every number of the first type is one of the second.
bool widens(ElementType from, ElementType to) {
  if (from == to || to == ElementType::kFloat64) return is_floating(from);
  return to == ElementType::kFloat32 && (from == ElementType::kFloat16 || from == ElementType::kBFloat16);
}

Tensor copied(const Node& node) { return with_shape(node.input(0), node.input(0).shape, node.budget()); }

// The axes of Squeeze and Unsqueeze: an attribute at first, an input from version 13 on.
std::optional<std::vector<std::int64_t>> axes(Node& node) {
  node.expect_inputs(1, node.opset() < 13 ? 1 : 2);
  if (node.opset() < 13) return node.integer_list("axes");
  if (!node.has_input(1)) return std::nullopt;
  return node.integers(1);
}

}  // namespace

// A function of the input, whose values are not known, must be widened, or it would round. Numbers become integers by cutting off what is behind the point, bool by
// comparison with 0, and must otherwise be numbers of the type.
Tensor cast(Node& node) {
  node.expect_inputs(1, 1);
  const ElementType to = element_type(node.integer("to", 0), "attribute 'to'");
  const Tensor& tensor = node.input(0);
  const bool counts = tensor.layer == kSampleCount && !is_floating(to) && to != ElementType::kBool;
  Tensor result = with_shape(tensor, tensor.shape, node.budget());
  result.type = to;
  if (widens(tensor.type, to) || counts) return result;
  if (!tensor.constant()) {
    throw Error(Code::kModelType, "expected a cast that keeps every number as it is, found one from " +
                                      text(tensor.type) + " to " + text(to));
  }
  for (std::size_t i = 0; i < result.numbers.size(); ++i) {
    Rational& number = result.numbers[i];
    if (to == ElementType::kBool) {
      number = number.is_zero() ? 0 : 1;
    } else if (!is_floating(to)) {
      number = number.sign() < 0 ? ceil(number) : floor(number);
    }
    if (!representable(to, number)) {
      throw Error(Code::kModelType, "expected a cast that keeps every number as it is, but element " +
                                        std::to_string(i) + " is no " + text(to));
    }
  }
  return result;
}

Tensor constant(Node& node) {
  node.expect_inputs(0, 0);
  if (std::optional<Tensor> stored = node.tensor("value")) return *std::move(stored);
  Tensor tensor;
  if (node.has_attribute("value_float")) {
    tensor.numbers = {node.real("value_float", 0)};
  } else if (node.has_attribute("value_int")) {
    tensor.type = ElementType::kInt64;
    tensor.numbers = {node.integer("value_int", 0)};
  } else if (auto floats = node.real_list("value_floats")) {
    tensor.numbers = *std::move(floats);
    tensor.shape.dims = {tensor.numbers.size()};
  } else if (auto integers = node.integer_list("value_ints")) {
    tensor.type = ElementType::kInt64;
    tensor.numbers.assign(integers->begin(), integers->end());
    tensor.shape.dims = {tensor.numbers.size()};
  } else {
    node.check_attributes();
    throw Error(Code::kModelGraph, "expected an attribute with the value");
  }
  for (const Rational& number : tensor.numbers) node.budget().charge(number);
  return tensor;
}

Tensor identity(Node& node) {
  node.expect_inputs(1, 1);
  return copied(node);
}

Tensor dropout(Node& node) {
  node.expect_inputs(1, node.opset() < 12 ? 1 : 3);
  node.ignore_attribute("ratio");
  node.ignore_attribute("seed");
  bool training = node.opset() < 7 && node.integer("is_test", 0) == 0;
  if (node.has_input(2)) {
    const Tensor& mode = node.input(2);
    training = !mode.constant() || mode.type != ElementType::kBool || mode.size() != 1 || !mode.numbers[0].is_zero();
  }
  if (training) throw Error(Code::kModelOperator, "expected inference, found training mode, which is random");
  return copied(node);
}

Tensor flatten_axes(Node& node) {
  node.expect_inputs(1, 1);
  const Tensor& tensor = node.input(0);
  return with_shape(tensor, flatten(tensor.shape, node.integer("axis", 1)), node.budget());
}

Tensor reshape_to(Node& node) {
  const bool allow_zero = node.integer("allowzero", 0) != 0;
  std::vector<std::int64_t> target;
  if (node.opset() < 5) {
    node.expect_inputs(1, 1);
    target = node.integer_list("shape").value_or(std::vector<std::int64_t>());
  } else {
    node.expect_inputs(2, 2);
    target = node.extents(1);
  }
  const Tensor& tensor = node.input(0);
  return with_shape(tensor, reshape(tensor.shape, target, allow_zero), node.budget());
}

Tensor squeeze_axes(Node& node) {
  const auto removed = axes(node);
  const Tensor& tensor = node.input(0);
  return with_shape(tensor, squeeze(tensor.shape, removed), node.budget());
}

Tensor unsqueeze_axes(Node& node) {
  const auto added = axes(node);
  if (!added) throw Error(Code::kModelGraph, "expected axes to add");
  const Tensor& tensor = node.input(0);
  return with_shape(tensor, unsqueeze(tensor.shape, *added), node.budget());
}

Tensor transpose_axes(Node& node) {
  node.expect_inputs(1, 1);
  const Tensor& tensor = node.input(0);
  const std::size_t rank = tensor.shape.rank();
  std::vector<std::size_t> permutation(rank);
  std::iota(permutation.rbegin(), permutation.rend(), std::size_t{0});
  if (const auto given = node.integer_list("perm")) {
    permutation.assign(given->begin(), given->end());
    std::vector<std::size_t> sorted = permutation, expected(rank);
    std::sort(sorted.begin(), sorted.end());
    std::iota(expected.begin(), expected.end(), std::size_t{0});
    if (sorted != expected) {
      throw Error(Code::kModelShape, "attribute 'perm': expected a permutation of " + std::to_string(rank) + " axes");
    }
  }
  return transposed(tensor, permutation, node.budget());
}

}  // namespace ftcert::model::operators
