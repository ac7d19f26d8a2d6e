#include "ftcert/construct/layers/dense.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ftcert/construct/layers/dense_split.hpp"
#include "ftcert/construct/layers/factor_sum.hpp"
#include "ftcert/construct/layers/zigzag.hpp"
#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// One component of the labels: makes the zigzags Z_0, Z_1, ... and from them the rows.
class Ladder {
 public:
  Ladder(const LineSamples& samples, const DenseSplit& split, GroupLayout& layout, std::size_t component)
      : samples_(samples), split_(split), layout_(layout), component_(component) {}

  // Moves the knots next to the flat cell so that Z_0 has there the label of the samples in it. The cell must hold some.
  void fit_flat_cell() {
    for (const Facing side : {Facing::kLeft, Facing::kRight}) {
      const std::vector<std::size_t> order = layout_.outward(side);
      if (order.empty()) continue;
      const std::vector<Pivot> pivots = this->pivots(order, 0);
      const Pivot& first = pivots[0];
      // Z_0 rises from the flat cell to the first pivot by a given amount: the steeper, the nearer the knot.
      const Rational rise = first.value - signed_label(split_.flat.first, 0);
      Rational slope = first.steepness;
      if (pivots.size() > 1) {
        const Rational next = least_rise(std::span(pivots).subspan(1), -1);
        slope = std::max(slope, (next - (first.value - pivots[1].value)) / first.beyond);
      }
      const Rational pivot = samples_.x(sample(order, 0, 0));
      const Rational last_inside = samples_.x(side == Facing::kLeft ? split_.flat.first : split_.flat.last - 1);
      Rational room = abs(pivot - last_inside);
      if (slope.sign() > 0) room = std::min(room, rise / slope);
      layout_.move_knot(order[0], side == Facing::kRight ? simplest_between(pivot - room, pivot)
                                                         : simplest_between(pivot, pivot + room));
    }
  }

  void add_rows(SplineNet& net) const {
    const std::size_t output = component_;
    OutwardSpline before{-sign(0) * base(), std::vector<Rational>(layout_.groups.size())};
    for (std::size_t k = 0; k < split_.rows; ++k) {
      OutwardSpline zigzag = this->zigzag(k);
      OutwardSpline row = zigzag;
      row += before;
      std::vector<Rational> outer(net.outputs());
      outer[output] = sign(k);
      net.add_row(layout_.row(row), outer);
      before = std::move(zigzag);
    }
    net.constant[output] = base();
  }

 private:
  // (-1)^k, or its negative when the labels next to the flat cell are lower than those in it.
  Rational sign(std::size_t k) const { return (k % 2 == 0) == (split_.rise > 0) ? 1 : -1; }
  Rational signed_label(std::size_t r, std::size_t k) const { return sign(k) * samples_.z(r)[component_]; }

  // Rank (in projected order) of the sample of rank k in the i-th group outward.
  std::size_t sample(const std::vector<std::size_t>& order, std::size_t i, std::size_t k) const {
    const RankRange& ranks = layout_.groups[order[i]].ranks;
    const bool rightwards = (layout_.side(order[i]) == Facing::kRight) == (i % 2 == 0);
    return rightwards ? ranks.first + k : ranks.last - 1 - k;
  }

  // A number below (above, for sign -1) all labels of rank 0 and those in the flat cell: there p_0 is positive.
  Rational base() const {
    std::optional<Rational> least;
    const auto take = [&](const Rational& v) {
      if (!least || v < *least) least = v;
    };
    if (split_.flat.size() > 0) take(signed_label(split_.flat.first, 0));
    for (const Facing side : {Facing::kLeft, Facing::kRight}) {
      const std::vector<std::size_t> order = layout_.outward(side);
      for (std::size_t i = 0; i < order.size(); ++i) take(signed_label(sample(order, i, 0), 0));
    }
    return sign(0) * simple_below(*least);
  }

