#include "ftcert/model/operators/shapes.hpp"

#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/model/operators/numbers.hpp"

namespace ftcert::model::operators {

namespace {

// An int64 tensor with the product of these axes at each element: of the samples' axis a number, or their symbolic number.
Tensor counted(Node& node, const Shape& of, const std::vector<std::vector<std::size_t>>& axes, const Shape& shape) {
  Tensor result{ElementType::kInt64, shape, std::nullopt, {}, {}};
  bool symbolic = false;
  for (const auto& factors : axes) {
    LinearForm form;
    Rational product = 1;
    bool samples = false;
    for (std::size_t axis : factors) {
      const bool here = of.sample_axis == axis;
      product *= here && of.samples > 0 ? of.samples : of.dims[axis];
      samples = samples || (here && of.samples == 0);
    }
    if (samples) {
      form.terms.push_back({0, product});
    } else {
      form.bias = product;
    }
    symbolic = symbolic || samples;
    node.budget().charge(form);
    result.forms.push_back(std::move(form));
  }
  if (symbolic) {
    result.layer = kSampleCount;
    return result;
  }
  for (LinearForm& form : result.forms) result.numbers.push_back(std::move(form.bias));
  result.forms.clear();
  return result;
}

}  // namespace

Tensor constant_of_shape(Node& node) {
  node.expect_inputs(1, 1);
  Tensor value{ElementType::kFloat32, {{1}, std::nullopt, 0}, std::nullopt, {0}, {}};
  if (auto given = node.tensor("value")) value = *std::move(given);
  if (value.numbers.size() != 1) throw Error(Code::kModelShape, "attribute 'value': expected one number");
  Tensor result{value.type, {}, std::nullopt, {}, {}};
  for (std::int64_t extent : node.extents(0)) {
    if (extent == kSamplesExtent) {
      if (result.shape.sample_axis) throw Error(Code::kModelShape, "expected one axis of samples, found two");
      result.shape.sample_axis = result.shape.rank();
      result.shape.dims.push_back(1);
      continue;
    }
    if (extent < 0 || (extent == 0 && is_floating(value.type))) {
      throw Error(Code::kModelShape, "expected positive extents, found " + std::to_string(extent));
    }
    result.shape.dims.push_back(static_cast<std::size_t>(extent));
  }
  const std::size_t count = element_count(result.shape);
  node.budget().check(count, sizeof(Rational));
  for (std::size_t i = 0; i < count; ++i) node.budget().charge(value.numbers.front());
  result.numbers.assign(count, value.numbers.front());
  return result;
}

Tensor range(Node& node) {
  node.expect_inputs(3, 3);
  Rational bounds[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const Tensor& tensor = numbers_only(node, i);
    if (tensor.numbers.size() != 1 || tensor.shape.sample_axis) {
      throw Error(Code::kModelShape,
                  "input " + std::to_string(i) + ": expected one number, found shape " + text(tensor.shape));
    }
    if (tensor.type != node.input(0).type) {
      throw Error(Code::kModelType,
                  "expected operands of one type, found " + text(node.input(0).type) + " and " + text(tensor.type));
    }
    bounds[i] = tensor.numbers.front();
  }
  const auto& [start, limit, delta] = bounds;
  if (delta.is_zero()) throw Error(Code::kModelShape, "expected a step other than 0");
  const Integer steps = ceil((limit - start) / delta);
  const std::size_t count = steps.sign() <= 0            ? 0
                            : steps > (Integer(1) << 40) ? std::size_t{1} << 40
                                                         : steps.convert_to<std::size_t>();
  node.budget().check(count, sizeof(Rational));
  Tensor result{node.input(0).type, {{count}, std::nullopt, 0}, std::nullopt, {}, {}};
  if (count == 0 && is_floating(result.type)) throw Error(Code::kModelShape, "the range is empty");
  for (std::size_t i = 0; i < count; ++i) {
    result.numbers.push_back(start + Rational(i) * delta);
    node.budget().charge(result.numbers.back());
  }
  return result;
}

Tensor shape_of(Node& node) {
  node.expect_inputs(1, 1);
  const Shape& of = node.input(0).shape;
  const auto rank = static_cast<std::int64_t>(of.rank());
  const auto cut = [rank](std::int64_t at) { return std::clamp<std::int64_t>(at < 0 ? at + rank : at, 0, rank); };
  std::int64_t start = 0, end = rank;
  if (node.opset() >= 15) {
    start = cut(node.integer("start", 0));
    end = cut(node.integer("end", rank));
  }
  std::vector<std::vector<std::size_t>> axes;
  for (std::int64_t i = start; i < end; ++i) axes.push_back({static_cast<std::size_t>(i)});
  return counted(node, of, axes, {{axes.size()}, std::nullopt, 0});
}

Tensor size_of(Node& node) {
  node.expect_inputs(1, 1);
  const Shape& of = node.input(0).shape;
  std::vector<std::size_t> axes;
  for (std::size_t i = 0; i < of.rank(); ++i) axes.push_back(i);
  return counted(node, of, {axes}, {});
}

}  // namespace ftcert::model::operators
