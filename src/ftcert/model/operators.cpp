#include "ftcert/model/operators.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert::model {

namespace {

// Before version 7 the second operand was repeated only on request and only to the shape of the first; its
// axes could be aligned with those from `axis` on.
Tensor aligned_before_7(Node& node, const Tensor& first, const Tensor& second) {
  const bool repeat = node.integer("broadcast", 0) != 0;
  const std::size_t rank = first.shape.rank();
  Shape shape = second.shape;
  bool fits = shape.rank() <= rank;
  if (fits && repeat && node.has_attribute("axis")) {
    const std::int64_t axis = node.integer("axis", 0);
    fits = axis >= 0 && static_cast<std::uint64_t>(axis) <= rank - shape.rank();
    if (fits) shape.dims.resize(rank - static_cast<std::size_t>(axis), 1);
  }
  fits = fits && (repeat ? broadcast(first.shape, shape).dims : shape.dims) == first.shape.dims;
  if (!fits) {
    throw Error(Code::kModelShape, "the shape " + text(second.shape) + " is not " + (repeat ? "repeated to " : "") +
                                       "the shape " + text(first.shape) + " of the first operand");
  }
  return with_shape(second, shape, node.budget());
}

template <Tensor (*operation)(const Tensor&, const Tensor&, Budget&)>
Tensor elementwise(Node& node) {
  node.expect_inputs(2, 2);
  node.expect_same_type(0, 1);
  const Tensor &a = node.input(0), &b = node.input(1);
  return node.opset() < 7 ? operation(a, aligned_before_7(node, a, b), node.budget()) : operation(a, b, node.budget());
}

// Every number of the first type is one of the second.
bool widens(ElementType from, ElementType to) {
  if (from == to || to == ElementType::kFloat64) return is_floating(from);
  return to == ElementType::kFloat32 && (from == ElementType::kFloat16 || from == ElementType::kBFloat16);
}

// A cast of a function of the input must widen, or it would round; one of a constant must keep every number
// as it is.
Tensor cast(Node& node) {
  node.expect_inputs(1, 1);
  const ElementType to = element_type(node.integer("to", 0), "attribute 'to'");
  const Tensor& tensor = node.input(0);
  if (!widens(tensor.type, to)) {
    if (!tensor.constant()) {
      throw Error(Code::kModelType, "expected a cast that keeps every number as it is, found one from " +
                                        text(tensor.type) + " to " + text(to));
    }
    for (std::size_t i = 0; i < tensor.numbers.size(); ++i) {
      if (!representable(to, tensor.numbers[i])) {
        throw Error(Code::kModelType, "expected a cast that keeps every number as it is, but element " +
                                          std::to_string(i) + " is no " + text(to));
      }
    }
  }
  Tensor result = with_shape(tensor, tensor.shape, node.budget());
  result.type = to;
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

Tensor copied(const Node& node) { return with_shape(node.input(0), node.input(0).shape, node.budget()); }

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
    target = node.integers(1);
  }
  const Tensor& tensor = node.input(0);
  return with_shape(tensor, reshape(tensor.shape, target, allow_zero), node.budget());
}

// The axes of Squeeze and Unsqueeze: an attribute at first, an input from version 13 on.
std::optional<std::vector<std::int64_t>> axes(Node& node) {
  node.expect_inputs(1, node.opset() < 13 ? 1 : 2);
  if (node.opset() < 13) return node.integer_list("axes");
  if (!node.has_input(1)) return std::nullopt;
  return node.integers(1);
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

Tensor negate(Node& node) {
  node.expect_inputs(1, 1);
  return scaled(node.floating(0), -1, node.budget());
}

Tensor matmul(Node& node) {
  node.expect_inputs(2, 2);
  node.expect_same_type(0, 1);
  return matrix_multiply(node.input(0), node.input(1), node.budget());
}

// The operand, or its transpose, which `made` then holds.
const Tensor& gemm_factor(Node& node, std::size_t i, const char* flag, Tensor& made) {
  const Tensor& tensor = node.input(i);
  if (tensor.shape.rank() != 2) {
    throw Error(Code::kModelShape,
                "input " + std::to_string(i) + ": expected a matrix, found shape " + text(tensor.shape));
  }
  if (node.integer(flag, 0) == 0) return tensor;
  made = transposed(tensor, {1, 0}, node.budget());
  return made;
}

// alpha A B + beta C; C is repeated to the shape of A B.
Tensor gemm(Node& node) {
  node.expect_inputs(2, 3);
  node.expect_same_type(0, 1);
  const Rational alpha = node.real("alpha", 1), beta = node.real("beta", 1);
  Budget& budget = node.budget();
  Tensor a, b;
  Tensor result = matrix_multiply(gemm_factor(node, 0, "transA", a), gemm_factor(node, 1, "transB", b), budget);
  if (alpha != 1) result = scaled(result, alpha, budget);
  if (node.opset() < 7) node.ignore_attribute("broadcast");
  if (!node.has_input(2)) return result;
  node.expect_same_type(0, 2);
  const Tensor& c = node.input(2);
  const Shape shape = broadcast(result.shape, c.shape);
  if (shape.dims != result.shape.dims) {
    throw Error(Code::kModelShape,
                "input 2: shape " + text(c.shape) + " is not repeated to the shape " + text(result.shape) + " of A B");
  }
  return add(result, beta == 1 ? c : scaled(c, beta, budget), budget);
}

// The ReLUs at one depth make one hidden layer, so that parallel branches are understood.
Tensor relu(Node& node) {
  node.expect_inputs(1, 1);
  const Tensor& tensor = node.floating(0);
  Tensor result{tensor.type, tensor.shape, std::nullopt, {}, {}};
  if (tensor.constant()) {
    for (const Rational& number : tensor.numbers) {
      node.budget().charge(number);
      result.numbers.push_back(number.sign() > 0 ? number : Rational(0));
    }
    return result;
  }
  Chain& chain = node.chain();
  result.layer = *tensor.layer + 1;
  if (chain.layers.size() < *result.layer) chain.layers.emplace_back();
  std::vector<LinearForm>& layer = chain.layers[*tensor.layer];
  for (const LinearForm& form : tensor.forms) {
    node.budget().charge(form);
    result.forms.push_back({{{layer.size(), 1}}, 0});
    node.budget().charge(result.forms.back());
    layer.push_back(form);
  }
  return result;
}

constexpr Operator kOperators[] = {
    {"Add", elementwise<add>},
    {"Cast", cast},
    {"Constant", constant},
    {"Div", elementwise<divide>},
    {"Dropout", dropout},
    {"Flatten", flatten_axes},
    {"Gemm", gemm},
    {"Identity", identity},
    {"MatMul", matmul},
    {"Mul", elementwise<multiply>},
    {"Neg", negate},
    {"Relu", relu},
    {"Reshape", reshape_to},
    {"Squeeze", squeeze_axes},
    {"Sub", elementwise<subtract>},
    {"Transpose", transpose_axes},
    {"Unsqueeze", unsqueeze_axes},
};

}  // namespace

std::span<const Operator> operators() { return kOperators; }

const Operator* find_operator(std::string_view type) {
  for (const Operator& candidate : kOperators) {
    if (candidate.type == type) return &candidate;
  }
  return nullptr;
}

}  // namespace ftcert::model
