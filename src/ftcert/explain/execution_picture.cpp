#include <algorithm>
#include <tuple>

#include "ftcert/core/error.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/panel.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

constexpr int kWidth = 1000, kLeft = 84, kRight = 976, kHeader = 96;

constexpr std::string_view kMarks =
    R"(.enclosure { stroke: #000; stroke-width: 1.2 }
.cap { stroke: #000; stroke-width: 1.2 }
.distance { fill: #0072b2 }
.rounding { fill: #e69f00 }
.limit { stroke: #d55e00; stroke-width: 1.4; stroke-dasharray: 6 3 }
)";

struct Bar {
  std::size_t sample, component;
  Rational real, rounding;
};

// Those that come closest to the deviation, in the order of the samples.
std::vector<Bar> bars_of(const PictureSubject& subject, const Residuals& residuals) {
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < residuals.values.count; ++i) {
    for (std::size_t k = 0; k < residuals.values.dimension; ++k) {
      const Rational& z = residuals.values.row(i)[k];
      if (!z.is_zero())
        bars.push_back({i, k, abs(subject.enclosures->values.row(i)[k] - z), subject.enclosures->errors.row(i)[k]});
    }
  }
  std::stable_sort(bars.begin(), bars.end(),
                   [](const Bar& a, const Bar& b) { return a.real + a.rounding > b.real + b.rounding; });
  bars.resize(std::min(bars.size(), kMostBars));
  std::sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) {
    return std::tie(a.sample, a.component) < std::tie(b.sample, b.component);
  });
  return bars;
}

std::string title_of(const ExecutionCertificate& c) {
  if (c.specification) {
    return counted(c.claim.neurons, "hidden neuron") + ": " + std::to_string(*c.claim.specified) + " of " +
           counted(c.claim.samples, "sample") + " are what is specified in every " + ieee_name(c.claim.arithmetic) +
           " execution";
  }
  return counted(c.claim.neurons, "hidden neuron") + " change " + std::to_string(c.claim.changed) + " of " +
         counted(c.claim.samples, "label") + " within " + rounded_up(c.claim.deviation, 3) + " in every " +
         ieee_name(c.claim.arithmetic) + " execution";
}

std::string source_of(const ExecutionCertificate& c) { return layers_text(c.g) + ", g in " + ieee_name(c.claim.g); }

std::string bars_alone(const PictureSubject& subject, const Residuals& residuals) {
  Svg svg(kWidth, kHeader + deviation_height(subject), subject.title, style_of(subject));
  svg.text({24, 30}, Anchor::kStart, "title", subject.title);
  svg.text({24, 50}, Anchor::kStart, "subtitle", subject.source + ".");
  svg.text({24, 67}, Anchor::kStart, "subtitle",
           "g has several hidden layers and no direction along which it can be drawn.");
  draw_deviations(svg, subject, residuals, kHeader);
  return svg.finish();
}

}  // namespace

std::size_t deviation_height(const PictureSubject& subject) {
  return subject.enclosures == nullptr && subject.specification == nullptr
             ? 0
             : std::size_t{kBarsTop + kBarsHeight + kBelowBars};
}

std::string style_of(const PictureSubject& subject) {
  std::string style(Svg::style_sheet());
  if (subject.enclosures != nullptr || subject.specification != nullptr) style += kMarks;
  if (subject.specification != nullptr) {
    style += kBarStyle;
    style += ".room { fill: #0072b2 }\n";
  }
  return style;
}

void draw_deviations(Svg& svg, const PictureSubject& subject, const Residuals& residuals, std::size_t top) {
  if (subject.specification != nullptr) return draw_rooms(svg, subject, residuals, top);
  if (subject.enclosures == nullptr) return;
  const std::vector<Bar> bars = bars_of(subject, residuals);
  const Rational high = subject.deviation->is_zero() ? Rational(1) : *subject.deviation * Rational(11, 10);
  const Box box{kLeft, Rational(top) + kBarsTop, kRight - kLeft, kBarsHeight};
  Panel panel(svg, box, Axis({0, Rational(bars.size() + 1)}, {kLeft, kRight}), 0, high);
  svg.text({kLeft, box.top - 24}, Anchor::kStart, "heading",
           "How far an execution of g may be from y \u2212 f where it changes");
  svg.text({kLeft, box.top - 9}, Anchor::kStart, "small",
           "blue: |g \u2212 (y \u2212 f)| of the real functions; orange: rounding; dashed: the stated deviation " +
               shortened(subject.deviation->text(), 60) +
               (bars.size() == kMostBars ? "; the " + std::to_string(kMostBars) + " that come closest to it" : ""));
  panel.draw_frame(5);
  const Rational half(3, 10);
  const auto bar = [&](std::size_t b, const Rational& from, const Rational& to, std::string_view kind) {
    const Point left = panel.at(Rational(b + 1) - half, to), right = panel.at(Rational(b + 1) + half, from);
    svg.rectangle(left, right.x - left.x, right.y - left.y, kind);
  };
  for (std::size_t b = 0; b < bars.size(); ++b) {
    bar(b, 0, bars[b].real, "distance");
    bar(b, bars[b].real, bars[b].real + bars[b].rounding, "rounding");
    if (bars.size() > kMostNumbered && b % 5 != 0) continue;
    const std::string number = std::to_string(bars[b].sample + 1) +
                               (residuals.values.dimension > 1 ? "." + std::to_string(bars[b].component + 1) : "");
    svg.text({panel.at(Rational(b + 1), 0).x, box.bottom() + 15}, Anchor::kMiddle, "small", number);
  }
  svg.line(panel.at(0, *subject.deviation), panel.at(Rational(bars.size() + 1), *subject.deviation), "limit");
  svg.text({kRight, box.bottom() + 31}, Anchor::kEnd, "heading",
           residuals.values.dimension > 1 ? "sample.component" : "sample");
}

std::string picture(const ExecutionCertificate& c, const Residuals& residuals, const ExecutionFacts& facts,
                    const std::optional<Integer>& most_work) {
  const Network g = of_the_points(c);
  const PictureSubject subject{g,
                               title_of(c),
                               source_of(c),
                               c.claim.samples,
                               c.claim.changed,
                               nullptr,
                               &facts.g,
                               &c.claim.deviation,
                               facts.specification ? &*facts.specification : nullptr};
  if (g.depth() > 2 && !view_along_direction(g, nullptr, most_work)) return bars_alone(subject, residuals);
  return picture(subject, residuals, most_work);
}

}  // namespace ftcert
