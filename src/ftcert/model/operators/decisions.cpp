#include "ftcert/model/operators/decisions.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/operators/numbers.hpp"

namespace ftcert::model::operators {

namespace {

void expect_types(const Node& node, std::size_t a, std::size_t b) {
  const ElementType first = node.input(a).type, second = node.input(b).type;
  if (first == second) return;
  throw Error(Code::kModelType, "expected operands of one type, found " + text(first) + " and " + text(second));
}

template <typename Decide>
Tensor decided(Node& node, Decide decide) {
  node.expect_inputs(2, 2);
  expect_types(node, 0, 1);
  const Tensor &a = numbers_only(node, 0), &b = numbers_only(node, 1);
  Tensor result{ElementType::kBool, broadcast(a.shape, b.shape), std::nullopt, {}, {}};
  node.budget().charge(element_count(result.shape), 2 * sizeof(std::size_t) + sizeof(Rational));
  const std::vector<std::size_t> i = broadcast_indices(result.shape, a.shape),
                                 j = broadcast_indices(result.shape, b.shape);
  for (std::size_t e = 0; e < i.size(); ++e)
    result.numbers.emplace_back(decide(a.numbers[i[e]], b.numbers[j[e]]) ? 1 : 0);
  return result;
}

void expect_bool(const Node& node, std::size_t i) {
  if (node.input(i).type == ElementType::kBool) return;
  throw Error(Code::kModelType, "input " + std::to_string(i) + ": expected bool, found " + text(node.input(i).type));
}

template <typename Decide>
Tensor logical(Node& node, Decide decide) {
  node.expect_inputs(2, 2);
  expect_bool(node, 0);
  return decided(node, [decide](const Rational& a, const Rational& b) { return decide(!a.is_zero(), !b.is_zero()); });
}

// The position of the largest number (times `sign`) along an axis.
Tensor extreme_position(Node& node, int sign) {
  node.expect_inputs(1, 1);
  const Tensor& tensor = numbers_only(node, 0);
  const Shape& in = tensor.shape;
  const std::size_t axis = axis_index(node.integer("axis", 0), in.rank());
  const bool keep = node.integer("keepdims", 1) != 0;
  const bool last = node.opset() >= 12 && node.integer("select_last_index", 0) != 0;
  if (in.sample_axis == axis) refuse_mixing(in, "a choice along axis " + std::to_string(axis));
  Shape kept = in;
  kept.dims[axis] = 1;
  const std::size_t step = axis_steps(in.dims)[axis], extent = in.dims[axis];
  if (extent == 0) throw Error(Code::kModelShape, "a choice along an axis of extent 0");
  Tensor result{ElementType::kInt64,
                keep ? kept : squeeze(kept, std::vector<std::int64_t>{static_cast<std::int64_t>(axis)}),
                std::nullopt,
                {},
                {}};
  node.budget().charge(element_count(kept), sizeof(Rational));
  for (std::size_t e = 0; e < element_count(kept); ++e) {
    const std::size_t first = e / step * step * extent + e % step;
    std::size_t best = 0;
    for (std::size_t i = 1; i < extent; ++i) {
      const auto order = tensor.numbers[first + i * step] <=> tensor.numbers[first + best * step];
      if (order == 0 ? last : (order > 0) == (sign > 0)) best = i;
    }
    result.numbers.emplace_back(best);
  }
  return result;
}

}  // namespace

Tensor and_of(Node& node) {
  return logical(node, [](bool a, bool b) { return a && b; });
}
Tensor or_of(Node& node) {
  return logical(node, [](bool a, bool b) { return a || b; });
}
Tensor xor_of(Node& node) {
  return logical(node, [](bool a, bool b) { return a != b; });
}

Tensor not_of(Node& node) {
  node.expect_inputs(1, 1);
  expect_bool(node, 0);
  Tensor result = with_shape(numbers_only(node, 0), node.input(0).shape, node.budget());
  for (Rational& number : result.numbers) number = number.is_zero() ? 1 : 0;
  return result;
}

// Along a new axis the second of the values where the position is the index, which counts from the end when negative, and the first elsewhere.
Tensor one_hot(Node& node) {
  node.expect_inputs(3, 3);
  const Tensor &indices = numbers_only(node, 0), &depth = numbers_only(node, 1), &two = numbers_only(node, 2);
  const bool fits = depth.size() == 1 && !depth.shape.sample_axis && two.shape.rank() == 1 && two.size() == 2;
  if (!fits)
    throw Error(Code::kModelShape,
                "expected one depth and two values, found shapes " + text(depth.shape) + " and " + text(two.shape));
  const Rational& count = depth.numbers.front();
  if (!count.is_integer() || count < 1 || count > (1 << 30)) {
    throw Error(Code::kModelShape, "expected a positive depth, found " + count.text());
  }
  const std::size_t axis = axis_index(node.integer("axis", -1), indices.shape.rank() + 1);
  Tensor result{two.type, unsqueeze(indices.shape, {static_cast<std::int64_t>(axis)}), std::nullopt, {}, {}};
  const std::size_t behind = checked_product(indices.shape.dims, axis, indices.shape.rank());
  result.shape.dims[axis] = count.numerator().convert_to<std::size_t>();
  node.budget().charge(element_count(result.shape), sizeof(Rational));
  for (std::size_t e = 0; e < element_count(result.shape); ++e) {
    const std::size_t at = e / behind % result.shape.dims[axis];
    const Rational& index = indices.numbers[e / behind / result.shape.dims[axis] * behind + e % behind];
    const bool hot = (index.sign() < 0 ? index + count : index) == Rational(at);
    result.numbers.push_back(two.numbers[hot ? 1 : 0]);
  }
  return result;
}

Tensor equal(Node& node) {
  return decided(node, [](const Rational& a, const Rational& b) { return a == b; });
}
Tensor greater(Node& node) {
  return decided(node, [](const Rational& a, const Rational& b) { return a > b; });
}
Tensor greater_or_equal(Node& node) {
  return decided(node, [](const Rational& a, const Rational& b) { return a >= b; });
}
Tensor less(Node& node) {
  return decided(node, [](const Rational& a, const Rational& b) { return a < b; });
}
Tensor less_or_equal(Node& node) {
  return decided(node, [](const Rational& a, const Rational& b) { return a <= b; });
}

Tensor argmax(Node& node) { return extreme_position(node, 1); }
Tensor argmin(Node& node) { return extreme_position(node, -1); }

Tensor where(Node& node) {
  node.expect_inputs(3, 3);
  expect_bool(node, 0);
  expect_types(node, 1, 2);
  const Tensor &condition = numbers_only(node, 0), &a = node.input(1), &b = node.input(2);
  const Shape shape = broadcast(condition.shape, broadcast(a.shape, b.shape));
  Budget& budget = node.budget();
  budget.check(element_count(shape), 4 * sizeof(std::size_t));
  const std::vector<std::size_t> c = broadcast_indices(shape, condition.shape), i = broadcast_indices(shape, a.shape),
                                 j = broadcast_indices(shape, b.shape);
  std::vector<std::size_t> from;
  for (std::size_t e = 0; e < c.size(); ++e) from.push_back(condition.numbers[c[e]].is_zero() ? a.size() + j[e] : i[e]);
  const Tensor first = with_shape(a, {{a.size()}, std::nullopt, 0}, budget);
  const Tensor second = with_shape(b, {{b.size()}, std::nullopt, 0}, budget);
  return gather(concatenated({&first, &second}, 0, node.chain()), shape, from, budget);
}

}  // namespace ftcert::model::operators
