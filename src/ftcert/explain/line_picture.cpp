#include <algorithm>
#include <numeric>

#include "ftcert/explain/control_points.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/panel.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

constexpr int kWidth = 1000, kLeft = 84, kRight = 976, kHeader = 143, kBetween = 56;
constexpr std::size_t kMostOutputs = 6, kMostStrips = 6;
constexpr std::size_t kDense = 50;  // kinks in a strip beyond which their marks are smaller

class LinePicture {
 public:
  LinePicture(const PictureSubject& subject, const Residuals& residuals, const DirectionView& view)
      : c_(subject),
        residuals_(residuals),
        view_(view),
        order_(residuals.points.count),
        all_outputs_(subject.g.outputs()),
        outputs_(std::min(all_outputs_, kMostOutputs)) {
    std::vector<Rational> t;
    for (std::size_t i = 0; i < order_.size(); ++i) t.push_back(dot(view.direction, residuals.points.row(i)));
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(), [&t](std::size_t a, std::size_t b) { return t[a] < t[b]; });
    std::vector<bool> changed;
    for (const std::size_t i : order_) {
      t_.push_back(t[i]);
      changed.push_back(residuals.changed[i]);
    }
    const std::vector<Rational> none;
    layout_ = make_layout(control_points(t_, changed, view.everywhere ? view.pieces.kinks : none), kLeft, kRight,
                          outputs_ == 1 ? kMostStrips : 2);
  }

  std::string draw() {
    const std::size_t panels = outputs_ * layout_.strips.size();
    panel_height_ = panels == 1 ? 330 : panels <= 3 ? 190 : 140;
    const std::size_t height = kHeader + panels * static_cast<std::size_t>(panel_height_ + kBetween);
    Svg svg(kWidth, height + deviation_height(c_), c_.title, style_of(c_));
    draw_header(svg);
    int top = kHeader;
    for (std::size_t c = 0; c < outputs_; ++c) {
      const auto [low, high] = range(c);
      for (std::size_t s = 0; s < layout_.strips.size(); ++s, top += panel_height_ + kBetween) {
        Panel panel(svg, {kLeft, top, kRight - kLeft, panel_height_}, layout_.strips[s].axis, low, high);
        draw_panel(svg, panel, c, s);
        if (s == 0) {
          svg.text({kLeft, Rational(top - 7)}, Anchor::kStart, "heading",
                   (c_.specification == nullptr ? "y \u2212 f, g" : "g") +
                       (all_outputs_ > 1 ? ": output " + std::to_string(c + 1) : std::string()));
        }
        svg.text({kRight, Rational(top + panel_height_ + 29)}, Anchor::kEnd, "heading", "t");
      }
    }
    draw_deviations(svg, c_, residuals_, height);
    return svg.finish();
  }

 private:
  void draw_header(Svg& svg) const {
    svg.text({24, 30}, Anchor::kStart, "title", c_.title);
    svg.text({24, 50}, Anchor::kStart, "subtitle",
             c_.source +
                 (c_.specification == nullptr ? ". Drawn: y \u2212 f at the samples, and g"
                                              : ". Drawn: what g is, and may be, at the samples, and g") +
                 (view_.everywhere ? ", which depends on t alone" : "") + ".");
    std::string axis = c_.g.inputs() == 1 && view_.direction[0] == 1
                           ? "t = x"
                           : "t = a\u00b7x, a = " + shortened(direction_text(view_.direction), 110);
    if (all_outputs_ > outputs_) axis += "; " + counted(all_outputs_ - outputs_, "more output") + " not drawn";
    svg.text({24, 67}, Anchor::kStart, "subtitle", axis);
    svg.text(
        {24, 84}, Anchor::kStart, "subtitle",
        layout_.linear
            ? "Labels of the axes are rounded where they are long."
            : "Samples and kinks are equally spaced, so straight pieces may look bent; runs of unchanged samples are "
              "shortened; labels of the t axis are rounded.");
    int x = 30;
    const auto entry = [&](const std::string& text, int width) {
      svg.text({Rational(x + 14), 109}, Anchor::kStart, "", text);
      x += width;
    };
    svg.circle({Rational(x), 105}, 4, "changed legend");
    entry("changed sample (" + std::to_string(c_.changed) + ")", 165);
    svg.dots({{Rational(x), 105}}, "unchanged legend");
    entry("unchanged sample, g = 0 (" + std::to_string(c_.samples - c_.changed) + ")", 235);
    if (!view_.everywhere) {
      entry("g does not depend on t alone: no curve", 280);
      return;
    }
    svg.line({Rational(x - 10), 105}, {Rational(x + 10), 105}, "curve");
    entry("g", 50);
    std::size_t convex = 0, concave = 0;
    for (std::size_t c = 0; c < outputs_; ++c) {
      for (std::size_t k = 0; k < view_.pieces.kinks.size(); ++k) {
        const int sign = view_.pieces.slope_change(k, c).sign();
        convex += sign > 0 ? 1 : 0;
        concave += sign < 0 ? 1 : 0;
      }
    }
    svg.kink({Rational(x), 105}, true, " legend");
    entry("convex kink (" + std::to_string(convex) + ")", 130);
    svg.kink({Rational(x), 105}, false, " legend");
    entry("concave kink (" + std::to_string(concave) + ")", 130);
  }

  bool dense() const { return view_.pieces.kinks.size() > kDense * layout_.strips.size(); }

  Rational g(const Rational& t, std::size_t c) const { return view_.pieces.value(t)[c]; }

  // Around the residuals, and the kinks unless they lie much farther out.
  std::pair<Rational, Rational> range(std::size_t c) const {
    std::vector<Rational> values{0};
    for (std::size_t i = 0; i < residuals_.values.count; ++i) values.push_back(residuals_.values.row(i)[c]);
    const auto [low, high] = range_around(values);
    const Rational span = high - low;
    const auto include = [&, low = low, high = high](const Rational& value) {
      if (low - span <= value && value <= high + span) values.push_back(value);
    };
    for (const SpecifiedEntry& e : bars(c)) {
      const Interval interval = bar(e);
      if (interval.low) include(*interval.low);
      if (interval.high) include(*interval.high);
    }
    for (std::size_t k = 0; view_.everywhere && k < view_.pieces.kinks.size(); ++k)
      include(g(view_.pieces.kinks[k], c));
    return range_around(values);
  }

  // What a component may be, where that is an interval.
  std::vector<SpecifiedEntry> bars(std::size_t c) const {
    std::vector<SpecifiedEntry> result;
    if (c_.specification == nullptr || residuals_.specified->terms.classes()) return result;
    for (const SpecifiedEntry& e : c_.specification->entries) {
      if (e.component == c) result.push_back(e);
    }
    return result;
  }

  // As an interval of g.
  Interval bar(const SpecifiedEntry& e) const {
    return shifted(*residuals_.specified->interval(e.sample, e.component), -e.before);
  }

  void draw_panel(Svg& svg, Panel& panel, std::size_t c, std::size_t s) const {
    const AxisStrip& strip = layout_.strips[s];
    const bool last = s + 1 == layout_.strips.size();
    const auto mine = [&](const Rational& t) {  // the point between two strips belongs to the right one
      return strip.axis.low() <= t && (last ? t <= strip.axis.high() : t < strip.axis.high());
    };
    panel.draw_frame(panel_height_ > 200 ? 7 : 4);
    panel.draw_x_ticks(labelled(strip.ticks));
    if (view_.everywhere)
      panel.draw_curve(
          strip.bends, [this, c](const Rational& t) { return g(t, c); }, "curve");
    for (const SpecifiedEntry& e : bars(c)) {
      const Rational t = dot(view_.direction, residuals_.points.row(e.sample));
      if (mine(t)) panel.draw_bar(t, bar(e));
    }
    std::vector<Point> still;
    for (std::size_t r = 0; r < order_.size(); ++r) {
      if (!mine(t_[r]) || !residuals_.values.row(order_[r])[c].is_zero()) continue;
      const Point p = panel.at(t_[r], 0);
      if (still.empty() || p.x - still.back().x >= Rational(1, 2)) still.push_back(p);
    }
    svg.dots(still, "unchanged");
    for (std::size_t r = 0; r < order_.size(); ++r) {
      const Rational& residual = residuals_.values.row(order_[r])[c];
      if (!mine(t_[r]) || residual.is_zero()) continue;
      svg.circle(panel.at(t_[r], residual), dense() ? Rational(12, 5) : Rational(17, 5), "changed");
      if (c_.enclosures != nullptr) draw_enclosure(svg, panel, t_[r], order_[r], c);
    }
    if (view_.everywhere) draw_kinks(svg, panel, c, mine);
  }

  // From the least to the greatest result, with a cap at each.
  void draw_enclosure(Svg& svg, const Panel& panel, const Rational& t, std::size_t i, std::size_t c) const {
    const Rational &value = c_.enclosures->values.row(i)[c], &error = c_.enclosures->errors.row(i)[c];
    if (!panel.shows(value - error) || !panel.shows(value + error)) return;
    const Point low = panel.at(t, value - error), high = panel.at(t, value + error);
    svg.line(low, high, "enclosure");
    for (const Point& end : {low, high}) svg.line({end.x - 5, end.y}, {end.x + 5, end.y}, "cap");
  }

  template <class Mine>
  void draw_kinks(Svg& svg, const Panel& panel, std::size_t c, const Mine& mine) const {
    std::size_t outside = 0;
    for (std::size_t k = 0; k < view_.pieces.kinks.size(); ++k) {
      const Rational& t = view_.pieces.kinks[k];
      const int sign = view_.pieces.slope_change(k, c).sign();
      if (sign == 0 || !mine(t)) continue;
      const Rational value = g(t, c);
      if (panel.shows(value)) {
        svg.kink(panel.at(t, value), sign > 0, "", dense() ? Rational(7, 10) : Rational(1));
      } else {
        ++outside;
      }
    }
    if (outside > 0) {
      svg.text({panel.box().right(), panel.box().top - 5}, Anchor::kEnd, "small",
               counted(outside, "kink") + " above or below this picture");
    }
  }

  const PictureSubject& c_;
  const Residuals& residuals_;
  const DirectionView& view_;
  std::vector<std::size_t> order_;     // samples by t
  std::size_t all_outputs_, outputs_;  // those drawn
  std::vector<Rational> t_;            // increasing
  Layout layout_;
  int panel_height_ = 0;
};

}  // namespace

std::string line_picture(const PictureSubject& subject, const Residuals& residuals, const DirectionView& view) {
  return LinePicture(subject, residuals, view).draw();
}

}  // namespace ftcert
