#include "ftcert/construct/layers/stack.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ftcert/construct/layers/group_layout.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

Rational row_at(const SplineNet& net, const SplineRow& row, const Rational& point) {
  Rational value = row.bias;
  for (std::size_t j = 0; j < net.knots.size(); ++j) {
    if (row.weights[j].is_zero()) continue;
    const Rational beyond = net.facings[j] == Facing::kRight ? point - net.knots[j] : net.knots[j] - point;
    if (beyond.sign() > 0) value += row.weights[j] * beyond;
  }
  return value;
}

}  // namespace

std::vector<std::size_t> nonzero_outputs(const Problem& problem) {
  std::vector<std::size_t> result;
  for (std::size_t c = 0; c < problem.outputs(); ++c) {
    const auto& changed = problem.changed();
    const auto nonzero = [&](std::size_t row) { return !problem.residuals().row(row)[c].is_zero(); };
    if (std::any_of(changed.begin(), changed.end(), nonzero)) result.push_back(c);
  }
  return result;
}

std::size_t upper_width(std::size_t knots, std::size_t index, std::size_t outputs) {
  return knots + (index == 0 ? 0 : outputs);
}
std::size_t lower_width(std::size_t rows, std::size_t index, std::size_t blocks, std::size_t outputs) {
  return rows + (index + 1 == blocks ? 0 : 1) + (index == 0 ? 0 : outputs);
}

SplineRow increasing_points(const SplineNet& net, const std::vector<Rational>& points) {
  const Rational origin = simple_below(points.front());
  SplineRow row{0, std::vector<Rational>(net.knots.size())};
  std::size_t right = net.knots.size();
  for (std::size_t j = net.knots.size(); j > 0; --j) {
    if (net.facings[j - 1] == Facing::kRight) right = j - 1;
  }
  require(right < net.knots.size(), "increasing_points: no knot faces right");
  row.weights[right] = 1;
  if (net.knots[right] < points.front()) {
    row.bias = net.knots[right] - origin;
    return row;
  }
  // relu(y - s) - relu(t - y) + t with s <= t has the slope 1, or 2 between s and t.
  for (std::size_t j = 0; j < net.knots.size(); ++j) {
    if (net.facings[j] == Facing::kRight || net.knots[j] < net.knots[right]) continue;
    row.weights[j] = -1;
    row.bias = net.knots[j] - origin;
    return row;
  }
  require(false, "increasing_points: a cell is flat");
  return row;
}

SplineNet constant_behind(const SplineNet& net, const Rational& knot) {
  SplineNet result(net.outputs());
  result.constant = net.constant;
  for (std::size_t j = 0; j < net.knots.size(); ++j) {
    require(net.facings[j] == Facing::kRight && net.knots[j] < knot, "constant_behind: knots");
    result.add_knot(net.knots[j], Facing::kRight);
  }
  result.add_knot(knot, Facing::kRight);
  for (std::size_t r = 0; r < net.rows.size(); ++r) {
    SplineRow row = net.rows[r];
    row.weights.push_back(-std::accumulate(row.weights.begin(), row.weights.end(), Rational(0)));
    result.add_row(std::move(row), std::span(net.outers).subspan(r * net.outputs(), net.outputs()));
  }
  return result;
}

std::vector<Rational> value_at(const SplineNet& net, const Rational& point) {
  std::vector<Rational> value = net.constant;
  for (std::size_t r = 0; r < net.rows.size(); ++r) {
    const Rational active = row_at(net, net.rows[r], point);
    if (active.sign() <= 0) continue;
    for (std::size_t c = 0; c < net.outputs(); ++c) value[c] += net.outers[r * net.outputs() + c] * active;
  }
  return value;
}

Network constant_network(const Problem& problem, std::size_t layers) {
  std::vector<AffineMap> maps{AffineMap(0, problem.dimension())};
  while (maps.size() + 1 < layers) maps.emplace_back(0, 0);
  maps.emplace_back(problem.outputs(), 0);
  const auto value = problem.residuals().row(0);
  maps.back().bias.assign(value.begin(), value.end());
  return Network(problem.dimension(), std::move(maps));
}

Stack::Stack(const Problem& problem, std::vector<std::size_t> outputs)
    : problem_(problem),
      outputs_(std::move(outputs)),
      points_(problem.projection().values),
      excess_(outputs_.size()),
      shift_(outputs_.size()) {}

