#include "ftcert/model/operators/scatter.hpp"

#include <numeric>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/axis_selection.hpp"

namespace ftcert::model::operators {

namespace {

// Indices belong to one sample, so the samples must not lie among the axes that they run over.
void expect_no_samples(const Node& node, std::size_t i) {
  const Shape& shape = node.input(i).shape;
  if (shape.sample_axis) refuse_mixing(shape, "choosing elements by indices");
}

// An index of an axis, which counts from the end when negative.
std::size_t position(std::int64_t index, std::size_t extent) { return gathered_positions(extent, {index}).front(); }

// What scattering puts at each element: an element of the data, or (behind them) one of the updates.
Tensor replaced(Node& node, const std::vector<std::size_t>& from) {
  const Tensor &data = node.input(0), &updates = node.input(2);
  if (data.type != updates.type) {
    throw Error(Code::kModelType,
                "expected operands of one type, found " + text(data.type) + " and " + text(updates.type));
  }
  Budget& budget = node.budget();
  const Tensor first = with_shape(data, {{data.size()}, std::nullopt, 0}, budget);
  const Tensor second = with_shape(updates, {{updates.size()}, std::nullopt, 0}, budget);
  return gather(concatenated({&first, &second}, 0, node.chain()), data.shape, from, budget);
}

void expect_no_arithmetic(Node& node) {
  const std::string reduction = node.word("reduction", "none");
  if (reduction != "none") {
    throw Error(Code::kModelOperator, "attribute 'reduction': expected none, found " + shown(reduction));
  }
}

// For each element of the indices the element of the data that it names along the axis.
std::vector<std::size_t> along_axis(Node& node, std::size_t indices) {
  expect_no_samples(node, 0);
  expect_no_samples(node, indices);
  const Shape &data = node.input(0).shape, &list = node.input(indices).shape;
  const std::size_t axis = axis_index(node.integer("axis", 0), data.rank());
  bool fits = list.rank() == data.rank();
  for (std::size_t i = 0; fits && i < data.rank(); ++i) fits = i == axis || list.dims[i] <= data.dims[i];
  if (!fits)
    throw Error(Code::kModelShape, "indices of shape " + text(list) + " do not fit data of shape " + text(data));
  const std::vector<std::size_t> steps = axis_steps(data.dims);
  const std::vector<std::int64_t> numbers = node.indices(indices);
  std::vector<std::size_t> result, at(list.rank(), 0);
  for (std::int64_t number : numbers) {
    std::size_t element = position(number, data.dims[axis]) * steps[axis];
    for (std::size_t i = 0; i < at.size(); ++i) element += i == axis ? 0 : at[i] * steps[i];
    result.push_back(element);
    for (std::size_t i = at.size(); i-- > 0 && ++at[i] == list.dims[i];) at[i] = 0;
  }
  return result;
}

// Rows of indices, each of which names a block of the data. The first `batches` axes of both run together.
struct Blocks {
  std::vector<std::size_t> starts;
  std::size_t size = 1;
  Shape rows, block;  // extents of the rows, and of a block
};

Blocks blocks(Node& node, std::size_t batches) {
  expect_no_samples(node, 1);
  const Shape &data = node.input(0).shape, &list = node.input(1).shape;
  const std::size_t depth = list.rank() == 0 ? 0 : list.dims.back();
  const bool fits =
      batches < list.rank() && batches + depth <= data.rank() &&
      std::equal(data.dims.begin(), data.dims.begin() + static_cast<std::ptrdiff_t>(batches), list.dims.begin());
  if (!fits || depth == 0) {
    throw Error(Code::kModelShape,
                "rows of indices of shape " + text(list) + " do not fit data of shape " + text(data));
  }
  if (data.sample_axis && *data.sample_axis < batches + depth) refuse_mixing(data, "choosing elements by indices");
  Blocks result;
  result.rows.dims.assign(list.dims.begin(), list.dims.end() - 1);
  result.block.dims.assign(data.dims.begin() + static_cast<std::ptrdiff_t>(batches + depth), data.dims.end());
  if (data.sample_axis) {
    result.block.sample_axis = *data.sample_axis - batches - depth;
    result.block.samples = data.samples;
  }
  result.size = element_count(result.block);
  const std::vector<std::size_t> steps = axis_steps(data.dims);
  const std::vector<std::int64_t> numbers = node.indices(1);
  const std::size_t rows = element_count(result.rows);
  const std::size_t each = rows / checked_product(list.dims, 0, batches);
  for (std::size_t r = 0; r < rows; ++r) {
    std::size_t start = batches == 0 ? 0 : r / each * steps[batches - 1];
    for (std::size_t k = 0; k < depth; ++k) {
      start += position(numbers[r * depth + k], data.dims[batches + k]) * steps[batches + k];
    }
    result.starts.push_back(start);
  }
  return result;
}

}  // namespace

Tensor gather_elements(Node& node) {
  node.expect_inputs(2, 2);
  return gather(node.input(0), node.input(1).shape, along_axis(node, 1), node.budget());
}

Tensor gather_nd(Node& node) {
  node.expect_inputs(2, 2);
  const std::int64_t batches = node.opset() < 12 ? 0 : node.integer("batch_dims", 0);
  if (batches < 0) throw Error(Code::kModelShape, "attribute 'batch_dims': expected 0 or more");
  const Blocks found = blocks(node, static_cast<std::size_t>(batches));
  Shape shape = found.rows;
  shape.dims.insert(shape.dims.end(), found.block.dims.begin(), found.block.dims.end());
  if (found.block.sample_axis) {
    shape.sample_axis = *found.block.sample_axis + found.rows.rank();
    shape.samples = found.block.samples;
  }
  node.budget().check(element_count(shape), sizeof(std::size_t));
  std::vector<std::size_t> indices;
  for (std::size_t start : found.starts) {
    for (std::size_t i = 0; i < found.size; ++i) indices.push_back(start + i);
  }
  return gather(node.input(0), shape, indices, node.budget());
}

Tensor scatter_elements(Node& node) {
  node.expect_inputs(3, 3);
  expect_no_arithmetic(node);
  expect_no_samples(node, 2);
  const std::vector<std::size_t> places = along_axis(node, 1);
  if (node.input(2).shape.dims != node.input(1).shape.dims) {
    throw Error(Code::kModelShape,
                "updates of shape " + text(node.input(2).shape) + " for indices of shape " + text(node.input(1).shape));
  }
  std::vector<std::size_t> from(node.input(0).size());
  std::iota(from.begin(), from.end(), std::size_t{0});
  for (std::size_t i = 0; i < places.size(); ++i) from[places[i]] = node.input(0).size() + i;
  return replaced(node, from);
}

Tensor scatter_nd(Node& node) {
  node.expect_inputs(3, 3);
  expect_no_arithmetic(node);
  expect_no_samples(node, 0);
  expect_no_samples(node, 2);
  const Blocks found = blocks(node, 0);
  Shape wanted = found.rows;
  wanted.dims.insert(wanted.dims.end(), found.block.dims.begin(), found.block.dims.end());
  if (node.input(2).shape.dims != wanted.dims) {
    throw Error(Code::kModelShape,
                "expected updates of shape " + text(wanted) + ", found " + text(node.input(2).shape));
  }
  std::vector<std::size_t> from(node.input(0).size());
  std::iota(from.begin(), from.end(), std::size_t{0});
  for (std::size_t r = 0; r < found.starts.size(); ++r) {
    for (std::size_t i = 0; i < found.size; ++i) from[found.starts[r] + i] = from.size() + r * found.size + i;
  }
  return replaced(node, from);
}

}  // namespace ftcert::model::operators
