#include "ftcert/model/operators/slices.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/axis_selection.hpp"
#include "ftcert/model/operators/lists.hpp"

namespace ftcert::model::operators {

namespace {

Integers counting(std::size_t count) {
  Integers result;
  for (std::size_t i = 0; i < count; ++i) result.push_back(static_cast<std::int64_t>(i));
  return result;
}

struct Cut {
  Integers starts, ends, axes, steps;
  bool counting = false;  // kSamplesExtent stands for the number of samples
};

Cut cut_of(Node& node) {
  Cut cut;
  if (node.opset() < 10) {
    node.expect_inputs(1, 1);
    cut.starts = node.integer_list("starts").value_or(Integers());
    cut.ends = node.integer_list("ends").value_or(Integers());
    cut.axes = node.integer_list("axes").value_or(counting(cut.starts.size()));
  } else {
    node.expect_inputs(3, 5);
    cut.counting = node.input(1).layer == kSampleCount || node.input(2).layer == kSampleCount;
    cut.starts = cut.counting ? node.extents(1) : node.integers(1);
    cut.ends = cut.counting ? node.extents(2) : node.integers(2);
    cut.axes = node.has_input(3) ? node.integers(3) : counting(cut.starts.size());
    if (node.has_input(4)) cut.steps = node.integers(4);
  }
  if (cut.steps.empty()) cut.steps.assign(cut.starts.size(), 1);
  expect_size("ends", cut.ends, cut.starts.size());
  expect_size("axes", cut.axes, cut.starts.size());
  expect_size("steps", cut.steps, cut.starts.size());
  return cut;
}

// The whole axis of the samples, however many they are.
bool whole(const Shape& shape, const Cut& cut, std::size_t i) {
  const std::int64_t start = cut.starts[i], end = cut.ends[i];
  if (cut.steps[i] != 1) return false;
  if (shape.samples > 0) return slice_positions(shape.samples, start, end, 1).size() == shape.samples;
  return start == 0 && ((cut.counting && end == kSamplesExtent) || end >= std::numeric_limits<std::int32_t>::max());
}

// The parts of Split.
Integers parts_of(Node& node, std::size_t extent) {
  std::optional<Integers> parts;
  if (node.opset() < 13) {
    node.expect_inputs(1, node.opset() < 2 ? 2 : 1);
    parts = node.integer_list("split");
    if (!parts && node.has_input(1)) parts = node.integers(1);
  } else {
    node.expect_inputs(1, 2);
    if (node.has_input(1)) parts = node.integers(1);
  }
  std::size_t count = node.outputs();
  if (node.opset() >= 18 && node.has_attribute("num_outputs")) {
    count = static_cast<std::size_t>(std::clamp<std::int64_t>(node.integer("num_outputs", 1), 1, 1 << 20));
  }
  if (!parts) {
    // Equal ones; from version 18 on the last may be smaller.
    if (node.opset() < 18 && extent % count != 0) {
      throw Error(Code::kModelShape,
                  "an axis of extent " + std::to_string(extent) + " has no " + std::to_string(count) + " equal parts");
    }
    const std::size_t each = (extent + count - 1) / count;
    parts.emplace();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t first = std::min(i * each, extent);
      parts->push_back(static_cast<std::int64_t>(std::min(first + each, extent) - first));
    }
  }
  if (parts->size() != node.outputs()) {
    throw Error(Code::kModelShape, "expected a part for each of " + std::to_string(node.outputs()) +
                                       " outputs, found " + std::to_string(parts->size()));
  }
  return *parts;
}

}  // namespace

Tensor slice(Node& node) {
  const Cut cut = cut_of(node);
  const Tensor& tensor = node.input(0);
  marked_axes(cut.axes, tensor.shape.rank());
  AxisPositions positions = all_positions(tensor.shape);
  for (std::size_t i = 0; i < cut.axes.size(); ++i) {
    const std::size_t axis = axis_of(node, cut.axes[i]);
    if (tensor.shape.sample_axis == axis) {
      if (!whole(tensor.shape, cut, i)) {
        refuse_mixing(tensor.shape, "taking a part of axis " + std::to_string(axis));
      }
      continue;
    }
    if (cut.counting && (cut.starts[i] == kSamplesExtent || cut.ends[i] == kSamplesExtent)) {
      throw Error(Code::kModelShape,
                  "axis " + std::to_string(axis) + ": expected an end that does not depend on the number of samples");
    }
    positions[axis] = slice_positions(tensor.shape.dims[axis], cut.starts[i], cut.ends[i], cut.steps[i]);
    if (positions[axis].empty() && is_floating(tensor.type)) {
      throw Error(Code::kModelShape, "the slice of axis " + std::to_string(axis) + " is empty");
    }
  }
  return selected(tensor, positions, 0, node.chain());
}

std::vector<Tensor> split(Node& node) {
  const Tensor& tensor = node.input(0);
  const std::size_t axis = axis_of(node, node.integer("axis", 0));
  if (tensor.shape.sample_axis == axis) refuse_mixing(tensor.shape, "splitting axis " + std::to_string(axis));
  const std::size_t extent = tensor.shape.dims[axis];
  std::size_t from = 0;
  std::vector<Tensor> results;
  for (std::int64_t part : parts_of(node, extent)) {
    const auto count = static_cast<std::size_t>(part);
    if (part <= 0 || count > extent - from) {
      throw Error(Code::kModelShape, "expected positive parts of an axis of extent " + std::to_string(extent) +
                                         ", found " + std::to_string(part));
    }
    AxisPositions positions = all_positions(tensor.shape);
    positions[axis].clear();
    for (std::size_t i = 0; i < count; ++i) positions[axis].push_back(from++);
    results.push_back(selected(tensor, positions, 0, node.chain()));
  }
  if (from != extent) {
    throw Error(Code::kModelShape,
                "expected parts that add to " + std::to_string(extent) + ", found " + std::to_string(from));
  }
  return results;
}

}  // namespace ftcert::model::operators