Problem Stack::moved() const {
  PointMatrix points(points_.size(), 1), residuals(points_.size(), problem_.outputs());
  points.entries = points_;
  const std::vector<std::size_t>& order = problem_.projection().order;
  for (std::size_t r = 0; r < order.size(); ++r) {
    const auto row = problem_.residuals().row(order[r]);
    std::copy(row.begin(), row.end(), residuals.row(r).begin());
  }
  return Problem(std::move(points), std::move(residuals), std::vector<Integer>{1});
}

void Stack::add(const StackBlock& block, std::vector<Rational> shift) {
  add_upper(block.net);
  add_lower(block);
  pass_points(block);
  shift_ = std::move(shift);
}

void Stack::add_idle() {
  AffineMap map = sums_;
  for (std::size_t s = 0; s < outputs_.size(); ++s) map.bias[s] += shift_[s] - excess_[s];
  layers_.push_back(std::move(map));
  sums_ = AffineMap(outputs_.size(), outputs_.size());
  for (std::size_t s = 0; s < outputs_.size(); ++s) sums_.weight(s, s) = 1;
  excess_ = shift_;
}

Network Stack::finish() {
  AffineMap output(problem_.outputs(), sums_.columns);
  for (std::size_t s = 0; s < outputs_.size(); ++s) {
    for (std::size_t j = 0; j < sums_.columns; ++j) output.weight(outputs_[s], j) = sums_.weight(s, j);
    output.bias[outputs_[s]] = sums_.bias[s] - excess_[s];
  }
  layers_.push_back(std::move(output));
  return Network(problem_.dimension(), std::move(layers_));
}

// Knot neurons, then the sums.
void Stack::add_upper(const SplineNet& net) {
  if (layers_.empty()) {
    layers_.push_back(net.lift(problem_.projection().direction).layers()[0]);
    return;
  }
  const std::size_t knots = net.knots.size();
  AffineMap map(knots + outputs_.size(), sums_.columns);
  for (std::size_t j = 0; j < knots; ++j) {
    const bool right = net.facings[j] == Facing::kRight;
    map.weight(j, carrier_) = right ? 1 : -1;
    map.bias[j] = right ? -net.knots[j] : net.knots[j];
  }
  for (std::size_t s = 0; s < outputs_.size(); ++s) {
    for (std::size_t k = 0; k < sums_.columns; ++k) map.weight(knots + s, k) = sums_.weight(s, k);
    map.bias[knots + s] = sums_.bias[s] + shift_[s] - excess_[s];
  }
  layers_.push_back(std::move(map));
}

// The rows, then the sums, then the points.
void Stack::add_lower(const StackBlock& block) {
  const SplineNet& net = block.net;
  const std::size_t knots = net.knots.size(), rows = net.rows.size();
  const std::size_t sums = layers_.size() == 1 ? 0 : outputs_.size();
  AffineMap map(rows + sums + (block.points ? 1 : 0), knots + sums);
  for (std::size_t r = 0; r < rows; ++r) {
    map.bias[r] = net.rows[r].bias;
    for (std::size_t j = 0; j < knots; ++j) map.weight(r, j) = net.rows[r].weights[j];
  }
  for (std::size_t s = 0; s < sums; ++s) map.weight(rows + s, knots + s) = 1;
  if (block.points) {
    carrier_ = rows + sums;
    map.bias[carrier_] = block.points->bias;
    for (std::size_t j = 0; j < knots; ++j) map.weight(carrier_, j) = block.points->weights[j];
  }
  layers_.push_back(std::move(map));
  // The sums behind this block.
  if (sums > 0) excess_ = shift_;
  sums_ = AffineMap(outputs_.size(), layers_.back().rows);
  for (std::size_t s = 0; s < outputs_.size(); ++s) {
    for (std::size_t r = 0; r < rows; ++r) sums_.weight(s, r) = net.outers[r * net.outputs() + outputs_[s]];
    if (sums > 0) sums_.weight(s, rows + s) = 1;
    sums_.bias[s] = net.constant[outputs_[s]];
  }
}

void Stack::pass_points(const StackBlock& block) {
  if (!block.points) {
    points_.clear();
    return;
  }
  for (Rational& point : points_) point = row_at(block.net, *block.points, point);
}

}  // namespace ftcert
