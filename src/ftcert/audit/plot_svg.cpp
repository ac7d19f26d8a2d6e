#include "ftcert/audit/plot_svg.hpp"

#include <algorithm>

#include "ftcert/core/number_text.hpp"
#include "ftcert/explain/panel.hpp"

namespace ftcert::audit {

namespace {

constexpr int kWidth = 480, kLeft = 44, kRight = 468, kPlotHeight = 270, kLegendTop = 20, kLegendLine = 18,
              kLegendColumn = 232;

struct Curve {
  std::string name, kind;
  std::vector<Rational> x, y;

  bool has_marks() const {
    return kind == "certified" || kind == "network" || kind == "network-2" || kind == "measured";
  }
};

Curve curve_of(const nlohmann::ordered_json& series) {
  Curve curve{series["name"].get<std::string>(), series["kind"].get<std::string>(), {}, {}};
  for (const auto& point : series["points"]) {
    curve.x.push_back(read_rational(point[0].get<std::string>()));
    curve.y.push_back(read_rational(point[1].get<std::string>()));
  }
  return curve;
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
  explicit Drawing(const nlohmann::ordered_json& plot)
      : x_(plot["x"].get<std::string>()), y_(plot["y"].get<std::string>()), caption_(plot["caption"]) {
    for (const auto& series : plot["series"]) curves_.push_back(curve_of(series));
  }

  std::string draw(std::string_view style) {
    Rational low = curves_.front().x.front(), high = low;
    std::vector<Rational> values;
    for (const Curve& c : curves_) {
      low = std::min(low, c.x.front());
      high = std::max(high, c.x.back());
      values.insert(values.end(), c.y.begin(), c.y.end());
    }
    const Rational most = *std::max_element(values.begin(), values.end());
    const int lines = static_cast<int>(curves_.size() + 1) / 2, top = kLegendTop + lines * kLegendLine + 18;
    Svg svg(kWidth, static_cast<std::size_t>(top + kPlotHeight + 40), caption_ + ". " + summary(), style);
    draw_legend(svg);
    const Rational room = (high - low) / Rational(60);
    Panel panel(svg, {kLeft, top, kRight - kLeft, kPlotHeight},
                Axis({low - room, high + room}, {Rational(kLeft), Rational(kRight)}), 0,
                most.is_zero() ? Rational(1) : most * Rational(21, 20));
    panel.draw_frame(6);
    panel.draw_x_ticks(round_ticks(low, high, 8));
    svg.text({kLeft, Rational(top - 8)}, Anchor::kStart, "heading", y_);
    svg.text({kRight, Rational(top + kPlotHeight + 32)}, Anchor::kEnd, "heading", x_);
    for (const char* bound : {"claimed", "theorem"}) shade(svg, panel, bound);
    for (const Curve& c : curves_) {
      if (c.has_marks()) continue;
      panel.draw_curve(
          c.x, [&c](const Rational& x) { return c.y[index(c, x)]; }, c.kind);
    }
    for (const bool certified : {true, false}) {  // a dot may lie in a triangle
      for (const Curve& c : curves_) {
        if (!c.has_marks() || (c.kind == "certified") != certified) continue;
        for (std::size_t i = 0; i < c.x.size(); ++i) draw_mark(svg, panel.at(c.x[i], c.y[i]), c.kind);
      }
    }
    return svg.finish();
  }

 private:
  static std::size_t index(const Curve& c, const Rational& x) {
    return static_cast<std::size_t>(std::lower_bound(c.x.begin(), c.x.end(), x) - c.x.begin());
  }

  std::string summary() const {
    std::string text = y_ + " against " + x_ + ":";
    for (const Curve& c : curves_) text += (&c == curves_.data() ? " " : "; ") + c.name;
    return text + ".";
  }

  void draw_legend(Svg& svg) const {
    for (std::size_t i = 0; i < curves_.size(); ++i) {
      const Rational x(14 + static_cast<int>(i % 2) * kLegendColumn),
          y(kLegendTop + static_cast<int>(i / 2) * kLegendLine - 4);
      if (curves_[i].has_marks()) {
        draw_mark(svg, {x + 10, y}, curves_[i].kind);
      } else {
        svg.line({x, y}, {x + 20, y}, curves_[i].kind);
      }
      svg.text({x + 27, y + 4}, Anchor::kStart, "", curves_[i].name);
    }
  }

  // The interval between the lower and the upper bound.
  void shade(Svg& svg, const Panel& panel, const std::string& bound) const {
    std::vector<Point> outline;
    for (const Curve& c : curves_) {
      if (c.kind != bound + "-lower") continue;
      for (std::size_t i = 0; i < c.x.size(); ++i) outline.push_back(panel.at(c.x[i], c.y[i]));
    }
    const std::size_t below = outline.size();
    for (const Curve& c : curves_) {
      if (c.kind != bound + "-upper") continue;
      for (std::size_t i = c.x.size(); i-- > 0;) outline.push_back(panel.at(c.x[i], c.y[i]));
    }
    if (below > 0 && outline.size() > below) svg.area(outline, bound + "-band");
  }

  std::string x_, y_, caption_;
  std::vector<Curve> curves_;
};

}  // namespace

std::string plot_svg(const nlohmann::ordered_json& plot, std::string_view style) { return Drawing(plot).draw(style); }

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

}  // namespace ftcert::audit
