#include <algorithm>
#include <numeric>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/panel.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/pieces/ridge.hpp"

namespace ftcert {

namespace {

constexpr int kWidth = 1000, kLeft = 66, kHeader = 138;
constexpr std::size_t kMostPanels = 12, kMostOutputs = 4;
constexpr std::string_view kCurves[] = {"curve", "curve2", "curve3", "curve4"};

// One form as a piecewise linear function of p = u.x.
class FormFunction {
 public:
  FormFunction(const RidgeForm& form, std::size_t outputs) : form_(form), outputs_(outputs) {}
  Rational value(const Rational& p, std::size_t c) const {
    const auto piece =
        static_cast<std::size_t>(std::upper_bound(form_.kinks.begin(), form_.kinks.end(), p) - form_.kinks.begin());
    const Rational& slope = form_.slope[piece * outputs_ + c];
    return slope.is_zero() ? form_.intercept[piece * outputs_ + c] : slope * p + form_.intercept[piece * outputs_ + c];
  }
  bool contributes(const Rational& p) const {
    for (std::size_t c = 0; c < outputs_; ++c) {
      if (!value(p, c).is_zero()) return true;
    }
    return false;
  }

 private:
  const RidgeForm& form_;
  std::size_t outputs_;
};

class FormPicture {
 public:
  FormPicture(const PictureSubject& subject, const Residuals& residuals, const std::optional<Integer>& most_work)
      : c_(subject),
        residuals_(residuals),
        work_(most_work),
        sum_(subject.g, &work_),
        all_outputs_(subject.g.outputs()),
        outputs_(std::min(all_outputs_, kMostOutputs)) {
    charge();
    for (const RidgeForm& form : sum_.forms()) {
      const FormFunction function(form, all_outputs_);
      std::vector<std::size_t> served;
      for (std::size_t i = 0; i < residuals.points.count; ++i) {
        if (residuals.changed[i] && function.contributes(dot(form.direction, residuals.points.row(i))))
          served.push_back(i);
      }
      served_.push_back(std::move(served));
    }
    shown_.resize(sum_.forms().size());
    std::iota(shown_.begin(), shown_.end(), std::size_t{0});
    std::stable_sort(shown_.begin(), shown_.end(),
                     [this](std::size_t a, std::size_t b) { return served_[a].size() > served_[b].size(); });
    shown_.resize(std::min(shown_.size(), kMostPanels));
  }

  std::string draw() {
    // Few panels are larger.
    const std::size_t columns = shown_.size() <= 4 ? 2 : 3;
    const int step = (kWidth - 34) / static_cast<int>(columns), width = step - 76, height = columns == 2 ? 220 : 150,
              row = height + 86;
    const std::size_t rows = (shown_.size() + columns - 1) / columns;
    const std::size_t bottom = kHeader + rows * static_cast<std::size_t>(row);
    Svg svg(kWidth, bottom + deviation_height(c_), c_.title, style_of(c_));
    draw_header(svg);
    for (std::size_t s = 0; s < shown_.size(); ++s) {
      const Box box{kLeft + static_cast<int>(s % columns) * step, kHeader + 20 + static_cast<int>(s / columns) * row,
                    width, height};
      draw_form(svg, box, shown_[s]);
    }
    draw_deviations(svg, c_, residuals_, bottom);
    return svg.finish();
  }

 private:
  // Every form at every sample.
  void charge() {
    std::size_t longest = 0;
    for (const RidgeForm& form : sum_.forms()) {
      longest = std::max({longest, most_bits(form.direction), most_bits(form.slope), most_bits(form.intercept)});
    }
    const std::uint64_t each = rational_work(longest + most_bits(residuals_.points.entries));
    const Integer pairs = Integer(sum_.forms().size()) * residuals_.points.count;
    work_.charge(pairs * Integer(c_.g.inputs() + 2 * all_outputs_) * each);
  }

