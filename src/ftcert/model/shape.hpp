// Shapes of tensors, for one sample, with the axis along which samples are stacked.
//
// Purpose: an ONNX graph works on a stack of samples; a Network maps one sample. Every shape is kept as for a
// single sample: the sample axis, when there is one, has extent 1 in `dims` and is marked. A rule that would
// let one sample's output depend on another sample is refused (kModelShape), so the elements of a tensor for
// one sample are a flat vector in row-major order. Invariants: extents are positive for everything that
// depends on the input; at most kMostAxes axes.
//
//   Shape x{{1, 3, 4}, 0, 0};          // N samples of 3 x 4 numbers
//   flatten(x, 1);                     // [N, 12]
//   reshape(x, {-1, 4}, false);        // throws: rows of different samples in one axis
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace ftcert::model {

inline constexpr std::size_t kMostAxes = 32;

struct Shape {
  std::vector<std::size_t> dims;
  std::optional<std::size_t> sample_axis;  // dims[*sample_axis] == 1
  std::size_t samples = 0;                 // declared extent of the sample axis; 0: symbolic, or no sample axis

  std::size_t rank() const { return dims.size(); }
  bool operator==(const Shape&) const = default;
};

// "[N, 3, 4]", "[N=5, 3]", "[]".
std::string text(const Shape& shape);
// Product of the extents; kModelShape when it exceeds 2^40.
std::size_t element_count(const Shape& shape);
std::size_t checked_product(const std::vector<std::size_t>& dims, std::size_t first, std::size_t last);

// The index of an axis, which counts from the end when negative; kModelShape outside -rank .. rank - 1.
std::size_t axis_index(std::int64_t axis, std::size_t rank);
// The same of each; none twice.
std::vector<bool> marked_axes(const std::vector<std::int64_t>& axes, std::size_t rank);
// kModelShape: what `how` names would mix samples.
[[noreturn]] void refuse_mixing(const Shape& in, const std::string& how);
// Row-major steps of the axes: [2, 3, 4] has 12, 4, 1.
std::vector<std::size_t> axis_steps(const std::vector<std::size_t>& dims);

// In reshape(): as many as there are samples, where their number is symbolic.
inline constexpr std::int64_t kSamplesExtent = std::numeric_limits<std::int64_t>::min();

// The operators' rules. All throw kModelShape; axes count from the end when negative.
Shape broadcast(const Shape& a, const Shape& b);
Shape flatten(const Shape& in, std::int64_t axis);
// target as in ONNX: -1 is inferred, 0 copies the extent unless allow_zero; kSamplesExtent is the axis of the samples.
Shape reshape(const Shape& in, const std::vector<std::int64_t>& target, bool allow_zero);
// Without axes: all axes of extent 1 except the sample axis.
Shape squeeze(const Shape& in, const std::optional<std::vector<std::int64_t>>& axes);
Shape unsqueeze(const Shape& in, const std::vector<std::int64_t>& axes);
Shape transpose(const Shape& in, const std::vector<std::size_t>& permutation);

// For each element of the result of broadcast(), the element of `in` that it reads.
std::vector<std::size_t> broadcast_indices(const Shape& out, const Shape& in);
// The same for transpose().
std::vector<std::size_t> transpose_indices(const Shape& in, const std::vector<std::size_t>& permutation);

// NumPy's matrix product: result element e is the sum over k < inner of left[left_start[e] + k * left_step] *
// right[right_start[e] + k * right_step].
struct MatrixProduct {
  Shape result;
  std::size_t inner = 0;
  std::vector<std::size_t> left_start, right_start;
  std::size_t left_step = 0, right_step = 0;
};
// The index vectors are left empty: result_indices() fills them once the caller can afford them.
MatrixProduct matrix_product(const Shape& left, const Shape& right);
void result_indices(MatrixProduct& product, const Shape& left, const Shape& right);

}  // namespace ftcert::model
