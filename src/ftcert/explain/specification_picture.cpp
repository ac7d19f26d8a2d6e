// How much room f + g leaves at the samples that are specified, as bars below a picture.
#include <algorithm>

#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/panel.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

constexpr int kLeft = 84, kRight = 976;

// Those with the least room, in the order of the samples. An interval of one number leaves none.
std::vector<SpecifiedEntry> bars_of(const SpecifiedFacts& facts, const Specified& specified) {
  std::vector<SpecifiedEntry> bars;
  for (const SpecifiedEntry& e : facts.entries) {
    const bool one = !specified.terms.classes() &&
                     specified.interval(e.sample, e.component)->low == specified.interval(e.sample, e.component)->high;
    if (!one) bars.push_back(e);
  }
  if (bars.size() <= kMostBars) return bars;
  std::vector<Rational> rooms;
  for (const SpecifiedEntry& e : bars) rooms.push_back(e.room);
  std::ranges::nth_element(rooms, rooms.begin() + kMostBars - 1);
  std::erase_if(bars, [&](const SpecifiedEntry& e) { return e.room > rooms[kMostBars - 1]; });
  bars.resize(kMostBars);
  return bars;
}

}  // namespace

void draw_rooms(Svg& svg, const PictureSubject& subject, const Residuals& residuals, std::size_t top) {
  const Specified& specified = *residuals.specified;
  const bool classes = specified.terms.classes(), runs = subject.enclosures != nullptr;
  const std::vector<SpecifiedEntry> bars = bars_of(*subject.specification, specified);
  const Box box{kLeft, Rational(top) + kBarsTop, kRight - kLeft, kBarsHeight};
  svg.text({kLeft, box.top - 24}, Anchor::kStart, "heading",
           classes ? "By how much a class that the sample may be leads"
                   : "How far f + g is from the nearest end of what it may be");
  std::string legend = subject.specification->entries.empty() ? "nothing is specified"
                       : bars.empty() ? "every component that is specified may be one number alone"
                       : runs         ? "blue: in every execution; orange: what rounding may take"
                                      : "blue: of the real functions";
  if (classes) legend += "; dashed: the margin " + shortened(specified.terms.number.text(), 60);
  if (bars.size() == kMostBars) legend += "; the " + std::to_string(kMostBars) + " with the least room";
  svg.text({kLeft, box.top - 9}, Anchor::kStart, "small", legend);
  if (bars.empty()) return;
  const Rational margin = classes ? specified.terms.number : Rational(0);
  Rational high = margin;
  for (const SpecifiedEntry& e : bars) high = std::max(high, e.room + margin + e.error);
  high = high.is_zero() ? Rational(1) : high * Rational(11, 10);
  Panel panel(svg, box, Axis({0, Rational(bars.size() + 1)}, {kLeft, kRight}), 0, high);
  panel.draw_frame(5);
  const Rational half(3, 10);
  const auto bar = [&](std::size_t b, const Rational& from, const Rational& to, std::string_view kind) {
    const Point left = panel.at(Rational(b + 1) - half, to), right = panel.at(Rational(b + 1) + half, from);
    svg.rectangle(left, right.x - left.x, right.y - left.y, kind);
  };
  const bool components = !classes && specified.outputs() > 1;
  for (std::size_t b = 0; b < bars.size(); ++b) {
    const Rational least = bars[b].room + margin;
    bar(b, 0, least, "room");
    if (runs) bar(b, least, least + bars[b].error, "rounding");
    if (bars.size() > kMostNumbered && b % 5 != 0) continue;
    const std::string number =
        std::to_string(bars[b].sample + 1) + (components ? "." + std::to_string(bars[b].component + 1) : "");
    svg.text({panel.at(Rational(b + 1), 0).x, box.bottom() + 15}, Anchor::kMiddle, "small", number);
  }
  if (classes) svg.line(panel.at(0, margin), panel.at(Rational(bars.size() + 1), margin), "limit");
  svg.text({kRight, box.bottom() + 31}, Anchor::kEnd, "heading", components ? "sample.component" : "sample");
}

}  // namespace ftcert
