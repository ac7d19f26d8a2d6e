#include "ftcert/construct/layers/crossings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ftcert/construct/layers/zigzag.hpp"
#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

class CrossingSpline {
 public:
  CrossingSpline(const GroupLayout& layout, const std::vector<std::optional<Crossing>>& crossings,
                 const Rational& clearance)
      : layout_(layout), crossings_(crossings), clearance_(clearance) {}

  OutwardSpline make() const {
    const std::array<std::vector<std::size_t>, 2> sides{layout_.outward(Facing::kLeft),
                                                        layout_.outward(Facing::kRight)};
    Rational depth = clearance_;
    for (const auto& order : sides) depth = std::max(depth, start_size(order, 0, 1));
    OutwardSpline result{-power_above(depth), std::vector<Rational>(layout_.groups.size())};
    for (const auto& order : sides) go_outward(order, result);
    return result;
  }

 private:
  // One past the last group, from i on outward, in a row with crossings.
  std::size_t section_end(const std::vector<std::size_t>& order, std::size_t i) const {
    while (i < order.size() && crossings_[order[i]]) ++i;
    return i;
  }

  // The pivots of groups begin, ..., end-1 outward; the spline rises (sign +1) or falls in the first.
  std::vector<Pivot> section(const std::vector<std::size_t>& order, std::size_t begin, std::size_t end,
                             int sign) const {
    std::vector<Pivot> pivots;
    for (std::size_t i = begin; i < end; ++i, sign = -sign) {
      const std::size_t group = order[i];
      const Crossing& here = *crossings_[group];
      Pivot pivot{layout_.distance(group, here.at), 0, here.value, 0};
      // Behind the pivot the spline is above the band, before it below, or the other way round.
      const Rational behind = sign > 0 ? clearance_ - here.value : clearance_ + here.value;
      const Rational before = sign > 0 ? clearance_ + here.value : clearance_ - here.value;
      const auto out_at = [&](const Rational& x, const Rational& height) {
        pivot.steepness = std::max(pivot.steepness, height / abs(x - here.at));
      };
      if (here.inward) out_at(*here.inward, before);
      if (here.outward) out_at(*here.outward, behind);
      if (const auto& far = layout_.groups[group].far) {
        pivot.beyond = abs(*far - here.at);
        // A spline that does not cross in the next group must be out of the band from its beginning.
        if (i + 1 == end) out_at(*far, behind);
      }
      pivots.push_back(std::move(pivot));
    }
    return pivots;
  }

  // Where group i begins, the spline must be larger than this in absolute value for the crossings in a row from there on; it rises
  // in group i for sign +1.
  Rational start_size(const std::vector<std::size_t>& order, std::size_t i, int sign) const {
    const std::size_t end = section_end(order, i);
    if (end == i) return 0;
    const std::vector<Pivot> pivots = section(order, i, end, sign);
    const Rational rise = least_rise(pivots, sign);
    return sign > 0 ? rise - pivots[0].value : rise + pivots[0].value;
  }

  // The value at the cell's outer end of a steeper spline that crosses further inward, but out of the band at the sample there.
  Rational simple_end(std::size_t group, const Rational& start, const Rational& least) const {
    const Crossing& here = *crossings_[group];
    const bool rises = start.sign() < 0;
    if (!here.inward) return rises ? power_above(least) : -power_above(-least);
    const Rational rest = rises ? -clearance_ : clearance_;
    const Rational most = start + (rest - start) * *layout_.reach(group) / layout_.distance(group, *here.inward);
    return rises ? simplest_between(least, most) : simplest_between(most, least);
  }

  // One crossing; from the value where the cell begins to that where it ends.
  Rational cross(std::size_t group, const Pivot& pivot, const Rational& start, Rational& slope) const {
    slope = (pivot.value - start) / pivot.distance;
    const Rational end = pivot.value + slope * pivot.beyond;
    if (!crossings_[group]->free || !layout_.groups[group].far) return end;
    const Rational simple = simple_end(group, start, end);
    if (bit_size(simple) >= bit_size(end)) return end;
    slope = (simple - start) / *layout_.reach(group);
    return simple;
  }

  void go_outward(const std::vector<std::size_t>& order, OutwardSpline& result) const {
    Rational at = result.flat;
    for (std::size_t i = 0; i < order.size();) {
      if (const std::size_t end = section_end(order, i); end > i) {
        for (const Pivot& pivot : section(order, i, end, -at.sign())) {
          at = cross(order[i], pivot, at, result.slopes[order[i]]);
          ++i;
        }
        continue;
      }
      // At rest: level, or to a power of two that serves the groups behind.
      const std::size_t next = i + 1;
      if (next < order.size() && crossings_[order[next]]) {
        const Rational least = std::max(clearance_, start_size(order, next, -at.sign()));
        const Rational size = power_above(least);
        if (abs(at) <= least || bit_size(size) < bit_size(at)) {
          const Rational target = at.sign() > 0 ? size : -size;
          result.slopes[order[i]] = (target - at) / *layout_.reach(order[i]);
          at = target;
        }
      }
      ++i;
    }
  }

  const GroupLayout& layout_;
  const std::vector<std::optional<Crossing>>& crossings_;
  const Rational& clearance_;
};

}  // namespace

Crossing crossing_at(const GroupLayout& layout, const LineSamples& samples, std::size_t group, std::size_t rank,
                     const Rational& value) {
  const RankRange& ranks = layout.groups[group].ranks;
  Crossing crossing{samples.x(rank), value, std::nullopt, std::nullopt};
  if (rank > ranks.first) crossing.inward = samples.x(rank - 1);
  if (rank + 1 < ranks.last) crossing.outward = samples.x(rank + 1);
  if (layout.side(group) == Facing::kLeft) std::swap(crossing.inward, crossing.outward);
  return crossing;
}

OutwardSpline crossing_spline(const GroupLayout& layout, const std::vector<std::optional<Crossing>>& crossings,
                              const Rational& clearance) {
  require(crossings.size() == layout.groups.size(), "crossing_spline: needs an entry for each group");
  return CrossingSpline(layout, crossings, clearance).make();
}

}  // namespace ftcert
