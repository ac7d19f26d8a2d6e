#include <algorithm>
#include <span>

#include "ftcert/core/error.hpp"
#include "ftcert/model/shape.hpp"

namespace ftcert::model {

namespace {

// Offsets sum_i index_i * step_i for all indices of `dims` in row-major order.
std::vector<std::size_t> walk(const std::vector<std::size_t>& dims, const std::vector<std::size_t>& steps) {
  std::vector<std::size_t> result;
  result.reserve(checked_product(dims, 0, dims.size()));
  if (std::find(dims.begin(), dims.end(), 0u) != dims.end()) return result;
  std::vector<std::size_t> index(dims.size(), 0);
  std::size_t offset = 0;
  while (true) {
    result.push_back(offset);
    std::size_t axis = dims.size();
    while (axis-- > 0) {
      offset += steps[axis];
      if (++index[axis] < dims[axis]) break;
      offset -= steps[axis] * dims[axis];
      index[axis] = 0;
    }
    if (axis == static_cast<std::size_t>(-1)) return result;
  }
}

// Steps through a tensor of extents `in` that is repeated to the extents `out`.
std::vector<std::size_t> broadcast_steps(const std::vector<std::size_t>& out, const std::vector<std::size_t>& in) {
  const std::vector<std::size_t> own = axis_steps(in);
  const std::size_t shift = out.size() - in.size();
  std::vector<std::size_t> steps(out.size(), 0);
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (in[i] != 1) steps[i + shift] = own[i];
  }
  return steps;
}

// The operand as a stack of matrices: a vector becomes a row (left) or a column (right).
struct Stack {
  Shape lead;
  std::size_t rows, columns;
  bool sample_rows = false, sample_columns = false;
};

Stack as_stack(Shape shape, bool left) {
  if (shape.rank() == 0) throw Error(Code::kModelShape, "expected a vector or a matrix, found a scalar");
  if (shape.rank() == 1) {
    shape.dims.insert(left ? shape.dims.begin() : shape.dims.end(), 1);
    if (left && shape.sample_axis) shape.sample_axis = 1;
  }
  const std::size_t rank = shape.rank();
  Stack stack{shape, shape.dims[rank - 2], shape.dims[rank - 1]};
  stack.lead.dims.resize(rank - 2);
  if (shape.sample_axis && *shape.sample_axis >= rank - 2) {
    (*shape.sample_axis == rank - 2 ? stack.sample_rows : stack.sample_columns) = true;
    stack.lead.sample_axis.reset();
    stack.lead.samples = 0;
  }
  return stack;
}

}  // namespace

std::vector<std::size_t> axis_steps(const std::vector<std::size_t>& dims) {
  std::vector<std::size_t> result(dims.size());
  std::size_t step = 1;
  for (std::size_t i = dims.size(); i-- > 0;) {
    result[i] = step;
    step *= dims[i];
  }
  return result;
}

std::vector<std::size_t> broadcast_indices(const Shape& out, const Shape& in) {
  return walk(out.dims, broadcast_steps(out.dims, in.dims));
}

std::vector<std::size_t> transpose_indices(const Shape& in, const std::vector<std::size_t>& permutation) {
  const std::vector<std::size_t> own = axis_steps(in.dims);
  std::vector<std::size_t> dims, steps;
  for (std::size_t axis : permutation) {
    dims.push_back(in.dims[axis]);
    steps.push_back(own[axis]);
  }
  return walk(dims, steps);
}

MatrixProduct matrix_product(const Shape& left, const Shape& right) {
  const Stack a = as_stack(left, true), b = as_stack(right, false);
  if (a.sample_columns || b.sample_rows) {
    throw Error(Code::kModelShape, "the product of " + text(left) + " and " + text(right) +
                                       " would mix samples: it adds along the axis that holds them");
  }
  if (a.columns != b.rows || a.columns == 0 || a.rows == 0 || b.columns == 0) {
    throw Error(Code::kModelShape, "the shapes " + text(left) + " and " + text(right) + " do not fit a matrix product");
  }
  MatrixProduct product;
  product.inner = a.columns;
  product.left_step = 1;
  product.right_step = b.columns;
  Shape& result = product.result;
  result = broadcast(a.lead, b.lead);
  const auto append = [&result](std::size_t extent, bool holds_samples, std::size_t samples) {
    if (holds_samples) {
      if (result.sample_axis) throw Error(Code::kModelShape, "the product of two tensors of samples would mix them");
      result.sample_axis = result.rank();
      result.samples = samples;
    }
    result.dims.push_back(extent);
  };
  if (left.rank() > 1) append(a.rows, a.sample_rows, left.samples);
  if (right.rank() > 1) append(b.columns, b.sample_columns, right.samples);
  element_count(result);
  return product;
}

void result_indices(MatrixProduct& product, const Shape& left, const Shape& right) {
  const Stack a = as_stack(left, true), b = as_stack(right, false);
  std::vector<std::size_t> dims = broadcast(a.lead, b.lead).dims;
  std::vector<std::size_t> left_steps = broadcast_steps(dims, a.lead.dims);
  std::vector<std::size_t> right_steps = broadcast_steps(dims, b.lead.dims);
  for (std::size_t& step : left_steps) step *= a.rows * a.columns;
  for (std::size_t& step : right_steps) step *= b.rows * b.columns;
  dims.insert(dims.end(), {a.rows, b.columns});
  left_steps.insert(left_steps.end(), {a.columns, 0});
  right_steps.insert(right_steps.end(), {0, 1});
  product.left_start = walk(dims, left_steps);
  product.right_start = walk(dims, right_steps);
}

}  // namespace ftcert::model
