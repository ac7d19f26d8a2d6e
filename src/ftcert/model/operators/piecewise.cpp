#include "ftcert/model/operators/piecewise.hpp"

#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/maxima.hpp"

namespace ftcert::model::operators {

namespace {

Tensor number(ElementType type, const Rational& value) { return {type, Shape{}, std::nullopt, {value}, {}}; }

// relu(x) - slope relu(-x): slope is a number or a tensor of numbers.
Tensor leaky(Node& node, const Tensor& x, const Tensor& slope) {
  Chain& chain = node.chain();
  const Tensor negative = rectified(scaled(x, -1, chain), chain);
  return subtract(rectified(x, chain), multiply(negative, slope, chain), chain);
}

// min(max(x, least), most), as one layer: for least <= most it is least + relu(x - least) - relu(x - most), else most everywhere.
Tensor clipped(Node& node, const Tensor& x, const std::optional<Rational>& least, const std::optional<Rational>& most) {
  Chain& chain = node.chain();
  const auto constant = [&x](const Rational& value) { return number(x.type, value); };
  if (least && most && *most < *least) return add(scaled(x, 0, chain), constant(*most), chain);
  if (!least && !most) return with_shape(x, x.shape, chain.budget);
  if (!least) return minimum(x, constant(*most), chain);
  Tensor result = maximum(x, constant(*least), chain);
  if (!most) return result;
  return subtract(result, rectified(subtract(x, constant(*most), chain), chain), chain);
}

// Input i of Clip: nothing, or one number.
std::optional<Rational> bound(Node& node, std::size_t i) {
  if (!node.has_input(i)) return std::nullopt;
  const Tensor& tensor = node.input(i);
  if (!tensor.constant()) {
    throw Error(Code::kModelGraph,
                "input " + std::to_string(i) + ": expected a constant bound, found a function of the input");
  }
  if (tensor.numbers.size() != 1) {
    throw Error(Code::kModelShape,
                "input " + std::to_string(i) + ": expected one number, found shape " + text(tensor.shape));
  }
  return tensor.numbers.front();
}

template <Tensor (*combine)(const Tensor&, const Tensor&, Chain&)>
Tensor folded(Node& node) {
  node.expect_inputs(1, static_cast<std::size_t>(-1));
  Tensor result = with_shape(node.input(0), node.input(0).shape, node.budget());
  for (std::size_t i = 1; i < node.inputs(); ++i) {
    if (node.input(i).type != result.type) {
      throw Error(Code::kModelType,
                  "expected operands of one type, found " + text(result.type) + " and " + text(node.input(i).type));
    }
    if (node.opset() < 8 && node.input(i).shape.dims != result.shape.dims) {
      throw Error(Code::kModelShape,
                  "the shapes " + text(result.shape) + " and " + text(node.input(i).shape) + " differ");
    }
    result = combine(result, node.input(i), node.chain());
  }
  return result;
}

}  // namespace

Tensor absolute(Node& node) {
  node.expect_inputs(1, 1);
  const Tensor& x = node.input(0);
  return leaky(node, x, number(x.type, -1));
}

Tensor clip(Node& node) {
  const Tensor& x = node.input(0);
  if (node.opset() >= 11) {
    node.expect_inputs(1, 3);
    return clipped(node, x, bound(node, 1), bound(node, 2));
  }
  node.expect_inputs(1, 1);
  if (node.opset() < 6) node.ignore_attribute("consumed_inputs");
  std::optional<Rational> least, most;
  if (node.has_attribute("min")) least = node.real("min", 0);
  if (node.has_attribute("max")) most = node.real("max", 0);
  return clipped(node, x, least, most);
}

Tensor hard_sigmoid(Node& node) {
  node.expect_inputs(1, 1);
  const Tensor& x = node.floating(0);
  const Rational alpha = node.real("alpha", *round_to(kBinary32, Rational(1, 5))),
                 beta = node.real("beta", Rational(1, 2));
  if (node.opset() < 6) node.ignore_attribute("consumed_inputs");
  const Tensor line = add(scaled(x, alpha, node.chain()), number(x.type, beta), node.chain());
  return clipped(node, line, 0, 1);
}

Tensor largest(Node& node) { return folded<maximum>(node); }

Tensor leaky_relu(Node& node) {
  node.expect_inputs(1, 1);
  const Tensor& x = node.floating(0);
  if (node.opset() < 6) node.ignore_attribute("consumed_inputs");
  const Rational alpha = node.real("alpha", *round_to(kBinary32, Rational(1, 100)));
  return alpha.is_zero() ? rectified(x, node.chain()) : leaky(node, x, number(x.type, alpha));
}

Tensor parametric_relu(Node& node) {
  node.expect_inputs(2, 2);
  node.expect_same_type(0, 1);
  const Tensor &x = node.input(0), &slope = node.input(1);
  if (!slope.constant())
    throw Error(Code::kModelGraph, "expected constant slopes, found some that depend on the input");
  // Before version 7 a list of slopes belonged to the channels, axis 1.
  Shape shape = slope.shape;
  if (node.opset() < 7 && shape.rank() == 1 && shape.dims[0] != 1) {
    if (x.shape.rank() < 2) throw Error(Code::kModelShape, "expected channels in axis 1, found shape " + text(x.shape));
    shape.dims.resize(x.shape.rank() - 1, 1);
  }
  if (broadcast(x.shape, shape).dims != x.shape.dims) {
    throw Error(Code::kModelShape,
                "slopes of shape " + text(slope.shape) + " are not repeated to the shape " + text(x.shape));
  }
  return leaky(node, x, with_shape(slope, shape, node.budget()));
}

Tensor smallest(Node& node) { return folded<minimum>(node); }

}  // namespace ftcert::model::operators
