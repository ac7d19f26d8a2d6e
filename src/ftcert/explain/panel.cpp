#include "ftcert/explain/panel.hpp"

#include <algorithm>
#include <utility>

namespace ftcert {

Panel::Panel(Svg& svg, const Box& box, Axis axis, const Rational& low, const Rational& high)
    : svg_(svg), box_(box), x_(std::move(axis)), y_({low, high}, {box.bottom(), box.top}), low_(low), high_(high) {}

void Panel::draw_frame(unsigned y_ticks) {
  svg_.rectangle({box_.left, box_.top}, box_.width, box_.height, "frame");
  for (const Tick& tick : round_ticks(low_, high_, y_ticks)) {
    const Rational y = y_.at(tick.value);
    svg_.line({box_.left, y}, {box_.right(), y}, tick.value.is_zero() ? "zero" : "grid");
    svg_.text({box_.left - 6, y + 4}, Anchor::kEnd, "", tick.text);
  }
}

void Panel::draw_x_ticks(const std::vector<Tick>& ticks) {
  for (const Tick& tick : ticks) {
    const Rational x = x_.at(tick.value);
    svg_.line({x, box_.bottom()}, {x, box_.bottom() + 4}, "tick");
    svg_.text({x, box_.bottom() + 15}, Anchor::kMiddle, "", tick.text);
  }
}

void Panel::draw_curve(const std::vector<Rational>& x, const std::function<Rational(const Rational&)>& value,
                       std::string_view kind) {
  std::vector<Point> run;  // a part of the curve inside the frame
  const auto flush = [&] {
    svg_.polyline(run, kind);
    run.clear();
  };
  std::vector<Point> curve;  // pixels along x, y still a value
  for (const Rational& v : x) curve.push_back({x_.at(v), value(v)});
  const auto crossing = [](const Point& a, const Point& b, const Rational& level) {
    return Point{a.x + (level - a.y) / (b.y - a.y) * (b.x - a.x), level};
  };
  const auto pixels = [this](const Point& p) { return Point{p.x, y_.at(p.y)}; };
  for (std::size_t i = 0; i < curve.size(); ++i) {
    if (i > 0) {
      const Point &a = curve[i - 1], &b = curve[i];
      const bool rising = a.y < b.y;
      const Rational& near = rising ? low_ : high_;  // the level where the segment may enter
      const Rational& far = rising ? high_ : low_;
      const auto beyond = [rising](const Rational& y, const Rational& level) { return rising ? y > level : y < level; };
      if (beyond(near, a.y) && beyond(b.y, near)) run.push_back(pixels(crossing(a, b, near)));
      if (beyond(b.y, far) && beyond(far, a.y)) {
        run.push_back(pixels(crossing(a, b, far)));
        flush();
      }
    }
    if (shows(curve[i].y)) {
      run.push_back(pixels(curve[i]));
    } else {
      flush();
    }
  }
  flush();
}

void Panel::draw_bar(const Rational& x, const Interval& interval) {
  const Rational from = interval.low ? std::max(*interval.low, low_) : low_;
  const Rational to = interval.high ? std::min(*interval.high, high_) : high_;
  if (from > to) return;
  svg_.line(at(x, from), at(x, to), "allowed");
  for (const auto& end : {interval.low, interval.high}) {
    if (!end || !shows(*end)) continue;
    const Point p = at(x, *end);
    svg_.line({p.x - 4, p.y}, {p.x + 4, p.y}, "cap");
  }
}

std::pair<Rational, Rational> range_around(const std::vector<Rational>& values) {
  Rational low, high;
  for (const Rational& v : values) {
    low = std::min(low, v);
    high = std::max(high, v);
  }
  if (low == high) return {-1, 1};
  const Rational room = (high - low) * Rational(1, 10);
  return {low - room, high + room};
}

}  // namespace ftcert
