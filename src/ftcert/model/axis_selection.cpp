#include "ftcert/model/axis_selection.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"

namespace ftcert::model {

namespace {

// A reading of an axis may be declared longer than any memory.
constexpr std::int64_t kMostPositions = std::int64_t{1} << 40;

std::size_t reflected(std::int64_t at, std::int64_t extent) {
  at = at < 0 ? -at : 2 * (extent - 1) - at;
  if (at < 0 || at >= extent) {
    throw Error(Code::kModelShape, "a reflection needs an axis that is longer than its padding, found one of extent " +
                                       std::to_string(extent));
  }
  return static_cast<std::size_t>(at);
}

}  // namespace

AxisPositions all_positions(const Shape& in) {
  AxisPositions positions;
  for (std::size_t extent : in.dims) {
    positions.emplace_back(extent);
    std::iota(positions.back().begin(), positions.back().end(), std::size_t{0});
  }
  return positions;
}

Shape selected_shape(const Shape& in, const AxisPositions& positions) {
  require(positions.size() == in.rank(), "selected_shape: one list for each axis");
  Shape out = in;
  for (std::size_t i = 0; i < in.rank(); ++i) {
    if (in.sample_axis == i && positions[i] != std::vector<std::size_t>{0}) {
      refuse_mixing(in, "taking a part of axis " + std::to_string(i));
    }
    out.dims[i] = positions[i].size();
  }
  element_count(out);
  return out;
}

std::vector<std::size_t> selected_indices(const Shape& in, const AxisPositions& positions) {
  const std::vector<std::size_t> steps = axis_steps(in.dims);
  std::vector<std::size_t> indices = {0};
  for (std::size_t i = 0; i < in.rank(); ++i) {
    std::vector<std::size_t> next;
    next.reserve(indices.size() * positions[i].size());
    for (std::size_t start : indices) {
      for (std::size_t position : positions[i]) {
        next.push_back(start == kFiller || position == kFiller ? kFiller : start + position * steps[i]);
      }
    }
    indices = std::move(next);
  }
  return indices;
}

std::vector<std::size_t> slice_positions(std::size_t extent, std::int64_t start, std::int64_t end, std::int64_t step) {
  if (step == 0) throw Error(Code::kModelShape, "expected a step other than 0");
  const auto length = static_cast<std::int64_t>(extent);
  const auto cut = [length](std::int64_t at, std::int64_t least, std::int64_t most) {
    return std::clamp(at < 0 ? at + length : at, least, most);
  };
  std::vector<std::size_t> positions;
  if (length == 0) return positions;
  if (step > 0) {
    const std::int64_t last = cut(end, 0, length);
    for (std::int64_t i = cut(start, 0, length); i < last; i += std::min(step, length)) {
      positions.push_back(static_cast<std::size_t>(i));
    }
  } else {
    const std::int64_t last = cut(end, -1, length - 1);
    for (std::int64_t i = cut(start, 0, length - 1); i > last; i += std::max(step, -length)) {
      positions.push_back(static_cast<std::size_t>(i));
    }
  }
  return positions;
}

std::vector<std::size_t> padded_positions(std::size_t extent, std::int64_t before, std::int64_t behind,
                                          Padding padding) {
  const auto length = static_cast<std::int64_t>(extent);
  if (before > kMostPositions || behind > kMostPositions) {
    throw Error(Code::kModelShape, "a tensor has more than 2^40 elements");
  }
  std::vector<std::size_t> positions;
  for (std::int64_t i = -before; i < length + behind; ++i) {
    if (i >= 0 && i < length) {
      positions.push_back(static_cast<std::size_t>(i));
      continue;
    }
    if (padding == Padding::kConstant) {
      positions.push_back(kFiller);
    } else if (padding == Padding::kReflect) {
      positions.push_back(reflected(i, length));
    } else if (padding == Padding::kEdge) {
      positions.push_back(static_cast<std::size_t>(std::clamp<std::int64_t>(i, 0, length - 1)));
    } else {
      positions.push_back(static_cast<std::size_t>(((i % length) + length) % length));
    }
  }
  return positions;
}

std::vector<std::size_t> gathered_positions(std::size_t extent, const std::vector<std::int64_t>& indices) {
  const auto length = static_cast<std::int64_t>(extent);
  std::vector<std::size_t> positions;
  for (std::int64_t i : indices) {
    if (i < -length || i >= length) {
      throw Error(Code::kModelShape,
                  "expected an index of an axis of extent " + std::to_string(extent) + ", found " + std::to_string(i));
    }
    positions.push_back(static_cast<std::size_t>(i < 0 ? i + length : i));
  }
  return positions;
}

Tensor selected(const Tensor& tensor, const AxisPositions& positions, const Rational& filler, Chain& chain) {
  const Shape shape = selected_shape(tensor.shape, positions);
  chain.budget.check(element_count(shape), 2 * sizeof(std::size_t));
  std::vector<std::size_t> indices = selected_indices(tensor.shape, positions);
  if (std::find(indices.begin(), indices.end(), kFiller) == indices.end()) {
    return gather(tensor, shape, indices, chain.budget);
  }
  // The filler stands behind the elements.
  for (std::size_t& i : indices) i = std::min(i, tensor.size());
  const Tensor flat = with_shape(tensor, {{tensor.size()}, std::nullopt, 0}, chain.budget);
  const Tensor one{tensor.type, {{1}, std::nullopt, 0}, std::nullopt, {filler}, {}};
  return gather(concatenated({&flat, &one}, 0, chain), shape, indices, chain.budget);
}

}  // namespace ftcert::model