  void draw_header(Svg& svg) const {
    svg.text({24, 30}, Anchor::kStart, "title", c_.title);
    svg.text({24, 50}, Anchor::kStart, "subtitle", c_.source + ".");
    const std::size_t forms = sum_.forms().size();
    std::string text = forms == 1 ? std::string("g is a function of one linear form p = u\u00b7x of the features")
                                  : "g is a sum of " + counted(forms, "function") +
                                        ", each of one linear form p = u\u00b7x of the features; each panel shows one";
    if (forms > shown_.size())
      text += " (" + std::to_string(forms - shown_.size()) + " that serve the fewest samples are left out)";
    svg.text({24, 67}, Anchor::kStart, "subtitle", text + ".");
    svg.text({24, 84}, Anchor::kStart, "subtitle",
             "Horizontally q = (p \u2212 c) / h, with the first and last kink at q = \u22121 and q = 1; "
             "samples farther out are counted at the sides.");
    int x = 30;
    const auto entry = [&](const std::string& label, int width) {
      svg.text({Rational(x + 14), 109}, Anchor::kStart, "", label);
      x += width;
    };
    svg.circle({Rational(x), 105}, 4, "changed legend");
    entry("changed sample that it serves", 200);
    svg.dots({{Rational(x), 105}}, "unchanged legend");
    entry("sample that it leaves alone", 190);
    for (std::size_t c = 0; c < outputs_; ++c) {
      svg.line({Rational(x - 10), 105}, {Rational(x + 10), 105}, kCurves[c]);
      entry(all_outputs_ == 1 ? "its part of g" : "output " + std::to_string(c + 1), all_outputs_ == 1 ? 110 : 85);
    }
    svg.kink({Rational(x), 105}, true, " legend");
    entry("convex kink", 100);
    svg.kink({Rational(x), 105}, false, " legend");
    entry("concave kink", 120);
    if (all_outputs_ > outputs_) entry(counted(all_outputs_ - outputs_, "more output") + " not drawn", 150);
  }

  // The middle of the kinks and half their distance; for a single kink the greatest distance of a sample from
  // it.
  static std::pair<Rational, Rational> centre_and_half(const RidgeForm& form, const std::vector<Rational>& p) {
    const Rational centre = (form.kinks.front() + form.kinks.back()) / Rational(2);
    Rational half = (form.kinks.back() - form.kinks.front()) / Rational(2);
    if (half.is_zero()) {
      for (const Rational& value : p) half = std::max(half, abs(value - centre));
    }
    return {centre, half.is_zero() ? Rational(1) : half};
  }

  void draw_form(Svg& svg, const Box& box, std::size_t index) const {
    const RidgeForm& form = sum_.forms()[index];
    const FormFunction function(form, all_outputs_);
    std::vector<Rational> p;
    for (std::size_t i = 0; i < residuals_.points.count; ++i)
      p.push_back(dot(form.direction, residuals_.points.row(i)));
    const auto [centre, half] = centre_and_half(form, p);
    const Rational low = centre - half * Rational(8, 5), high = centre + half * Rational(8, 5);
    std::vector<Rational> values{0};
    for (std::size_t c = 0; c < outputs_; ++c) {
      for (const Rational& kink : form.kinks) values.push_back(function.value(kink, c));
      for (const std::size_t i : served_[index]) values.push_back(function.value(p[i], c));
    }
    const auto [bottom, top] = range_around(values);
    Panel panel(svg, box, Axis({low, high}, {box.left, box.right()}), bottom, top);
    panel.draw_frame(5);
    std::vector<Tick> ticks;
    for (const int q : {-1, 0, 1})
      ticks.push_back({centre + Rational(q) * half, q == -1 ? "\u22121" : std::to_string(q)});
    panel.draw_x_ticks(ticks);
    std::vector<Rational> bends{low};
    bends.insert(bends.end(), form.kinks.begin(), form.kinks.end());
    bends.push_back(high);
    for (std::size_t c = 0; c < outputs_; ++c) {
      panel.draw_curve(
          bends, [&](const Rational& at) { return function.value(at, c); }, kCurves[c]);
    }
    draw_samples(svg, panel, function, p, low, high);
    for (const std::size_t i : served_[index]) {
      for (std::size_t c = 0; c < outputs_; ++c) {
        const Rational value = function.value(p[i], c);
        if (low <= p[i] && p[i] <= high && !value.is_zero() && panel.shows(value))
          svg.circle(panel.at(p[i], value), Rational(17, 5), "changed");
      }
    }
    for (std::size_t c = 0; c < outputs_; ++c) {
      for (std::size_t k = 0; k < form.kinks.size(); ++k) {
        const int sign = (form.slope[(k + 1) * all_outputs_ + c] - form.slope[k * all_outputs_ + c]).sign();
        const Rational value = function.value(form.kinks[k], c);
        if (sign != 0 && panel.shows(value)) svg.kink(panel.at(form.kinks[k], value), sign > 0);
      }
    }
    draw_caption(svg, box, index, centre, half);
  }

