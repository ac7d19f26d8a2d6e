#include "ftcert/model/operators/affine.hpp"

#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert::model::operators {

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

using Operation = Tensor (*)(const Tensor&, const Tensor&, Chain&);

// Operands of one type, floating or integers.
void expect_numbers(const Node& node) {
  if (is_floating(node.input(0).type) || is_floating(node.input(1).type)) return node.expect_same_type(0, 1);
  const ElementType a = node.input(0).type, b = node.input(1).type;
  if (a == b && a != ElementType::kBool) return;
  throw Error(Code::kModelType, "expected operands of one type of numbers, found " + text(a) + " and " + text(b));
}

// A runtime's integers wrap around; these do not.
void expect_representable(const Tensor& tensor) {
  if (is_floating(tensor.type)) return;
  for (const Rational& number : tensor.numbers) {
    if (!representable(tensor.type, number))
      throw Error(Code::kModelType, "the result " + number.text() + " is no " + text(tensor.type));
  }
}

Tensor combined(Node& node, Operation operation) {
  node.expect_inputs(2, 2);
  expect_numbers(node);
  const Tensor &a = node.input(0), &b = node.input(1);
  return node.opset() < 7 ? operation(a, aligned_before_7(node, a, b), node.chain()) : operation(a, b, node.chain());
}

Tensor elementwise(Node& node, Operation operation) {
  Tensor result = combined(node, operation);
  expect_representable(result);
  return result;
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

}  // namespace

Tensor add(Node& node) { return elementwise(node, model::add); }
Tensor subtract(Node& node) { return elementwise(node, model::subtract); }
Tensor multiply(Node& node) { return elementwise(node, model::multiply); }

// Of integers towards zero, where both are known.
Tensor divide(Node& node) {
  node.expect_inputs(2, 2);
  if (is_floating(node.input(0).type)) return elementwise(node, model::divide);
  if (!node.input(0).constant()) throw Error(Code::kModelGraph, "expected a quotient of constant integers");
  Tensor result = combined(node, model::divide);
  for (Rational& number : result.numbers) number = Rational(Integer(number.numerator() / number.denominator()));
  expect_representable(result);
  return result;
}

Tensor negate(Node& node) {
  node.expect_inputs(1, 1);
  Tensor result = scaled(node.input(0).type == ElementType::kBool ? node.floating(0) : node.input(0), -1, node.chain());
  expect_representable(result);
  return result;
}

Tensor matmul(Node& node) {
  node.expect_inputs(2, 2);
  node.expect_same_type(0, 1);
  return matrix_multiply(node.input(0), node.input(1), node.chain());
}

// alpha A B + beta C; C is repeated to the shape of A B.
Tensor gemm(Node& node) {
  node.expect_inputs(2, 3);
  node.expect_same_type(0, 1);
  const Rational alpha = node.real("alpha", 1), beta = node.real("beta", 1);
  Chain& chain = node.chain();
  Tensor a, b;
  Tensor result = matrix_multiply(gemm_factor(node, 0, "transA", a), gemm_factor(node, 1, "transB", b), chain);
  if (alpha != 1) result = scaled(result, alpha, chain);
  if (node.opset() < 7) node.ignore_attribute("broadcast");
  if (!node.has_input(2)) return result;
  node.expect_same_type(0, 2);
  const Tensor& c = node.input(2);
  const Shape shape = broadcast(result.shape, c.shape);
  if (shape.dims != result.shape.dims) {
    throw Error(Code::kModelShape,
                "input 2: shape " + text(c.shape) + " is not repeated to the shape " + text(result.shape) + " of A B");
  }
  return add(result, beta == 1 ? c : scaled(c, beta, chain), chain);
}

// The ReLUs at one depth make one hidden layer, so that parallel branches are understood.
Tensor relu(Node& node) {
  node.expect_inputs(1, 1);
  return rectified(node.floating(0), node.chain());
}

}  // namespace ftcert::model::operators
