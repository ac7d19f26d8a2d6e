#include "ftcert/explain/control_points.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/explain/decimal.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kLinearPoints = 150;  // more are too many for a linear axis
constexpr int kLinearGap = 250;             // so is a gap below this part of the range
constexpr std::size_t kUnitsPerStrip = 90;  // about ten pixels each
constexpr std::size_t kQuietRun = 4;        // gaps that a run of quiet ones is shortened to
constexpr int kTickDistance = 95;           // pixels, enough for the longest label

bool linear_suffices(const std::vector<ControlPoint>& points) {
  if (points.size() > kLinearPoints) return false;
  const Rational least = (points.back().t - points.front().t) / Rational(kLinearGap);
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (points[i].t - points[i - 1].t < least) return false;
  }
  return true;
}

AxisStrip linear_strip(const std::vector<ControlPoint>& points, const Rational& left, const Rational& right) {
  const Rational range = points.back().t - points.front().t;
  const Rational room = range.is_zero() ? Rational(1) : range * Rational(1, 20);
  const Rational low = points.front().t - room, high = points.back().t + room;
  AxisStrip strip{Axis({low, high}, {left, right}), {low}, {}};
  for (const ControlPoint& p : points) strip.bends.push_back(p.t);
  strip.bends.push_back(high);
  for (const Tick& tick : round_ticks(low, high, 9)) strip.ticks.push_back(tick.value);
  return strip;
}

// The place of every point when gaps have width 1 and runs of quiet gaps at most kQuietRun.
std::vector<Rational> equal_places(const std::vector<ControlPoint>& points) {
  std::vector<Rational> place(points.size());
  const auto quiet_gap = [&](std::size_t i) { return points[i].quiet() && points[i + 1].quiet(); };
  for (std::size_t i = 0; i + 1 < points.size();) {
    std::size_t end = i + 1;
    if (quiet_gap(i)) {
      while (end + 1 < points.size() && quiet_gap(end)) ++end;
    }
    const Rational step(Integer(std::min(end - i, kQuietRun)), Integer(end - i));
    for (; i < end; ++i) place[i + 1] = place[i] + step;
  }
  return place;
}

AxisStrip equal_strip(const std::vector<ControlPoint>& points, const std::vector<Rational>& place, std::size_t first,
                      std::size_t last, const Rational& left, const Rational& right) {
  // One unit of room at both ends of the whole; inside, strips end on a point that they share.
  std::vector<Rational> values, at;
  const Rational room = points.size() > 1 ? (points.back().t - points.front().t) / Rational(20) : Rational(1);
  if (first == 0) {
    values.push_back(points[0].t - room);
    at.push_back(place[0] - 1);
  }
  for (std::size_t i = first; i <= last; ++i) {
    values.push_back(points[i].t);
    at.push_back(place[i]);
  }
  if (last + 1 == points.size()) {
    values.push_back(points[last].t + room);
    at.push_back(place[last] + 1);
  }
  const Rational scale = (right - left) / (at.back() - at.front()), origin = at.front();
  for (Rational& p : at) p = left + (p - origin) * scale;
  std::vector<Rational> bends{values.front()}, ticks;
  const Rational* tick_at = nullptr;
  for (std::size_t i = first; i <= last; ++i) {
    const bool inside_quiet =
        i > first && i < last && points[i].quiet() && points[i - 1].quiet() && points[i + 1].quiet();
    if (inside_quiet) continue;
    if (points[i].t != bends.back()) bends.push_back(points[i].t);
    const Rational& pixel = at[i - first + (first == 0 ? 1 : 0)];
    if (tick_at == nullptr || pixel - *tick_at >= Rational(kTickDistance)) {
      ticks.push_back(points[i].t);
      tick_at = &pixel;
    }
  }
  if (values.back() != bends.back()) bends.push_back(values.back());
  return {Axis(std::move(values), at), std::move(bends), std::move(ticks)};
}

}  // namespace

std::vector<ControlPoint> control_points(const std::vector<Rational>& samples, const std::vector<bool>& changed,
                                         const std::vector<Rational>& kinks) {
  require(samples.size() == changed.size(), "control_points: samples and flags differ");
  std::vector<ControlPoint> points;
  std::size_t s = 0, k = 0;
  while (s < samples.size() || k < kinks.size()) {
    ControlPoint p;
    p.t = k == kinks.size() || (s < samples.size() && samples[s] < kinks[k]) ? samples[s] : kinks[k];
    for (; s < samples.size() && samples[s] == p.t; ++s) p.changed = p.changed || changed[s];
    for (; k < kinks.size() && kinks[k] == p.t; ++k) p.kink = true;
    points.push_back(std::move(p));
  }
  return points;
}

Layout make_layout(const std::vector<ControlPoint>& points, const Rational& left, const Rational& right,
                   std::size_t most_strips) {
  require(!points.empty() && most_strips > 0, "make_layout: no points");
  Layout layout;
  layout.linear = linear_suffices(points);
  if (layout.linear) {
    layout.strips.push_back(linear_strip(points, left, right));
    return layout;
  }
  const std::vector<Rational> place = equal_places(points);
  const Integer units = ceil(place.back() / Rational(kUnitsPerStrip));
  const std::size_t count = units > most_strips ? most_strips : static_cast<std::size_t>(units);
  std::size_t first = 0;
  for (std::size_t strip = 1; strip <= count; ++strip) {
    const Rational until = place.back() * Rational(Integer(strip), Integer(count));
    const auto end = std::upper_bound(place.begin(), place.end(), until) - place.begin();
    const std::size_t last = strip == count ? points.size() - 1 : static_cast<std::size_t>(end) - 1;
    if (last <= first) continue;
    layout.strips.push_back(equal_strip(points, place, first, last, left, right));
    first = last;
  }
  return layout;
}

}  // namespace ftcert
