#include <algorithm>

#include "ftcert/explain/bound_line.hpp"
#include "ftcert/explain/control_points.hpp"
#include "ftcert/explain/panel.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/specification_words.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

// Below a panel: labels of the axis, then the intervals of the kinks, a band for each sign.
constexpr int kWidth = 1000, kLeft = 84, kRight = 976, kHeader = 143, kBand = 36, kLane = 6, kBetween = 86;
constexpr std::size_t kMostStrips = 6;
constexpr std::size_t kDense = 50;  // marks in a strip beyond which they are smaller

// Rules beside those of all pictures.
constexpr std::string_view kStyle =
    R"(.convex-chord { fill: none; stroke: #009e73; stroke-width: 1; stroke-dasharray: 4 3 }
.concave-chord { fill: none; stroke: #aa3377; stroke-width: 1; stroke-dasharray: 4 3 }
.convex-interval { stroke: #009e73; stroke-width: 3.5 }
.concave-interval { stroke: #aa3377; stroke-width: 3.5 }
.residuals { fill: none; stroke: #999; stroke-width: 1 }
)";

class BoundPicture {
 public:
  BoundPicture(const BoundCertificate& c, const Residuals& residuals) : c_(c), line_(bound_line(c, residuals)) {
    for (const LinePoint& point : c.line.points) kink_.push_back(point.kink);
    if (c.dimension == 1) show_coordinates(residuals);
    std::vector<bool> shown;  // not in a run that may be shortened
    for (std::size_t r = 0; r < line_.t.size(); ++r) shown.push_back(kink_[r] != 0 || !line_.z[r].zero());
    layout_ = make_layout(control_points(line_.t, shown, {}), kLeft, kRight, kMostStrips);
  }

  std::string draw() {
    const std::size_t panels = layout_.strips.size();
    panel_height_ = panels == 1 ? 330 : panels <= 3 ? 190 : 140;
    Svg svg(kWidth, kHeader + panels * static_cast<std::size_t>(panel_height_ + kBetween), bound_title(c_),
            std::string(Svg::style_sheet()) + std::string(kStyle) + std::string(line_.exact() ? "" : kBarStyle));
    draw_header(svg);
    const auto [low, high] = range_around(ends());
    int top = kHeader;
    for (std::size_t s = 0; s < panels; ++s, top += panel_height_ + kBetween) {
      Panel panel(svg, {kLeft, top, kRight - kLeft, panel_height_}, layout_.strips[s].axis, low, high);
      draw_panel(svg, panel, s);
      if (s == 0) {
        svg.text({kLeft, Rational(top - 7)}, Anchor::kStart, "heading",
                 (c_.specification ? "what g can be" : "y \u2212 f") +
                     (c_.outputs > 1 ? ": " + observed_text(c_.line.output, c_.outputs, {}) : std::string()));
      }
    }
    return svg.finish();
  }

 private:
  // With one feature the place is the feature itself, and it grows to the right.
  void show_coordinates(const Residuals& residuals) {
    for (std::size_t r = 0; r < line_.t.size(); ++r) line_.t[r] = residuals.points.row(c_.line.points[r].sample)[0];
    if (line_.t.front() < line_.t.back()) return;
    std::reverse(line_.t.begin(), line_.t.end());
    std::reverse(line_.z.begin(), line_.z.end());
    std::reverse(kink_.begin(), kink_.end());
  }

  // Of all residuals.
  std::vector<Rational> ends() const {
    std::vector<Rational> values;
    for (const Interval& z : line_.z) {
      for (const auto* end : {&z.low, &z.high}) {
        if (*end) values.push_back(**end);
      }
    }
    return values;
  }

  std::string axis() const {
    if (c_.dimension == 1) return "t = x";
    return "t: 0 at sample " + std::to_string(c_.line.points.front().sample + 1) + ", 1 at sample " +
           std::to_string(c_.line.points.back().sample + 1) + ", along the line through both";
  }

  void draw_header(Svg& svg) const {
    svg.text({24, 30}, Anchor::kStart, "title", bound_title(c_));
    svg.text({24, 50}, Anchor::kStart, "subtitle",
             counted(c_.claim.layers - 1, "hidden layer") + ", method " + std::string(c_.method->name) + ". Drawn: " +
                 (c_.specification ? "what g can be at " : "y \u2212 f at ") + counted(line_.t.size(), "sample") +
                 " of a line" + (c_.specification ? "." : ", where g has to take these values."));
    svg.text(
        {24, 67}, Anchor::kStart, "subtitle",
        axis() + ". A residual below (above) its chord forces a convex (concave) kink of g between the neighbours.");
    svg.text({24, 84}, Anchor::kStart, "subtitle",
             layout_.linear ? "Labels of the axes are rounded where they are long."
                            : "Samples are equally spaced, so straight chords may look bent; runs of samples with y = "
                              "f are shortened; labels "
                              "of the t axis are rounded.");
    int x = 30;
    const auto entry = [&](const std::string& text, int width) {
      svg.text({Rational(x + 14), 109}, Anchor::kStart, "", text);
      x += width;
    };
    const auto changed = static_cast<std::size_t>(
        std::count_if(line_.z.begin(), line_.z.end(), [](const Interval& z) { return !z.zero(); }));
    svg.circle({Rational(x), 105}, 4, "changed legend");
    entry((c_.specification ? "specified (" : "y \u2212 f is not 0 (") + std::to_string(changed) + ")", 135);
    svg.dots({{Rational(x), 105}}, "unchanged legend");
    entry((c_.specification ? "kept (" : "y = f (") + std::to_string(line_.z.size() - changed) + ")", 95);
    svg.kink({Rational(x), 105}, true, " legend");
    entry("convex kink forced, chord, interval (" + std::to_string(line_.kinks.convex.size()) + ")", 260);
    svg.kink({Rational(x), 105}, false, " legend");
    entry("concave kink forced, chord, interval (" + std::to_string(line_.kinks.concave.size()) + ")", 260);
  }

  void draw_panel(Svg& svg, Panel& panel, std::size_t s) const {
    const AxisStrip& strip = layout_.strips[s];
    const bool last = s + 1 == layout_.strips.size();
    const auto mine = [&](const Rational& t) {  // the point between two strips belongs to the right one
      return strip.axis.low() <= t && (last ? t <= strip.axis.high() : t < strip.axis.high());
    };
    panel.draw_frame(panel_height_ > 200 ? 7 : 4);
    panel.draw_x_ticks(labelled(strip.ticks));
    svg.text({panel.box().right(), panel.box().bottom() + 29}, Anchor::kEnd, "heading", "t");
    svg.text({kLeft - 6, panel.box().bottom() + kBand + 3 * kLane / 2 + 4}, Anchor::kEnd, "small", "kink inside");
    draw_residuals(svg, panel, strip, mine);
    for (std::size_t r = 0; r < kink_.size(); ++r) {
      if (kink_[r] == 0) continue;
      draw_chord(panel, strip, r);
      draw_interval(svg, panel, strip, r);
      if (mine(line_.t[r]))
        svg.kink(panel.at(line_.t[r], line_.middle(r, kink_[r])), kink_[r] > 0, "",
                 dense() ? Rational(7, 10) : Rational(1));
    }
  }

  bool dense() const { return line_.kinks.size() > kDense * layout_.strips.size(); }

  template <class Mine>
  void draw_residuals(Svg& svg, Panel& panel, const AxisStrip& strip, const Mine& mine) const {
    const bool exact = line_.exact();
    std::vector<Point> path, still, moved;
    for (std::size_t r = 0; r < line_.t.size(); ++r) {
      if (line_.t[r] < strip.axis.low() || line_.t[r] > strip.axis.high()) continue;
      const Interval& z = line_.z[r];
      if (!z.low || z.low != z.high) {
        if (mine(line_.t[r])) panel.draw_bar(line_.t[r], z);
        continue;
      }
      const Point p = panel.at(line_.t[r], *z.low);
      if (exact) path.push_back(p);
      if (!mine(line_.t[r])) continue;
      if (z.zero()) {
        if (still.empty() || p.x - still.back().x >= Rational(1, 2)) still.push_back(p);
      } else {
        moved.push_back(p);
      }
    }
    if (exact) svg.polyline(path, "residuals");
    for (const Point& p : moved) svg.circle(p, dense() ? Rational(12, 5) : Rational(17, 5), "changed");
    svg.dots(still, "unchanged");
  }

  // The part in this strip; on an axis that is not linear it bends where the axis does.
  void draw_chord(Panel& panel, const AxisStrip& strip, std::size_t r) const {
    const Rational from = std::max(line_.t[r - 1], strip.axis.low()), to = std::min(line_.t[r + 1], strip.axis.high());
    if (from >= to) return;
    std::vector<Rational> places{from};
    if (from < line_.t[r] && line_.t[r] < to) places.push_back(line_.t[r]);
    places.push_back(to);
    const Rational &before = line_.beside(r - 1, kink_[r]), &after = line_.beside(r + 1, kink_[r]);
    const Rational slope = (after - before) / (line_.t[r + 1] - line_.t[r - 1]);
    panel.draw_curve(
        places, [&](const Rational& t) { return before + slope * (t - line_.t[r - 1]); },
        kink_[r] > 0 ? "convex-chord" : "concave-chord");
  }

  void draw_interval(Svg& svg, const Panel& panel, const AxisStrip& strip, std::size_t r) const {
    const Rational from = std::max(line_.t[r - 1], strip.axis.low()), to = std::min(line_.t[r + 1], strip.axis.high());
    if (from >= to) return;
    // Intervals of neighbours with one sign overlap (exhaustion has such marks): alternately in two lanes.
    std::size_t run = r;
    while (run > 0 && kink_[run - 1] == kink_[r]) --run;
    const int lane = (kink_[r] > 0 ? 0 : 2) + static_cast<int>((r - run) % 2);
    const Point a = panel.at(from, 0), b = panel.at(to, 0);
    const Rational y = panel.box().bottom() + kBand + lane * kLane, gap = std::min(Rational(3, 2), (b.x - a.x) / 4);
    svg.line({a.x + gap, y}, {b.x - gap, y}, kink_[r] > 0 ? "convex-interval" : "concave-interval");
  }

  const BoundCertificate& c_;
  BoundLine line_;         // its kinks by position along the certificate's line
  std::vector<int> kink_;  // sign of the marked kink at each place of line_.t
  Layout layout_;
  int panel_height_ = 0;
};

}  // namespace

std::string bound_title(const BoundCertificate& c) {
  const std::string least = "At least " + counted(c.claim.neurons, "hidden neuron") + " for ";
  if (c.specification)
    return least + std::to_string(*c.claim.specified) + " specified of " + counted(c.claim.samples, "sample");
  return least + std::to_string(c.claim.changed) +
         (c.claim.changed == 1 ? " changed label of " : " changed labels of ") + counted(c.claim.samples, "sample");
}

std::string picture(const BoundCertificate& certificate, const Residuals& residuals) {
  if (!certificate.method->on_a_line()) return pattern_picture(certificate, residuals);
  return BoundPicture(certificate, residuals).draw();
}

}  // namespace ftcert