  void draw_samples(Svg& svg, const Panel& panel, const FormFunction& function, const std::vector<Rational>& p,
                    const Rational& low, const Rational& high) const {
    std::size_t left = 0, right = 0;
    std::vector<Point> still;
    for (std::size_t i = 0; i < p.size(); ++i) {
      if (p[i] < low) {
        ++left;
      } else if (p[i] > high) {
        ++right;
      } else if (!function.contributes(p[i])) {
        still.push_back(panel.at(p[i], 0));
      } else if (!residuals_.changed[i]) {  // other forms cancel what this one adds
        for (std::size_t c = 0; c < outputs_; ++c) {
          const Rational value = function.value(p[i], c);
          if (panel.shows(value)) svg.circle(panel.at(p[i], value), 3, "shared");
        }
      }
    }
    std::sort(still.begin(), still.end(), [](const Point& a, const Point& b) { return a.x < b.x; });
    svg.dots(still, "unchanged");
    const Box& box = panel.box();
    if (left > 0) svg.text({box.left, box.bottom() + 15}, Anchor::kStart, "small", "\u2190 " + std::to_string(left));
    if (right > 0) svg.text({box.right(), box.bottom() + 15}, Anchor::kEnd, "small", std::to_string(right) + " \u2192");
  }

  void draw_caption(Svg& svg, const Box& box, std::size_t index, const Rational& centre, const Rational& half) const {
    const RidgeForm& form = sum_.forms()[index];
    svg.text({box.left, box.top - 7}, Anchor::kStart, "heading",
             "form " + std::to_string(index + 1) + ": " + counted(form.kinks.size(), "kink") + ", serves " +
                 counted(served_[index].size(), "sample"));
    std::string rows;
    for (const std::size_t i : served_[index]) rows += (rows.empty() ? "samples " : ", ") + std::to_string(i + 1);
    svg.text({box.left, box.bottom() + 32}, Anchor::kStart, "small",
             shortened(rows, box.width > Rational(300) ? 75 : 46));
    svg.text({box.left, box.bottom() + 45}, Anchor::kStart, "small",
             "c \u2248 " + rounded(centre, 5) + ", h \u2248 " + rounded(half, 5) + " (rounded)");
  }

  const PictureSubject& c_;
  const Residuals& residuals_;
  WorkMeter work_;
  RidgeSum sum_;
  std::size_t all_outputs_, outputs_;             // those drawn
  std::vector<std::vector<std::size_t>> served_;  // per form: the changed samples at which it is not zero
  std::vector<std::size_t> shown_;                // forms that get a panel, most samples first
};

}  // namespace

std::string form_picture(const PictureSubject& subject, const Residuals& residuals,
                         const std::optional<Integer>& most_work) {
  return FormPicture(subject, residuals, most_work).draw();
}

}  // namespace ftcert
