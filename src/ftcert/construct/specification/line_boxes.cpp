#include "ftcert/construct/specification/line_boxes.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// y = height + slope (x - at).
struct Line {
  Rational at, height, slope;
  Rational value(const Rational& x) const { return height + slope * (x - at); }
};

// A gate as the link sees it; `side` is 1, or -1 upside down.
struct Gate {
  std::size_t place;
  Interval ends;

  std::optional<Rational> low(int side) const { return side > 0 ? ends.low : negated(ends.high); }
  std::optional<Rational> high(int side) const { return low(-side) ? std::optional(-*low(-side)) : std::nullopt; }

 private:
  static std::optional<Rational> negated(const std::optional<Rational>& end) {
    return end ? std::optional(-*end) : std::nullopt;
  }
};

// The line through the upper end of an earlier gate and the lower end of gate `touched`, the steepest: no line that meets all gates is below it behind.
struct Bound {
  std::size_t touched;
  Line line;
};

class Link {
 public:
  Link(std::span<const Rational> places, std::vector<Gate> gates) : places_(places) {
    for (Gate& gate : gates) push(std::move(gate));
  }

  // The least value at x of a line that meets all gates, behind them, and what attains it; upside down with side -1. Nothing: there is none.
  const Bound* lowest(const Rational& x, int side) const {
    const Bound* best = nullptr;
    Rational most;
    for (const Bound& bound : side > 0 ? below_ : above_) {
      Rational value = bound.line.value(x);
      if (best != nullptr && value < most) continue;
      best = &bound;
      most = std::move(value);
    }
    return best;
  }

  void push(Gate gate) {
    for (const int side : {1, -1}) add_bound(gate, side);
    gates_.push_back(std::move(gate));
  }

  // The gates from `touched` on, their ends on that side alone.
  std::vector<Gate> behind(std::size_t touched, int side) const {
    std::vector<Gate> result;
    for (const Gate& gate : gates_) {
      if (gate.place < touched) continue;
      result.push_back(
          {gate.place, side > 0 ? Interval{gate.ends.low, std::nullopt} : Interval{std::nullopt, gate.ends.high}});
    }
    return result;
  }

  // Some line that meets all gates.
  Line any() const {
    const Rational& last = places_[gates_.back().place];
    const Gate& end = gates_.back();
    // At the last gate any value that the gates before allow; then any slope that they allow there.
    Interval value = end.ends;
    narrow(value, last);
    Line line{last, inside(value), {}};
    Interval slope;
    for (const Gate& gate : gates_) {
      if (gate.place == end.place) continue;
      const Rational run = last - places_[gate.place];
      if (gate.ends.low) least(slope.high, (line.height - *gate.ends.low) / run);
      if (gate.ends.high) most(slope.low, (line.height - *gate.ends.high) / run);
    }
    line.slope = inside(slope);
    return line;
  }

 private:
  static void least(std::optional<Rational>& end, Rational value) {
    if (!end || value < *end) end = std::move(value);
  }
  static void most(std::optional<Rational>& end, Rational value) {
    if (!end || value > *end) end = std::move(value);
  }
  static Rational inside(const Interval& range) {
    if (range.holds(Rational())) return {};
    if (range.low && range.high) return (*range.low + *range.high) * Rational(1, 2);
    return range.low ? *range.low : *range.high;
  }

  // By the gates before.
  void narrow(Interval& value, const Rational& x) const {
    for (const Bound& bound : below_) {
      if (places_[bound.touched] < x) most(value.low, bound.line.value(x));
    }
    for (const Bound& bound : above_) {
      if (places_[bound.touched] < x) least(value.high, -bound.line.value(x));
    }
  }

  void add_bound(const Gate& gate, int side) {
    const std::optional<Rational> low = gate.low(side);
    if (!low) return;
    std::optional<Rational> steepest;
    for (const Gate& before : gates_) {
      const std::optional<Rational> high = before.high(side);
      if (high) most(steepest, (*low - *high) / (places_[gate.place] - places_[before.place]));
    }
    if (steepest)
      (side > 0 ? below_ : above_).push_back({gate.place, {places_[gate.place], *low, *std::move(steepest)}});
  }

  std::span<const Rational> places_;
  std::vector<Gate> gates_;
  std::vector<Bound> below_, above_;  // above: upside down
};

Line turned(Line line, int side) {
  if (side < 0) line.height = -line.height, line.slope = -line.slope;
  return line;
}

}  // namespace

BoxPath fewest_links(std::span<const Rational> places, std::span<const Interval> gates) {
  require(!gates.empty() && places.size() == gates.size(), "fewest_links: shapes");
  // A link, and the first gate that it does not meet.
  std::vector<std::pair<Line, std::size_t>> links;
  Link link(places, {});
  for (std::size_t i = 0; i < gates.size(); ++i) {
    for (const int side : {1, -1}) {
      const Gate gate{i, gates[i]};
      const Bound* bound = link.lowest(places[i], side);
      const std::optional<Rational> high = gate.high(side);
      if (bound == nullptr || !high || bound->line.value(places[i]) <= *high) continue;
      links.emplace_back(turned(bound->line, side), i);
      link = Link(places, link.behind(bound->touched, side));
      break;
    }
    link.push({i, gates[i]});
  }
  links.emplace_back(link.any(), gates.size());
  BoxPath path{{}, links.size()};
  // Behind the kink with the next link, which is before the first gate that the link does not meet, that one is the path.
  std::size_t l = 0;
  for (std::size_t i = 0; i < gates.size(); ++i) {
    const auto passed = [&] {
      if (l + 1 == links.size()) return false;
      if (links[l].second <= i) return true;
      const Line &now = links[l].first, &next = links[l + 1].first;
      const Rational fall = now.slope - next.slope;  // not 0: they cross once
      const Rational gap = next.value(places[i]) - now.value(places[i]);
      return fall.sign() > 0 ? gap.sign() < 0 : gap.sign() > 0;
    };
    while (passed()) ++l;
    path.values.push_back(links[l].first.value(places[i]));
    require(gates[i].holds(path.values.back()), "fewest_links: a gate is missed");
  }
  return path;
}

}  // namespace ftcert
