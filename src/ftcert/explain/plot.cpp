#include "ftcert/explain/plot.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "ftcert/explain/panel.hpp"

namespace ftcert {

namespace {

constexpr int kWidth = 480, kLeft = 44, kRight = 468, kPlotHeight = 270, kLegendTop = 20, kLegendLine = 18,
              kLegendColumn = 232;

// Drawn as marks at its points, not as a line through them.
bool has_marks(const Series& s) {
  return s.kind == "certified" || s.kind == "network" || s.kind == "network-2" || s.kind == "measured";
}

void draw_mark(Svg& svg, const Point& at, const std::string& kind) {
  if (kind == "certified") {
    svg.kink(at, true, " certified", Rational(3, 4));
  } else if (kind == "network-2") {
    svg.rectangle({at.x - Rational(5, 2), at.y - Rational(5, 2)}, 5, 5, kind);
  } else {
    svg.circle(at, Rational(11, 4), kind);
  }
}

class Drawing {
 public:
  // above: pixels for the caption, which a page says outside of the picture.
  Drawing(const Plot& plot, int above) : plot_(plot), above_(above) {}

  Svg draw() const {
    Rational low = plot_.series.front().points.front().first, high = low;
    std::vector<Rational> values;
    for (const Series& c : plot_.series) {
      low = std::min(low, c.points.front().first);
      high = std::max(high, c.points.back().first);
      for (const auto& point : c.points) values.push_back(point.second);
    }
    const Rational most = *std::max_element(values.begin(), values.end());
    const int lines = static_cast<int>(plot_.series.size() + 1) / 2,
              top = above_ + kLegendTop + lines * kLegendLine + 18;
    Svg svg(kWidth, static_cast<std::size_t>(top + kPlotHeight + 40), plot_.caption + ". " + summary(), "");
    if (above_ > 0) svg.text({14, Rational(above_)}, Anchor::kStart, "subtitle", plot_.caption);
    draw_legend(svg);
    const Rational room = (high - low) / Rational(60);
    Panel panel(svg, {kLeft, top, kRight - kLeft, kPlotHeight},
                Axis({low - room, high + room}, {Rational(kLeft), Rational(kRight)}), 0,
                most.is_zero() ? Rational(1) : most * Rational(21, 20));
    panel.draw_frame(6);
    panel.draw_x_ticks(round_ticks(low, high, 8));
    svg.text({kLeft, Rational(top - 8)}, Anchor::kStart, "heading", plot_.y);
    svg.text({kRight, Rational(top + kPlotHeight + 32)}, Anchor::kEnd, "heading", plot_.x);
    for (const char* whose : {"claimed", "theorem"}) shade(svg, panel, whose);
    for (const Series& c : plot_.series) {
      if (has_marks(c)) continue;
      std::vector<Rational> x;
      for (const auto& point : c.points) x.push_back(point.first);
      panel.draw_curve(
          x, [&c](const Rational& at) { return height(c, at); }, c.kind);
    }
    for (const bool certified : {true, false}) {  // a dot may lie in a triangle
      for (const Series& c : plot_.series) {
        if (!has_marks(c) || (c.kind == "certified") != certified) continue;
        for (const auto& [x, y] : c.points) draw_mark(svg, panel.at(x, y), c.kind);
      }
    }
    return svg;
  }

 private:
  static const Rational& height(const Series& c, const Rational& x) {
    return std::lower_bound(c.points.begin(), c.points.end(), x,
                            [](const auto& point, const Rational& at) { return point.first < at; })
        ->second;
  }

  std::string summary() const {
    std::string text = plot_.y + " against " + plot_.x + ":";
    for (const Series& c : plot_.series) text += (&c == plot_.series.data() ? " " : "; ") + c.name;
    return text + ".";
  }

  void draw_legend(Svg& svg) const {
    for (std::size_t i = 0; i < plot_.series.size(); ++i) {
      const Rational x(14 + static_cast<int>(i % 2) * kLegendColumn),
          y(above_ + kLegendTop + static_cast<int>(i / 2) * kLegendLine - 4);
      if (has_marks(plot_.series[i])) {
        draw_mark(svg, {x + 10, y}, plot_.series[i].kind);
      } else {
        svg.line({x, y}, {x + 20, y}, plot_.series[i].kind);
      }
      svg.text({x + 27, y + 4}, Anchor::kStart, "", plot_.series[i].name);
    }
  }

  // The interval between the lower and the upper bound.
  void shade(Svg& svg, const Panel& panel, const std::string& whose) const {
    std::vector<Point> outline;
    for (const Series& c : plot_.series) {
      if (c.kind != whose + "-lower") continue;
      for (const auto& [x, y] : c.points) outline.push_back(panel.at(x, y));
    }
    const std::size_t below = outline.size();
    for (const Series& c : plot_.series) {
      if (c.kind != whose + "-upper") continue;
      for (auto p = c.points.rbegin(); p != c.points.rend(); ++p) outline.push_back(panel.at(p->first, p->second));
    }
    if (below > 0 && outline.size() > below) svg.area(outline, whose + "-band");
  }

  const Plot& plot_;
  int above_;
};

}  // namespace

Svg plot_svg(const Plot& plot) { return Drawing(plot, 0).draw(); }

std::string plot_file(const Plot& plot) {
  constexpr int kCaption = 20;
  return Drawing(plot, kCaption).draw().finish(std::string(Svg::style_sheet()) + std::string(plot_style()));
}

// The colours of Okabe and Ito, as in explain/svg.cpp.
std::string_view plot_style() {
  return R"(.claimed-lower, .claimed-upper { fill: none; stroke: #b84a00; stroke-width: 1.6; stroke-dasharray: 6 3 }
.claimed-upper { stroke-dasharray: 2 2.5 }
.claimed-band { fill: #d55e00; fill-opacity: 0.09 }
.theorem-lower, .theorem-upper { fill: none; stroke: #0072b2; stroke-width: 1.7 }
.theorem-upper { stroke-width: 2.6 }
.theorem-band { fill: #0072b2; fill-opacity: 0.2 }
.certified { fill: #fff; stroke: #00724f; stroke-width: 1.4 }
.network { fill: #111; stroke: #fff; stroke-width: 0.6 }
.network-2 { fill: #aa3377; stroke: #fff; stroke-width: 0.6 }
.measured { fill: #fff; stroke: #444; stroke-width: 1.2 }
.expected { fill: none; stroke: #444; stroke-width: 1.4 }
)";
}

}  // namespace ftcert
