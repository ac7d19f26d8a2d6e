#include "ftcert/construct/paper/paper_grid.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/construct/layers/group_layout.hpp"
#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

// The zero function with so many layers and no neuron.
Network zero_network(const Problem& problem, std::size_t layers) {
  std::vector<AffineMap> maps{AffineMap(0, problem.dimension())};
  while (maps.size() + 1 < layers) maps.emplace_back(0, 0);
  maps.emplace_back(problem.outputs(), 0);
  return Network(problem.dimension(), std::move(maps));
}

}  // namespace

PaperGrid::PaperGrid(const LineSamples& samples, const std::vector<std::vector<std::size_t>>& groups)
    : samples_(samples) {
  require(!groups.empty(), "PaperGrid: no group");
  Rational low = simple_below(samples.x(0));
  std::size_t first = 0;
  for (std::size_t j = 0; j < groups.size(); ++j) {
    Cell cell;
    cell.order = groups[j];
    require(!cell.order.empty() && cell.order.front() >= first, "PaperGrid: groups");
    if (j % 2 == 1) std::reverse(cell.order.begin(), cell.order.end());
    cell.first = first;
    const bool ends = j + 1 == groups.size();
    cell.last = ends ? samples.size() : groups[j].back() + 1;
    cell.low = low;
    cell.high = ends ? simple_above(samples.x(samples.size() - 1))
                     : simplest_between(samples.x(cell.last - 1), samples.x(cell.last));
    low = cell.high;
    first = cell.last;
    cells_.push_back(std::move(cell));
  }
}

CellPoint PaperGrid::at_order(std::size_t index, std::size_t place, const Rational& value,
                              const Rational& clearance) const {
  const Cell& cell = cells_[index];
  const std::size_t rank = cell.order[place];
  CellPoint point{samples_.x(rank), value, 0};
  const Rational rise = clearance + abs(value);
  if (rank > cell.first) point.steep = rise / (point.at - samples_.x(rank - 1));
  if (rank + 1 < cell.last) point.steep = std::max(point.steep, rise / (samples_.x(rank + 1) - point.at));
  return point;
}

CellPoint PaperGrid::behind(std::size_t index, const Rational& clearance) const {
  const Cell& cell = cells_[index];
  const bool forward = index % 2 == 0;
  const Rational& nearest = samples_.x(forward ? cell.last - 1 : cell.first);
  const Rational at = forward ? simplest_between(nearest, cell.high) : simplest_between(cell.low, nearest);
  return {at, 0, clearance / abs(at - nearest)};
}

SplineRow PaperGrid::row(std::span<const CellPoint> points, bool rises) const {
  require(points.size() == cells(), "PaperGrid::row: one point a cell");
  // Between the low end of a cell and its point the function moves by scale * u + offset, where u is that of cell 0.
  std::vector<Rational> scale, offset;
  Rational least = 0;
  Rational sign = rises ? 1 : -1;
  for (std::size_t j = 0; j < cells(); ++j) {
    const Rational run = points[j].at - cells_[j].low;
    if (j == 0) {
      scale.push_back(1);
      offset.push_back(0);
    } else {
      const Rational ratio = (cells_[j - 1].high - points[j - 1].at) / (points[j - 1].at - cells_[j - 1].low);
      scale.push_back(scale.back() * ratio);
      offset.push_back(offset.back() * ratio + sign * (points[j - 1].value - points[j].value));
      sign = -sign;
    }
    least = std::max(least, (points[j].steep * run - offset[j]) / scale[j]);
  }
  const Rational u = least.is_zero() ? Rational(1) : power_of_two_above(least);

  SplineRow row;
  row.bias = rises ? points[0].value - u : points[0].value + u;
  sign = rises ? 1 : -1;
  for (std::size_t j = 0; j < cells(); ++j) {
    const Rational slope = sign * (scale[j] * u + offset[j]) / (points[j].at - cells_[j].low);
    row.weights.push_back(j % 2 == 0 ? slope : -slope);
    row.weights.push_back(j % 2 == 0 ? -slope : slope);
    // The neurons of odd cells face left and are positive left of all cells.
    if (j % 2 == 1) row.bias += slope * (cells_[j].high - cells_[j].low);
    sign = -sign;
  }
  return row;
}

SplineNet PaperGrid::net() const {
  SplineNet net(1);
  for (std::size_t j = 0; j < cells(); ++j) {
    const bool right = j % 2 == 0;
    net.add_knot(right ? cells_[j].low : cells_[j].high, right ? Facing::kRight : Facing::kLeft);
    net.add_knot(right ? cells_[j].high : cells_[j].low, right ? Facing::kRight : Facing::kLeft);
  }
  return net;
}

std::vector<std::vector<std::size_t>> cut_evenly(const std::vector<std::size_t>& items, std::size_t parts) {
  require(parts >= 1 && parts <= items.size(), "cut_evenly: number of parts");
  std::vector<std::vector<std::size_t>> result;
  for (std::size_t p = 0; p < parts; ++p) {
    // The first items.size() % parts parts have one item more.
    const std::size_t size = items.size() / parts, more = items.size() % parts;
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(p * size + std::min(p, more));
    result.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(size + (p < more ? 1 : 0)));
  }
  return result;
}

SplineRow shifted(SplineRow row, const Rational& shift) {
  row.bias += shift;
  return row;
}

SplineRow negated(SplineRow row) {
  row.bias = -row.bias;
  for (Rational& w : row.weights) w = -w;
  return row;
}

Rational power_of_two_below(const Rational& value) {
  require(value.sign() > 0, "power_of_two_below: not positive");
  const auto exponent =
      static_cast<long>(bit_size(value.numerator())) - static_cast<long>(bit_size(value.denominator()));
  // 2^(exponent-1) < value < 2^(exponent+1).
  const Rational power = power_of_two(exponent);
  return power <= value ? power : power_of_two(exponent - 1);
}

Rational power_of_two_above(const Rational& value) {
  const Rational below = power_of_two_below(value);
  return below == value ? below : below * Rational(2);
}

Rational label_scale(const LineSamples& samples, const std::vector<std::size_t>& ranks) {
  Rational most;
  for (const std::size_t r : ranks) most = std::max(most, abs(samples.z(r)[0]));
  return most.is_zero() ? Rational(1) : power_of_two_above(most);
}

std::optional<Inapplicable> several_outputs(const Problem& problem) {
  if (problem.outputs() == 1) return std::nullopt;
  return Inapplicable{"needs one output, the residuals have " + std::to_string(problem.outputs())};
}

std::optional<Outcome> without_grid(const Problem& problem, std::size_t layers) {
  if (auto reason = several_outputs(problem)) return *reason;
  if (!problem.changed().empty()) return std::nullopt;
  Plan plan;
  plan.widths.assign(layers - 1, 0);
  plan.build = [&problem, layers] { return zero_network(problem, layers); };
  return plan;
}

}  // namespace ftcert
