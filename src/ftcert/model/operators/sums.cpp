#include "ftcert/model/operators/sums.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/group_sums.hpp"
#include "ftcert/model/maxima.hpp"
#include "ftcert/model/operators/numbers.hpp"

namespace ftcert::model::operators {

namespace {

using Groups = std::vector<std::vector<std::size_t>>;

Tensor total(Node& node) {
  node.expect_inputs(1, static_cast<std::size_t>(-1));
  Tensor result = with_shape(node.floating(0), node.input(0).shape, node.budget());
  for (std::size_t i = 1; i < node.inputs(); ++i) {
    node.expect_same_type(0, i);
    if (node.opset() < 8 && node.input(i).shape.dims != result.shape.dims) {
      throw Error(Code::kModelShape,
                  "the shapes " + text(result.shape) + " and " + text(node.input(i).shape) + " differ");
    }
    result = add(result, node.input(i), node.chain());
  }
  return result;
}

// What a reduction adds: the result's shape, and for each of its elements those of the operand.
struct Reduction {
  Shape shape;
  Groups groups;
};

// The axes: an attribute until `version`, from then on an input.
std::optional<std::vector<std::int64_t>> axes(Node& node, std::int64_t version) {
  if (node.opset() < version) {
    node.expect_inputs(1, 1);
    return node.integer_list("axes");
  }
  node.expect_inputs(1, 2);
  if (!node.has_input(1)) return std::nullopt;
  return node.integers(1);
}

Reduction reduction(Node& node, std::int64_t version) {
  const Shape& in = node.input(0).shape;
  const auto named = axes(node, version);
  const bool keep = node.integer("keepdims", 1) != 0;
  const bool nothing = node.opset() >= version && node.integer("noop_with_empty_axes", 0) != 0;
  std::vector<bool> reduced(in.rank(), !nothing);
  if (named && !named->empty()) reduced = marked_axes(*named, in.rank());
  Reduction result;
  result.shape.samples = in.samples;
  std::vector<std::size_t> kept = in.dims;
  for (std::size_t i = 0; i < in.rank(); ++i) {
    if (reduced[i]) {
      if (in.sample_axis == i) refuse_mixing(in, "a reduction along axis " + std::to_string(i));
      if (in.dims[i] == 0) throw Error(Code::kModelShape, "a reduction along an axis of extent 0");
      kept[i] = 1;
      if (!keep) continue;
    }
    if (in.sample_axis == i) result.shape.sample_axis = result.shape.rank();
    result.shape.dims.push_back(kept[i]);
  }
  const std::vector<std::size_t> to = broadcast_indices(in, {kept, std::nullopt, 0});
  result.groups.resize(element_count(result.shape));
  for (std::size_t i = 0; i < to.size(); ++i) result.groups[to[i]].push_back(i);
  return result;
}

void check_budget(const Node& node) { node.budget().check(node.input(0).size(), 4 * sizeof(std::size_t)); }

Tensor reduced_sum(Node& node, const Tensor& tensor, std::int64_t version, bool mean) {
  check_budget(node);
  const Reduction reduced = reduction(node, version);
  std::vector<Rational> factors;
  if (mean) {
    for (const auto& group : reduced.groups) factors.emplace_back(std::size_t{1}, group.size());
  }
  return group_sums(tensor, reduced.shape, reduced.groups, factors, node.chain());
}

}  // namespace

Tensor sum(Node& node) { return total(node); }

Tensor mean(Node& node) { return scaled(total(node), Rational(std::size_t{1}, node.inputs()), node.chain()); }

Tensor reduce_sum(Node& node) { return reduced_sum(node, node.input(0), 13, false); }

Tensor reduce_mean(Node& node) { return reduced_sum(node, node.floating(0), 18, true); }

Tensor reduce_l1(Node& node) {
  const Tensor& x = node.input(0);
  const Tensor size =
      add(rectified(x, node.chain()), rectified(scaled(x, -1, node.chain()), node.chain()), node.chain());
  return reduced_sum(node, size, 18, false);
}

Tensor reduce_sum_of_squares(Node& node) {
  const Tensor& x = numbers_only(node, 0);
  return reduced_sum(node, multiply(x, x, node.chain()), 18, false);
}

Tensor reduce_max(Node& node) {
  check_budget(node);
  const Reduction reduced = reduction(node, 18);
  return group_maxima(node.input(0), reduced.shape, reduced.groups, node.chain());
}

Tensor reduce_min(Node& node) {
  check_budget(node);
  const Reduction reduced = reduction(node, 18);
  return group_minima(node.input(0), reduced.shape, reduced.groups, node.chain());
}

Tensor reduce_product(Node& node) {
  check_budget(node);
  const Tensor& x = numbers_only(node, 0);
  const Reduction reduced = reduction(node, 18);
  Tensor result{x.type, reduced.shape, std::nullopt, {}, {}};
  for (const auto& group : reduced.groups) {
    Rational product = 1;
    for (std::size_t i : group) {
      product *= x.numbers[i];
      node.budget().charge(product);
    }
    result.numbers.push_back(product);
  }
  return result;
}

}  // namespace ftcert::model::operators
