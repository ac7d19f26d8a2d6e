#include "ftcert/model/operators/convolutions.hpp"

#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/operators/lists.hpp"
#include "ftcert/model/window_products.hpp"

namespace ftcert::model::operators {

namespace {

// What both operators have: samples, channels, a plane; weights that are constant.
struct Operands {
  const Tensor& x;
  const Tensor& w;
  std::vector<std::size_t> plane;
  std::size_t groups, kernel;
  WindowRules rules;
};

Operands operands(Node& node) {
  node.expect_inputs(2, 3);
  node.expect_same_type(0, 1);
  const Tensor &x = node.input(0), &w = node.input(1);
  if (!w.constant()) throw Error(Code::kModelGraph, "expected constant weights, found a function of the input");
  if (x.shape.rank() < 3 || w.shape.rank() != x.shape.rank()) {
    throw Error(Code::kModelShape,
                "expected samples, channels and at least one more axis, and weights with as many axes; found shapes " +
                    text(x.shape) + " and " + text(w.shape));
  }
  if (x.shape.sample_axis && *x.shape.sample_axis != 0) refuse_mixing(x.shape, "a window over the other axes");
  if (w.shape.sample_axis) refuse_mixing(w.shape, "weights of each sample");
  const std::int64_t groups = node.integer("group", 1);
  if (groups <= 0 || static_cast<std::uint64_t>(groups) > x.shape.dims[1] ||
      x.shape.dims[1] % static_cast<std::size_t>(groups) != 0) {
    throw Error(Code::kModelShape, "attribute 'group': " + std::to_string(groups) + " groups do not divide " +
                                       std::to_string(x.shape.dims[1]) + " channels");
  }
  Operands result{x, w, {x.shape.dims.begin() + 2, x.shape.dims.end()}, static_cast<std::size_t>(groups), 1, {}};
  WindowRules& rules = result.rules;
  rules.kernel.assign(w.shape.dims.begin() + 2, w.shape.dims.end());
  result.kernel = checked_product(w.shape.dims, 2, w.shape.rank());
  if (const auto stated = node.integer_list("kernel_shape"); stated && *stated != rules.kernel) {
    throw Error(Code::kModelShape, "attribute 'kernel_shape' is not that of the weights, " + text(w.shape));
  }
  rules.strides = node.integer_list("strides").value_or(Integers());
  rules.dilations = node.integer_list("dilations").value_or(Integers());
  rules.pads = node.integer_list("pads").value_or(Integers());
  rules.automatic = node.word("auto_pad", "NOTSET");
  return result;
}

Shape result_shape(const Shape& in, std::size_t channels, const std::vector<std::size_t>& plane) {
  Shape shape = in;
  shape.dims = {in.dims[0], channels};
  shape.dims.insert(shape.dims.end(), plane.begin(), plane.end());
  element_count(shape);
  return shape;
}

Tensor with_bias(Node& node, const Tensor& sums) {
  if (!node.has_input(2)) return sums;
  node.expect_same_type(0, 2);
  const Tensor& bias = node.input(2);
  const std::size_t channels = sums.shape.dims[1];
  if (bias.shape.dims != std::vector<std::size_t>{channels} || bias.shape.sample_axis) {
    throw Error(Code::kModelShape, "input 2: expected " + std::to_string(channels) +
                                       " numbers, one for each channel, found shape " + text(bias.shape));
  }
  Shape shape{std::vector<std::size_t>(sums.shape.rank() - 1, 1), std::nullopt, 0};
  shape.dims[0] = channels;
  return add(sums, with_shape(bias, shape, node.budget()), node.chain());
}

void charge_windows(const Node& node, const std::vector<std::size_t>& plane, std::size_t kernel) {
  const std::size_t count = checked_product(plane, 0, plane.size());
  node.budget().charge(count, checked_product({kernel, sizeof(WindowEntry)}, 0, 2) + 4 * sizeof(std::size_t));
}

}  // namespace

Tensor conv(Node& node) {
  const Operands found = operands(node);
  const Shape& w = found.w.shape;
  const std::size_t channels = found.x.shape.dims[1] / found.groups;
  if (w.dims[1] != channels || w.dims[0] == 0 || w.dims[0] % found.groups != 0) {
    throw Error(Code::kModelShape, "weights of shape " + text(w) + " do not fit " +
                                       std::to_string(found.x.shape.dims[1]) + " channels in " +
                                       std::to_string(found.groups) + " groups");
  }
  const std::vector<std::size_t> plane = window_extents(found.plane, found.rules);
  const Shape shape = result_shape(found.x.shape, w.dims[0], plane);
  charge_windows(node, plane, found.kernel);
  const WindowWeights weights{found.w, found.groups, w.dims[0] / found.groups, channels, found.kernel};
  const std::size_t size = checked_product(found.plane, 0, found.plane.size());
  return with_bias(node,
                   window_products(found.x, size, weights, windows(found.plane, found.rules), shape, node.chain()));
}

// Weights are [channels, outputs of a group, kernel].
Tensor conv_transpose(Node& node) {
  const Operands found = operands(node);
  const Shape& w = found.w.shape;
  const Integers more = node.integer_list("output_padding").value_or(Integers()),
                 extents = node.integer_list("output_shape").value_or(Integers());
  if (w.dims[0] != found.x.shape.dims[1] || w.dims[1] == 0) {
    throw Error(Code::kModelShape,
                "weights of shape " + text(w) + " do not fit " + std::to_string(found.x.shape.dims[1]) + " channels");
  }
  const std::vector<std::size_t> plane = transposed_extents(found.plane, found.rules, extents, more);
  // In the order of Conv's weights.
  Shape parts;
  parts.dims = {found.groups, w.dims[0] / found.groups, w.dims[1], found.kernel};
  const Tensor turned = transposed(with_shape(found.w, parts, node.budget()), {0, 2, 1, 3}, node.budget());
  const WindowWeights weights{turned, found.groups, w.dims[1], w.dims[0] / found.groups, found.kernel};
  const Shape shape = result_shape(found.x.shape, found.groups * weights.outputs, plane);
  charge_windows(node, plane, found.kernel);
  const std::size_t size = checked_product(found.plane, 0, found.plane.size());
  return with_bias(
      node, window_products(found.x, size, weights, transposed_windows(found.plane, found.rules, extents, more), shape,
                            node.chain()));
}

}  // namespace ftcert::model::operators
