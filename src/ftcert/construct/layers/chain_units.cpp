#include "ftcert/construct/layers/chain_units.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "ftcert/construct/layers/crossings.hpp"
#include "ftcert/construct/layers/zigzag.hpp"
#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Between two neighbouring samples of a group, or a sample and an end of its cell; in projected order.
struct Gap {
  std::optional<Rational> low, high;  // ends; none: unbounded
  std::optional<Rational> sample_low, sample_high;

  // Unbounded gaps are wider than all others.
  bool wider_than(const Gap& other) const {
    if (!low || !high) return other.low && other.high;
    return other.low && other.high && *high - *low > *other.high - *other.low;
  }
  Rational middle() const {
    if (!low) return simple_below(*high);
    if (!high) return simple_above(*low);
    const Rational quarter = (*high - *low) / Rational(4);
    return simplest_between(*low + quarter, *high - quarter);
  }
};

class ChainBuilder {
 public:
  ChainBuilder(const GroupLayout& layout, const LineSamples& samples, std::size_t component)
      : layout_(layout), samples_(samples), component_(component), widest_(layout.groups.size()) {}

  void add(SplineNet& net, const ChainType& type, const std::vector<std::optional<ChainWindow>>& windows) {
    // Outward from the flat cell the first sample in rank order comes first in every second group.
    const int first_sign = type.in_group(layout_.left % 2 == 1).sign;
    const std::size_t splines = type.neurons - 1;
    std::vector<std::vector<std::optional<Crossing>>> crossings(
        splines, std::vector<std::optional<Crossing>>(layout_.groups.size()));
    Rational most = 0;
    for (const Facing side : {Facing::kLeft, Facing::kRight}) {
      bool below = true;
      for (const std::size_t g : layout_.outward(side)) {
        // Where equal signs are wanted at both ends, the chain may rest and stay where it is.
        if (!windows[g] && type.neurons % 2 == 1) continue;
        const bool forward = below == (side == Facing::kRight);
        for (std::size_t i = 0; i < splines; ++i) {
          const int outer = i % 2 == 0 ? first_sign : -first_sign;
          const std::size_t place = forward ? i : splines - 1 - i;
          crossings[i][g] = windows[g] ? in_window(g, *windows[g], forward ? first_sign : last_sign(type, first_sign),
                                                   splines, place, outer)
                                       : dummy(g, widest_gap(g));
          most = std::max(most, abs(crossings[i][g]->value));
        }
        below = !below;
      }
    }
    add_rows(net, crossings, power_above(most), first_sign);
  }

 private:
  static int last_sign(const ChainType& type, int first) { return type.neurons % 2 == 0 ? -first : first; }

  const Rational& label(std::size_t rank) const { return samples_.z(rank)[component_]; }

  // Before the sample of this rank; rank = ranks.last: behind the group's last sample.
  Gap gap_before(std::size_t g, std::size_t rank) const {
    const LineGroup& group = layout_.groups[g];
    const bool right = layout_.side(g) == Facing::kRight;
    Gap gap;
    if (rank > group.ranks.first) {
      gap.low = gap.sample_low = samples_.x(rank - 1);
    } else {
      gap.low = right ? std::optional(group.knot) : group.far;
    }
    if (rank < group.ranks.last) {
      gap.high = gap.sample_high = samples_.x(rank);
    } else {
      gap.high = right ? group.far : std::optional(group.knot);
    }
    return gap;
  }

  const Gap& widest_gap(std::size_t g) {
    std::optional<Gap>& widest = widest_[g];
    if (!widest) {
      const RankRange& ranks = layout_.groups[g].ranks;
      for (std::size_t rank = ranks.first; rank <= ranks.last; ++rank) {
        Gap gap = gap_before(g, rank);
        if (!widest || gap.wider_than(*widest)) widest = std::move(gap);
      }
    }
    return *widest;
  }

  Crossing dummy(std::size_t g, const Gap& gap) const {
    Crossing crossing{gap.middle(), 0, gap.sample_low, gap.sample_high, true};
    if (layout_.side(g) == Facing::kLeft) std::swap(crossing.inward, crossing.outward);
    return crossing;
  }

  // The pivot at this place, counted from the left, among as many as there are splines; `left` is the sign wanted at the left end.
  Crossing in_window(std::size_t g, const ChainWindow& window, int left, std::size_t splines, std::size_t place,
                     int outer) const {
    const std::size_t samples = window.last - window.first + 1;
    const int right = splines % 2 == 1 ? -left : left;
    const std::size_t before = left * label(window.first).sign() < 0 ? 1 : 0;
    const std::size_t behind = right * label(window.last).sign() < 0 ? 1 : 0;
    require(samples + before + behind <= splines, "add_chains: a window too long for its chain");
    const Gap gap = gap_before(g, window.first), next = gap_before(g, window.last + 1);
    // Dummies that no sign asks for go where there is more room.
    const std::size_t front = gap.wider_than(next) ? splines - samples - behind : before;
    if (place < front) return dummy(g, gap);
    if (place >= front + samples) return dummy(g, next);
    const std::size_t rank = window.first + place - front;
    return crossing_at(layout_, samples_, g, rank, Rational(outer) * label(rank));
  }

  void add_rows(SplineNet& net, const std::vector<std::vector<std::optional<Crossing>>>& crossings,
                const Rational& clearance, int first_sign) const {
    OutwardSpline before{0, std::vector<Rational>(layout_.groups.size())};
    std::vector<Rational> outer(net.outputs());
    outer[component_] = first_sign;
    for (const auto& places : crossings) {
      OutwardSpline here = crossing_spline(layout_, places, clearance);
      before += here;
      net.add_row(layout_.row(before), outer);
      before = std::move(here);
      outer[component_] = -outer[component_];
    }
    net.add_row(layout_.row(before), outer);
  }

  const GroupLayout& layout_;
  const LineSamples& samples_;
  std::size_t component_;
  std::vector<std::optional<Gap>> widest_;  // by group, when asked for
};

}  // namespace

void add_chains(SplineNet& net, const GroupLayout& layout, const LineSamples& samples, std::size_t component,
                const ChainPlan::Output& output) {
  ChainBuilder builder(layout, samples, component);
  for (std::size_t c = 0; c < output.chains.size(); ++c) {
    std::vector<std::optional<ChainWindow>> windows(layout.groups.size());
    for (std::size_t g = 0; g < windows.size(); ++g) {
      for (const ChainWindow& window : output.windows[g]) {
        if (window.chain == c) windows[g] = window;
      }
    }
    builder.add(net, output.chains[c], windows);
  }
}

}  // namespace ftcert
