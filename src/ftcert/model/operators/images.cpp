#include "ftcert/model/operators/images.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/axis_selection.hpp"
#include "ftcert/model/operators/numbers.hpp"

namespace ftcert::model::operators {

namespace {

// One axis: how many positions there are and will be, and by what factor runtimes compute where they lie.
struct Scaling {
  std::size_t from, to;
  Rational scale;
};

struct ResizeRules {
  std::string mode, coordinates, rounding;
};

Rational position(const Scaling& axis, std::size_t i, const std::string& coordinates) {
  const Rational half(1, 2), at(i);
  if (coordinates == "asymmetric") return at / axis.scale;
  if (coordinates == "pytorch_half_pixel" && axis.to == 1) return 0;
  if (coordinates == "half_pixel" || coordinates == "pytorch_half_pixel") return (at + half) / axis.scale - half;
  if (coordinates == "tf_half_pixel_for_nn") return (at + half) / axis.scale;
  if (coordinates == "align_corners") return axis.to == 1 ? Rational(0) : at * Rational(axis.from - 1, axis.to - 1);
  throw Error(Code::kModelOperator,
              "attribute 'coordinate_transformation_mode': " + shown(coordinates) + " is not supported");
}

Integer nearest(const Rational& at, const std::string& rounding) {
  const Rational half(1, 2);
  if (rounding == "round_prefer_floor") return ftcert::ceil(at - half);
  if (rounding == "round_prefer_ceil") return ftcert::floor(at + half);
  if (rounding == "floor") return ftcert::floor(at);
  if (rounding == "ceil") return ftcert::ceil(at);
  throw Error(Code::kModelOperator, "attribute 'nearest_mode': " + shown(rounding) + " is not supported");
}

std::size_t inside(const Integer& at, std::size_t extent) {
  if (at.sign() < 0) return 0;
  return at >= extent ? extent - 1 : at.convert_to<std::size_t>();
}

// A runtime that rounds must not come to another position: the factor or its inverse is an integer.
void expect_exact(const Scaling& axis, const ResizeRules& rules) {
  const bool exact = axis.from == axis.to || (rules.coordinates != "align_corners" &&
                                              (axis.scale.is_integer() || (Rational(1) / axis.scale).is_integer()));
  if (exact) return;
  throw Error(Code::kModelOperator, "mode nearest with the factor " + axis.scale.text() +
                                        ": expected an integer or the inverse of one, other than align_corners");
}

Tensor nearest_neighbours(Node& node, const std::vector<Scaling>& axes, const ResizeRules& rules) {
  AxisPositions positions;
  for (const Scaling& axis : axes) {
    expect_exact(axis, rules);
    positions.emplace_back();
    for (std::size_t i = 0; i < axis.to; ++i) {
      positions.back().push_back(inside(nearest(position(axis, i, rules.coordinates), rules.rounding), axis.from));
    }
  }
  return selected(node.input(0), positions, 0, node.chain());
}

// Where the factor gives no integer, runtimes differ in where the corners lie.
void expect_corners(const Scaling& axis, const ResizeRules& rules) {
  if (rules.coordinates != "align_corners" || axis.scale * Rational(axis.from) == Rational(axis.to)) return;
  throw Error(Code::kModelOperator, "align_corners with the factor " + axis.scale.text() +
                                        ": expected one that makes an integer of the extent " +
                                        std::to_string(axis.from));
}

// Between two neighbours, axis by axis.
Tensor interpolated(Node& node, const std::vector<Scaling>& axes, const ResizeRules& rules) {
  Chain& chain = node.chain();
  Tensor x = with_shape(node.input(0), node.input(0).shape, node.budget());
  for (std::size_t a = 0; a < axes.size(); ++a) {
    if (axes[a].from == axes[a].to) continue;
    expect_corners(axes[a], rules);
    AxisPositions below = all_positions(x.shape), above = below;
    below[a].clear();
    above[a].clear();
    Shape column{std::vector<std::size_t>(axes.size() - a, 1), std::nullopt, 0};
    column.dims[0] = axes[a].to;
    Tensor near{x.type, column, std::nullopt, {}, {}}, far = near;
    for (std::size_t i = 0; i < axes[a].to; ++i) {
      const Rational at = std::clamp(position(axes[a], i, rules.coordinates), Rational(0), Rational(axes[a].from - 1));
      const Integer low = ftcert::floor(at);
      below[a].push_back(inside(low, axes[a].from));
      above[a].push_back(inside(low + 1, axes[a].from));
      far.numbers.push_back(at - Rational(low));
      near.numbers.push_back(Rational(1) - far.numbers.back());
    }
    x = add(multiply(selected(x, below, 0, chain), near, chain), multiply(selected(x, above, 0, chain), far, chain),
            chain);
  }
  return x;
}

Tensor resized(Node& node, const std::vector<Scaling>& axes, const ResizeRules& rules) {
  const Shape& shape = node.input(0).shape;
  for (std::size_t a = 0; a < axes.size(); ++a) {
    if (shape.sample_axis == a && (axes[a].to != axes[a].from || axes[a].scale != 1))
      refuse_mixing(shape, "resizing axis " + std::to_string(a));
    node.budget().check(axes[a].to, sizeof(std::size_t));
  }
  if (rules.mode == "nearest") return nearest_neighbours(node, axes, rules);
  if (rules.mode == "linear" || rules.mode == "bilinear") return interpolated(node, axes, rules);
  throw Error(Code::kModelOperator, "attribute 'mode': expected nearest or linear, found " + shown(rules.mode));
}

// Runtimes compute the extents with floats.
std::vector<Scaling> by_scales(const Shape& shape, const std::vector<Rational>& scales) {
  if (scales.size() != shape.rank()) {
    throw Error(Code::kModelShape,
                "expected " + std::to_string(shape.rank()) + " factors, found " + std::to_string(scales.size()));
  }
  std::vector<Scaling> axes;
  for (std::size_t a = 0; a < shape.rank(); ++a) {
    const Rational extent =
        scales[a].sign() <= 0 ? Rational(0) : round_to(kBinary32, scales[a] * Rational(shape.dims[a])).value_or(0);
    if (extent < 1 || extent > (std::int64_t{1} << 40)) {
      throw Error(Code::kModelShape,
                  "the factor " + scales[a].text() + " leaves no extent of axis " + std::to_string(a));
    }
    axes.push_back({shape.dims[a], ftcert::floor(extent).convert_to<std::size_t>(), scales[a]});
  }
  return axes;
}

std::vector<Scaling> by_sizes(const Shape& shape, const std::vector<std::int64_t>& sizes) {
  if (sizes.size() != shape.rank()) {
    throw Error(Code::kModelShape,
                "expected " + std::to_string(shape.rank()) + " extents, found " + std::to_string(sizes.size()));
  }
  std::vector<Scaling> axes;
  for (std::size_t a = 0; a < shape.rank(); ++a) {
    const bool samples =
        shape.sample_axis == a && (sizes[a] == kSamplesExtent || sizes[a] == 1 ||
                                   (shape.samples > 0 && sizes[a] == static_cast<std::int64_t>(shape.samples)));
    if (!samples && sizes[a] <= 0)
      throw Error(Code::kModelShape, "expected positive extents, found " + std::to_string(sizes[a]));
    const std::size_t to = samples ? 1 : static_cast<std::size_t>(sizes[a]);
    axes.push_back({shape.dims[a], to, Rational(to, shape.dims[a])});
  }
  return axes;
}

std::vector<Rational> factors(const Node& node, std::size_t i) {
  const Tensor& tensor = numbers_only(node, i);
  if (!is_floating(tensor.type))
    throw Error(Code::kModelType,
                "input " + std::to_string(i) + ": expected floating-point factors, found " + text(tensor.type));
  return tensor.numbers;
}

// Samples, channels, height and width, of which those and b x b blocks are moved into each other.
Tensor moved_blocks(Node& node, const std::vector<std::size_t>& split, const std::vector<std::size_t>& order,
                    const std::vector<std::size_t>& joined) {
  const Tensor& x = node.input(0);
  Shape parts = x.shape, result = x.shape;
  parts.dims = split;
  result.dims = joined;
  return with_shape(transposed(with_shape(x, parts, node.budget()), order, node.budget()), result, node.budget());
}

std::size_t block_of(Node& node) {
  node.expect_inputs(1, 1);
  const Shape& shape = node.input(0).shape;
  if (shape.rank() != 4)
    throw Error(Code::kModelShape, "expected samples, channels, height and width, found shape " + text(shape));
  if (shape.sample_axis && *shape.sample_axis != 0) refuse_mixing(shape, "moving blocks over the other axes");
  const std::int64_t block = node.integer("blocksize", 0);
  if (block <= 0 || block > (1 << 20))
    throw Error(Code::kModelShape, "attribute 'blocksize': expected a positive number, found " + std::to_string(block));
  return static_cast<std::size_t>(block);
}

[[noreturn]] void refuse_block(const Shape& shape, std::size_t block) {
  throw Error(Code::kModelShape, "the shape " + text(shape) + " has no whole blocks of " + std::to_string(block));
}

}  // namespace

Tensor upsample(Node& node) {
  const ResizeRules rules{node.word("mode", "nearest"), "asymmetric", "floor"};
  if (node.opset() < 7) throw Error(Code::kModelOperator, "Upsample before version 7 is not supported");
  node.expect_inputs(node.opset() < 9 ? 1 : 2, node.opset() < 9 ? 1 : 2);
  const auto scales = node.opset() < 9 ? node.real_list("scales").value_or(std::vector<Rational>()) : factors(node, 1);
  return resized(node, by_scales(node.input(0).shape, scales), rules);
}

Tensor resize(Node& node) {
  const Shape& shape = node.input(0).shape;
  ResizeRules rules{node.word("mode", "nearest"), "asymmetric", "floor"};
  if (node.opset() < 11) {
    node.expect_inputs(2, 2);
    return resized(node, by_scales(shape, factors(node, 1)), rules);
  }
  node.expect_inputs(1, 4);
  rules.coordinates = node.word("coordinate_transformation_mode", "half_pixel");
  rules.rounding = node.word("nearest_mode", "round_prefer_floor");
  node.ignore_attribute("cubic_coeff_a");        // of mode cubic
  node.ignore_attribute("extrapolation_value");  // of tf_crop_and_resize
  if (node.integer("exclude_outside", 0) != 0)
    throw Error(Code::kModelOperator, "attribute 'exclude_outside': expected 0");
  if (node.opset() >= 18 && node.integer("antialias", 0) != 0)
    throw Error(Code::kModelOperator, "attribute 'antialias': expected 0");
  const bool scales = node.has_input(2) && numbers_only(node, 2).size() > 0;
  if (scales == node.has_input(3)) throw Error(Code::kModelGraph, "expected scales or sizes, one of the two");
  return resized(node, scales ? by_scales(shape, factors(node, 2)) : by_sizes(shape, node.extents(3)), rules);
}

Tensor depth_to_space(Node& node) {
  const std::size_t b = block_of(node);
  const Shape& shape = node.input(0).shape;
  const std::size_t n = shape.dims[0], c = shape.dims[1], h = shape.dims[2], w = shape.dims[3];
  if (c % (b * b) != 0) refuse_block(shape, b);
  const std::string mode = node.opset() < 11 ? "DCR" : node.word("mode", "DCR");
  const std::vector<std::size_t> joined = {n, c / (b * b), h * b, w * b};
  if (mode == "DCR") return moved_blocks(node, {n, b, b, c / (b * b), h, w}, {0, 3, 4, 1, 5, 2}, joined);
  if (mode == "CRD") return moved_blocks(node, {n, c / (b * b), b, b, h, w}, {0, 1, 4, 2, 5, 3}, joined);
  throw Error(Code::kModelOperator, "attribute 'mode': expected DCR or CRD, found " + shown(mode));
}

Tensor space_to_depth(Node& node) {
  const std::size_t b = block_of(node);
  const Shape& shape = node.input(0).shape;
  const std::size_t n = shape.dims[0], c = shape.dims[1], h = shape.dims[2], w = shape.dims[3];
  if (h % b != 0 || w % b != 0) refuse_block(shape, b);
  return moved_blocks(node, {n, c, h / b, b, w / b, b}, {0, 3, 5, 1, 2, 4}, {n, c * b * b, h / b, w / b});
}

}  // namespace ftcert::model::operators
