#include "ftcert/construct/layers/bump_units.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

#include "ftcert/construct/layers/zigzag.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

enum class Bump { kHat, kNegatedHat, kWave };

struct Unit {
  Bump bump;
  std::vector<std::optional<std::size_t>> served;  // one a group: the rank of its sample
  std::size_t chain = 0;                           // groups since it last rested, while assigning
};

class UnitSpline {
 public:
  UnitSpline(const GroupLayout& layout, const LineSamples& samples, std::size_t component, const Unit& unit)
      : layout_(layout), samples_(samples), component_(component), unit_(unit) {
    Rational most = 0;
    for (const auto& rank : unit.served) {
      if (rank) most = std::max(most, abs(label(*rank)));
    }
    height_ = power_above(most);
    clearance_ = unit.bump == Bump::kWave ? height_ + height_ : height_;
  }

  // M.
  const Rational& height() const { return height_; }

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
  const Rational& label(std::size_t rank) const { return samples_.z(rank)[component_]; }

  // One past the last group, from i on outward, in a row that the unit serves.
  std::size_t section_end(const std::vector<std::size_t>& order, std::size_t i) const {
    while (i < order.size() && unit_.served[order[i]]) ++i;
    return i;
  }

  // The pivots of groups begin, ..., end-1 outward; the spline rises (sign +1) or falls in the first.
  std::vector<Pivot> section(const std::vector<std::size_t>& order, std::size_t begin, std::size_t end,
                             int sign) const {
    std::vector<Pivot> pivots;
    for (std::size_t i = begin; i < end; ++i, sign = -sign) {
      const std::size_t group = order[i], here = *unit_.served[group];
      const RankRange& ranks = layout_.groups[group].ranks;
      const Rational value = unit_.bump == Bump::kWave ? label(here) : height_ - abs(label(here));
      Pivot pivot{layout_.distance(group, samples_.x(here)), 0, value, 0};
      // Behind the pivot the spline is above the bump, before it below, or the other way round.
      const Rational behind = sign > 0 ? clearance_ - value : clearance_ + value;
      const Rational before = sign > 0 ? clearance_ + value : clearance_ - value;
      const auto out_at = [&](const Rational& x, const Rational& height) {
        pivot.steepness = std::max(pivot.steepness, height / abs(x - samples_.x(here)));
      };
      const bool rightwards = layout_.side(group) == Facing::kRight;
      if (here > ranks.first) out_at(samples_.x(here - 1), rightwards ? before : behind);
      if (here + 1 < ranks.last) out_at(samples_.x(here + 1), rightwards ? behind : before);
      if (const auto& far = layout_.groups[group].far) {
        pivot.beyond = abs(*far - samples_.x(here));
        // A unit at rest in the next group must be out of the bump from its beginning.
        if (i + 1 == end) out_at(*far, behind);
      }
      pivots.push_back(std::move(pivot));
    }
    return pivots;
  }

  // Where group i begins, the spline must be larger than this in absolute value for the groups that it serves from there on; it rises
  // in group i for sign +1.
  Rational start_size(const std::vector<std::size_t>& order, std::size_t i, int sign) const {
    const std::size_t end = section_end(order, i);
    if (end == i) return 0;
    const std::vector<Pivot> pivots = section(order, i, end, sign);
    const Rational rise = least_rise(pivots, sign);
    return sign > 0 ? rise - pivots[0].value : rise + pivots[0].value;
  }

