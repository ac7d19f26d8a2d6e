#include "ftcert/model/operators/pools.hpp"

#include <numeric>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/group_sums.hpp"
#include "ftcert/model/maxima.hpp"
#include "ftcert/model/windows.hpp"

namespace ftcert::model::operators {

namespace {

using Groups = std::vector<std::vector<std::size_t>>;

// Samples, channels, and the plane of each.
std::vector<std::size_t> plane_of(const Shape& shape) {
  if (shape.rank() < 3) {
    throw Error(Code::kModelShape, "expected samples, channels and at least one more axis, found shape " + text(shape));
  }
  if (shape.sample_axis && *shape.sample_axis > 1) refuse_mixing(shape, "a window over the other axes");
  return {shape.dims.begin() + 2, shape.dims.end()};
}

Shape with_plane(const Shape& shape, const std::vector<std::size_t>& plane) {
  Shape result = shape;
  result.dims.resize(2);
  result.dims.insert(result.dims.end(), plane.begin(), plane.end());
  element_count(result);
  return result;
}

WindowRules rules_of(Node& node, bool dilated) {
  WindowRules rules;
  const auto kernel = node.integer_list("kernel_shape");
  if (!kernel) throw Error(Code::kModelGraph, "expected the attribute 'kernel_shape'");
  rules.kernel = *kernel;
  rules.strides = node.integer_list("strides").value_or(std::vector<std::int64_t>());
  rules.pads = node.integer_list("pads").value_or(std::vector<std::int64_t>());
  if (dilated) rules.dilations = node.integer_list("dilations").value_or(std::vector<std::int64_t>());
  rules.automatic = node.word("auto_pad", "NOTSET");
  rules.ceiling = node.opset() >= 10 && node.integer("ceil_mode", 0) != 0;
  return rules;
}

// The windows of every plane, once they are known to fit into the budget.
struct Pool {
  Shape shape;
  Windows windows;
  Groups groups;  // elements of the tensor
};

Pool pool(Node& node, const WindowRules& rules) {
  const Shape& in = node.input(0).shape;
  const std::vector<std::size_t> plane = plane_of(in);
  Pool result{with_plane(in, window_extents(plane, rules)), {}, {}};
  std::size_t each = 4 * sizeof(std::size_t);
  for (std::int64_t extent : rules.kernel) each = checked_product({each, static_cast<std::size_t>(extent)}, 0, 2);
  node.budget().charge(element_count(result.shape), each);
  result.windows = windows(plane, rules);
  const std::size_t size = checked_product(plane, 0, plane.size());
  for (std::size_t p = 0; p < in.dims[0] * in.dims[1]; ++p) {
    for (const auto& window : result.windows.at) {
      std::vector<std::size_t>& group = result.groups.emplace_back();
      for (const WindowEntry& entry : window) group.push_back(p * size + entry.plane);
    }
  }
  return result;
}

Pool whole_planes(Node& node) {
  node.expect_inputs(1, 1);
  const Shape& in = node.floating(0).shape;
  const std::vector<std::size_t> plane = plane_of(in);
  const std::size_t size = checked_product(plane, 0, plane.size());
  node.budget().charge(node.input(0).size(), sizeof(std::size_t));
  Pool result{with_plane(in, std::vector<std::size_t>(plane.size(), 1)), {}, {}};
  for (std::size_t p = 0; p < in.dims[0] * in.dims[1]; ++p) {
    result.groups.emplace_back(size);
    std::iota(result.groups.back().begin(), result.groups.back().end(), p * size);
  }
  return result;
}

}  // namespace

Tensor average_pool(Node& node) {
  node.expect_inputs(1, 1);
  const Tensor& x = node.floating(0);
  const bool with_padding = node.opset() >= 7 && node.integer("count_include_pad", 0) != 0;
  const Pool pooled = pool(node, rules_of(node, node.opset() >= 19));
  const std::size_t windows = pooled.windows.at.size();
  std::vector<Rational> factors;
  for (std::size_t e = 0; e < pooled.groups.size(); ++e) {
    if (with_padding && pooled.windows.beyond[e % windows] > 0) {
      // Runtimes differ in what they divide by.
      throw Error(Code::kModelOperator,
                  "attribute 'count_include_pad' with windows that 'ceil_mode' moves beyond the padding");
    }
    const std::size_t count = pooled.groups[e].size() + (with_padding ? pooled.windows.padded[e % windows] : 0);
    if (count == 0) throw Error(Code::kModelShape, "the mean of no elements: a window lies in the padding");
    factors.emplace_back(std::size_t{1}, count);
  }
  return group_sums(x, pooled.shape, pooled.groups, factors, node.chain());
}

Tensor global_average_pool(Node& node) {
  const Pool pooled = whole_planes(node);
  const std::vector<Rational> factors(pooled.groups.size(), Rational(std::size_t{1}, pooled.groups.front().size()));
  return group_sums(node.input(0), pooled.shape, pooled.groups, factors, node.chain());
}

Tensor global_max_pool(Node& node) {
  const Pool pooled = whole_planes(node);
  return group_maxima(node.input(0), pooled.shape, pooled.groups, node.chain());
}

Tensor max_pool(Node& node) {
  node.expect_inputs(1, 1);
  const Tensor& x = node.floating(0);
  node.ignore_attribute("storage_order");  // of the indices, which are not supported
  const Pool pooled = pool(node, rules_of(node, node.opset() >= 10));
  return group_maxima(x, pooled.shape, pooled.groups, node.chain());
}

}  // namespace ftcert::model::operators