  // Of Z_k, in the groups that have a sample of rank k: all but perhaps the outermost one.
  std::vector<Pivot> pivots(const std::vector<std::size_t>& order, std::size_t k) const {
    std::vector<Pivot> result;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t size = layout_.groups[order[i]].ranks.size();
      if (k >= size) break;
      const std::size_t here = sample(order, i, k);
      Pivot pivot{layout_.distance(order[i], samples_.x(here)), 0, signed_label(here, k), 0};
      if (const auto reach = layout_.reach(order[i])) pivot.beyond = *reach - pivot.distance;
      const auto steeper_than = [&](std::size_t low_rank, std::size_t high_rank) {
        const std::size_t low = sample(order, i, low_rank), high = sample(order, i, high_rank);
        pivot.steepness = std::max(
            pivot.steepness, (signed_label(high, k) - signed_label(low, k)) / abs(samples_.x(high) - samples_.x(low)));
      };
      if (k > 0) steeper_than(k - 1, k);         // p_k < 0 at rank k-1
      if (k + 1 < size) steeper_than(k, k + 1);  // p_{k+1} > 0 at rank k+1
      result.push_back(std::move(pivot));
    }
    return result;
  }

  // The slope of Z_k in an outermost group without a sample of rank k, where it begins with the given value: p_k and
  // p_{k+1} are negative at all its samples when Z_k is there less than every -|label|.
  Rational idle_slope(const std::vector<std::size_t>& order, const Rational& start) const {
    const std::size_t group = order.back();
    const RankRange& ranks = layout_.groups[group].ranks;
    Rational most = 0;
    for (std::size_t r = ranks.first; r < ranks.last; ++r) most = std::max(most, abs(samples_.z(r)[component_]));
    if (start < -most) return 0;
    const std::size_t nearest = layout_.side(group) == Facing::kRight ? ranks.first : ranks.last - 1;
    return -power_above((start + most) / layout_.distance(group, samples_.x(nearest)));
  }

  OutwardSpline zigzag(std::size_t k) const {
    OutwardSpline result{0, std::vector<Rational>(layout_.groups.size())};
    const bool fixed = k == 0 && split_.flat.size() > 0;
    std::array<std::vector<std::size_t>, 2> orders{layout_.outward(Facing::kLeft), layout_.outward(Facing::kRight)};
    std::array<std::vector<Pivot>, 2> sides{pivots(orders[0], k), pivots(orders[1], k)};
    if (fixed) {
      result.flat = signed_label(split_.flat.first, 0);
    } else {
      // In the flat cell p_k is negative for k > 0: outward it rises, and at the first group's sample of rank k-1 it is negative.
      require(!sides[0].empty() || !sides[1].empty(), "dense: more rows than the largest group has samples");
      Rational depth = 0;
      for (const std::vector<Pivot>& side : sides) {
        if (!side.empty()) depth = std::max(depth, least_rise(side, 1) - side[0].value);
      }
      result.flat = -power_above(depth);
    }
    for (std::size_t s = 0; s < 2; ++s) {
      std::vector<Rational> slopes;
      const Rational end = follow(sides[s], result.flat, slopes);
      if (slopes.size() < orders[s].size()) slopes.push_back(idle_slope(orders[s], end));
      for (std::size_t i = 0; i < slopes.size(); ++i) result.slopes[orders[s][i]] = slopes[i];
    }
    return result;
  }

  const LineSamples& samples_;
  const DenseSplit& split_;
  GroupLayout& layout_;
  std::size_t component_;
};

// The components that are not constant.
std::vector<std::size_t> varying(const LineSamples& samples) {
  std::vector<std::size_t> result;
  for (std::size_t c = 0; c < samples.outputs(); ++c) {
    std::size_t r = 1;
    while (r < samples.size() && samples.z(r)[c] == samples.z(0)[c]) ++r;
    if (r < samples.size()) result.push_back(c);
  }
  return result;
}

Outcome plan(const Problem& problem) {
  const LineSamples samples(problem);
  const std::vector<std::size_t> components = varying(samples);
  DenseSplit split;
  if (components.size() == 1) {
    split = split_around_level_run(samples, components[0]);
  } else if (!components.empty()) {
    split = split_evenly(samples.size(), components.size());
  }
  Plan plan;
  plan.widths = {split.groups(), split.rows * components.size()};
  if (problem.outputs() == 1) {
    plan.promised = factor_sum(problem.samples() - 1);
  } else {
    const DenseSplit promised = split_evenly(problem.samples(), problem.outputs());
    plan.promised = problem.samples() == 1 ? 0 : promised.groups() + problem.outputs() * promised.rows;
  }
  plan.build = [&problem, split, components] {
    return dense_net(LineSamples(problem), split, components).lift(problem.projection().direction);
  };
  return plan;
}

}  // namespace

SplineNet dense_net(const LineSamples& samples, const DenseSplit& split, const std::vector<std::size_t>& components) {
  GroupLayout layout = lay_out(samples, ranges_of(split, samples.size()), split.left);
  if (split.flat.size() > 0 && !components.empty()) Ladder(samples, split, layout, components[0]).fit_flat_cell();
  SplineNet net = layout.net(samples.outputs());
  for (std::size_t c = 0; c < samples.outputs(); ++c) net.constant[c] = samples.z(0)[c];
  for (std::size_t c : components) Ladder(samples, split, layout, c).add_rows(net);
  return net;
}

const Construction kDense{
    "dense", "proofs/theorems.md, theorem 3.2.1", "ceil(2 sqrt(K-1)); c outputs: min{d1 + c d2 : d1 d2 >= K}", "", 3,
    &plan};

}  // namespace ftcert