  void go_outward(const std::vector<std::size_t>& order, OutwardSpline& result) const {
    Rational at = result.flat;
    for (std::size_t i = 0; i < order.size();) {
      if (const std::size_t end = section_end(order, i); end > i) {
        std::vector<Rational> slopes;
        at = follow(section(order, i, end, -at.sign()), at, slopes);
        for (const Rational& slope : slopes) result.slopes[order[i++]] = slope;
        continue;
      }
      // At rest: level, or to a power of two that serves the groups behind.
      const std::size_t next = i + 1;
      if (next < order.size() && unit_.served[order[next]]) {
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
  const LineSamples& samples_;
  std::size_t component_;
  const Unit& unit_;
  Rational height_, clearance_;
};

// The n units of this kind that have worked least lately.
std::vector<std::size_t> rested(const std::vector<Unit>& units, Bump bump, std::size_t n) {
  std::vector<std::size_t> result;
  for (std::size_t u = 0; u < units.size(); ++u) {
    if (units[u].bump == bump) result.push_back(u);
  }
  require(n <= result.size(), "add_units: a group holds more labels than the units serve");
  std::stable_sort(result.begin(), result.end(),
                   [&](std::size_t a, std::size_t b) { return units[a].chain < units[b].chain; });
  result.resize(n);
  return result;
}

std::vector<Unit> assign(const GroupLayout& layout, const LineSamples& samples, std::size_t component,
                         const std::vector<std::size_t>& changed, const UnitCounts& counts) {
  const std::size_t groups = layout.groups.size();
  std::vector<Unit> units;
  const auto add = [&](Bump bump, std::size_t n) {
    units.insert(units.end(), n, Unit{bump, std::vector<std::optional<std::size_t>>(groups), 0});
  };
  add(Bump::kHat, counts.plus);
  add(Bump::kNegatedHat, counts.minus);
  add(Bump::kWave, counts.wave);
  for (const Facing side : {Facing::kLeft, Facing::kRight}) {
    for (Unit& unit : units) unit.chain = 0;
    for (const std::size_t group : layout.outward(side)) {
      const RankRange& ranks = layout.groups[group].ranks;
      std::array<std::vector<std::size_t>, 2> by_sign;  // positive, negative
      for (auto at = std::lower_bound(changed.begin(), changed.end(), ranks.first);
           at != changed.end() && *at < ranks.last; ++at) {
        const int sign = samples.z(*at)[component].sign();
        if (sign != 0) by_sign[sign > 0 ? 0 : 1].push_back(*at);
      }
      std::vector<std::size_t> left_over;
      const auto serve = [&](const std::vector<std::size_t>& ranks_served, Bump bump, std::size_t most) {
        const std::size_t n = std::min(most, ranks_served.size());
        const std::vector<std::size_t> chosen = rested(units, bump, n);
        for (std::size_t i = 0; i < n; ++i) units[chosen[i]].served[group] = ranks_served[i];
        left_over.insert(left_over.end(), ranks_served.begin() + static_cast<std::ptrdiff_t>(n), ranks_served.end());
      };
      serve(by_sign[0], Bump::kHat, counts.plus);
      serve(by_sign[1], Bump::kNegatedHat, counts.minus);
      const std::vector<std::size_t> rest = std::exchange(left_over, {});
      serve(rest, Bump::kWave, rest.size());
      for (Unit& unit : units) unit.chain = unit.served[group] ? unit.chain + 1 : 0;
    }
  }
  return units;
}

// phi(p) = sum of outer * relu(p + shift * M).
struct BumpTerm {
  int shift;
  int outer;
};

std::vector<BumpTerm> terms(Bump bump) {
  switch (bump) {
    case Bump::kHat:
      return {{1, 1}, {0, -2}, {-1, 1}};
    case Bump::kNegatedHat:
      return {{1, -1}, {0, 2}, {-1, -1}};
    case Bump::kWave:
      break;
  }
  return {{2, -1}, {1, 2}, {-1, -2}, {-2, 1}};
}

}  // namespace

void add_units(SplineNet& net, const GroupLayout& layout, const LineSamples& samples, std::size_t component,
               const std::vector<std::size_t>& changed, const UnitCounts& counts) {
  for (const Unit& unit : assign(layout, samples, component, changed, counts)) {
    const UnitSpline spline(layout, samples, component, unit);
    const SplineRow row = layout.row(spline.make());
    for (const BumpTerm& term : terms(unit.bump)) {
      SplineRow shifted = row;
      shifted.bias += Rational(term.shift) * spline.height();
      std::vector<Rational> outer(net.outputs());
      outer[component] = term.outer;
      net.add_row(std::move(shifted), outer);
    }
  }
}

}  // namespace ftcert
