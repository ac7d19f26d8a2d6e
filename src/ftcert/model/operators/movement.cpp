#include "ftcert/model/operators/movement.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/axis_selection.hpp"
#include "ftcert/model/operators/lists.hpp"
#include "ftcert/model/operators/numbers.hpp"

namespace ftcert::model::operators {

namespace {

Padding padding_of(const std::string& mode) {
  if (mode == "constant") return Padding::kConstant;
  if (mode == "reflect") return Padding::kReflect;
  if (mode == "edge") return Padding::kEdge;
  if (mode == "wrap") return Padding::kWrap;
  throw Error(Code::kModelOperator, "attribute 'mode': expected constant, reflect, edge or wrap, found " + shown(mode));
}

// How far each axis is padded: before all, then behind all.
struct Pads {
  Integers amounts;
  Rational value;
};

Pads pads_of(Node& node) {
  const std::size_t rank = node.input(0).shape.rank();
  if (node.opset() < 11) {
    node.expect_inputs(1, 1);
    const Integers amounts = node.integer_list(node.opset() < 2 ? "paddings" : "pads").value_or(Integers());
    return {amounts, node.real("value", 0)};
  }
  node.expect_inputs(2, 4);
  Pads pads{node.integers(1), 0};
  if (node.has_input(2)) {
    const Tensor& value = node.input(2);
    if (!value.constant() || value.numbers.size() != 1) {
      throw Error(Code::kModelGraph, "input 2: expected one constant number to pad with");
    }
    pads.value = value.numbers.front();
  }
  if (!node.has_input(3)) return pads;
  const Integers axes = node.integers(3);
  marked_axes(axes, rank);
  expect_size("pads", pads.amounts, 2 * axes.size());
  Integers all(2 * rank, 0);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    all[axis_index(axes[i], rank)] = pads.amounts[i];
    all[rank + axis_index(axes[i], rank)] = pads.amounts[axes.size() + i];
  }
  return {all, pads.value};
}

}  // namespace

Tensor concat(Node& node) {
  node.expect_inputs(1, static_cast<std::size_t>(-1));
  std::vector<const Tensor*> tensors;
  for (std::size_t i = 0; i < node.inputs(); ++i) {
    tensors.push_back(&node.input(i));
    if (tensors.back()->type != tensors.front()->type) {
      throw Error(Code::kModelType, "expected operands of one type, found " + text(tensors.front()->type) + " and " +
                                        text(tensors.back()->type));
    }
  }
  if (node.opset() >= 4 && !node.has_attribute("axis")) throw Error(Code::kModelGraph, "expected the attribute 'axis'");
  const std::size_t axis = axis_of(node, node.integer("axis", 1));
  return concatenated(tensors, axis, node.chain());
}

Tensor expand(Node& node) {
  node.expect_inputs(2, 2);
  const Tensor& tensor = node.input(0);
  Shape target;
  for (std::int64_t extent : node.extents(1)) {
    if (extent == kSamplesExtent) {
      if (target.sample_axis) throw Error(Code::kModelShape, "expected one axis of samples, found two");
      target.sample_axis = target.rank();
      target.dims.push_back(1);
    } else if (extent > 0) {
      target.dims.push_back(static_cast<std::size_t>(extent));
    } else {
      throw Error(Code::kModelShape, "expected positive extents, found " + std::to_string(extent));
    }
  }
  // Samples of a fixed number may be counted in the target.
  if (tensor.shape.sample_axis && tensor.shape.samples > 0 && tensor.shape.rank() <= target.rank()) {
    const std::size_t axis = *tensor.shape.sample_axis + target.rank() - tensor.shape.rank();
    if (target.dims[axis] == tensor.shape.samples) target.dims[axis] = 1;
  }
  const Shape shape = broadcast(tensor.shape, target);
  node.budget().check(element_count(shape), 2 * sizeof(std::size_t));
  return gather(tensor, shape, broadcast_indices(shape, tensor.shape), node.budget());
}

Tensor gather_axis(Node& node) {
  node.expect_inputs(2, 2);
  const Tensor &data = node.input(0), &list = numbers_only(node, 1);
  const std::size_t axis = axis_of(node, node.integer("axis", 0));
  if (is_floating(list.type) || list.type == ElementType::kBool) {
    throw Error(Code::kModelType, "input 1: expected int32 or int64, found " + text(list.type));
  }
  AxisPositions positions = all_positions(data.shape);
  positions[axis] = gathered_positions(data.shape.dims[axis], node.indices(1));
  if (data.shape.sample_axis == axis) refuse_mixing(data.shape, "taking positions of axis " + std::to_string(axis));
  const Tensor taken = selected(data, positions, 0, node.chain());
  // The axis becomes those of the indices.
  Shape shape = data.shape;
  const auto at = shape.dims.begin() + static_cast<std::ptrdiff_t>(axis);
  shape.dims.insert(shape.dims.erase(at), list.shape.dims.begin(), list.shape.dims.end());
  if (shape.sample_axis && *shape.sample_axis > axis) *shape.sample_axis += list.shape.rank() - 1;
  if (list.shape.sample_axis) {
    if (shape.sample_axis) refuse_mixing(data.shape, "taking positions that samples choose");
    shape.sample_axis = axis + *list.shape.sample_axis;
    shape.samples = list.shape.samples;
  }
  return with_shape(taken, shape, node.budget());
}

Tensor pad(Node& node) {
  const Tensor& tensor = node.input(0);
  const Padding padding = padding_of(node.word("mode", "constant"));
  const Pads pads = pads_of(node);
  const std::size_t rank = tensor.shape.rank();
  expect_size("pads", pads.amounts, 2 * rank);
  AxisPositions positions;
  for (std::size_t i = 0; i < rank; ++i) {
    const std::int64_t before = pads.amounts[i], behind = pads.amounts[rank + i];
    for (std::int64_t amount : {before, behind}) {
      if (amount > 0) node.budget().check(static_cast<std::size_t>(amount), sizeof(std::size_t));
    }
    positions.push_back(padded_positions(tensor.shape.dims[i], before, behind, padding));
    if (positions.back().empty())
      throw Error(Code::kModelShape, "the padding leaves no position of axis " + std::to_string(i));
    if (tensor.shape.sample_axis == i && (before != 0 || behind != 0))
      refuse_mixing(tensor.shape, "padding axis " + std::to_string(i));
  }
  return selected(tensor, positions, pads.value, node.chain());
}

Tensor tile(Node& node) {
  if (node.opset() < 6) throw Error(Code::kModelOperator, "Tile before version 6 is not supported");
  node.expect_inputs(2, 2);
  const Tensor& tensor = node.input(0);
  const Integers repeats = node.integers(1);
  expect_size("repeats", repeats, tensor.shape.rank());
  AxisPositions positions;
  for (std::size_t i = 0; i < repeats.size(); ++i) {
    if (repeats[i] <= 0)
      throw Error(Code::kModelShape, "expected positive repeats, found " + std::to_string(repeats[i]));
    const std::size_t extent = tensor.shape.dims[i];
    node.budget().check(static_cast<std::size_t>(repeats[i]), extent * sizeof(std::size_t));
    positions.emplace_back();
    for (std::int64_t r = 0; r < repeats[i]; ++r) {
      for (std::size_t p = 0; p < extent; ++p) positions.back().push_back(p);
    }
  }
  return selected(tensor, positions, 0, node.chain());
}

}  // namespace ftcert::model::operators
