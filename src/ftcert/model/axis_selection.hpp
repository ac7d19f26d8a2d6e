// Tensors that take, axis by axis, some positions of another.
//
// Purpose: Slice, Split, Gather by a list, Pad, Expand, Tile and nearest-neighbour Resize are one idea: result element (i, j, ..) is element (p[i], q[j], ..) of
// the operand, or a filler where one of the positions is kFiller. The axis of the samples is taken as it is; anything else would mix samples.
//
//   slice_positions(10, 7, 1, -2);                    // 7, 5, 3
//   selected_shape({{1, 3}, 0, 0}, {{0}, {2, 2, 0, 1}});  // [N, 4]
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ftcert/model/chain.hpp"

namespace ftcert::model {

inline constexpr std::size_t kFiller = static_cast<std::size_t>(-1);

// For each axis the positions that the result takes, in its order.
using AxisPositions = std::vector<std::vector<std::size_t>>;

// Every position of every axis.
AxisPositions all_positions(const Shape& in);
// kModelShape where the axis of the samples is not taken as it is.
Shape selected_shape(const Shape& in, const AxisPositions& positions);
// For each element of selected_shape() the element of `in`; kFiller.
std::vector<std::size_t> selected_indices(const Shape& in, const AxisPositions& positions);

// ONNX's Slice: start and end count from the end when negative and are cut to the axis; step is not 0 (kModelShape).
std::vector<std::size_t> slice_positions(std::size_t extent, std::int64_t start, std::int64_t end, std::int64_t step);

enum class Padding { kConstant, kReflect, kEdge, kWrap };
// An axis with so many more positions before and behind it (fewer where negative); kModelShape for a reflection that is longer than the axis.
std::vector<std::size_t> padded_positions(std::size_t extent, std::int64_t before, std::int64_t behind,
                                          Padding padding);

// Indices of Gather: they count from the end when negative; kModelShape outside the axis.
std::vector<std::size_t> gathered_positions(std::size_t extent, const std::vector<std::int64_t>& indices);

// The tensor at the positions; `filler` stands where one of them is kFiller.
Tensor selected(const Tensor& tensor, const AxisPositions& positions, const Rational& filler, Chain& chain);

}  // namespace ftcert::model
