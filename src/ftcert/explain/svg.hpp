// A writer of small SVG files.
//
// Purpose: pictures as a function of their content alone: self-contained, no script, no font file,
// coordinates rounded exactly to 1/100 pixel, the same bytes everywhere. x grows to the right, y downwards,
// in pixels.
//
//   Svg svg(200, 100, "A title");
//   svg.circle({10, 20}, 3, "changed");
//   std::string bytes = svg.finish();
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

struct Point {
  Rational x;
  Rational y;
};

enum class Anchor { kStart, kMiddle, kEnd };

// `kind` is the element's class: "changed", "unchanged", "shared" (samples), "convex", "concave" (kinks), and
// others; see the style sheet in svg.cpp. Marks in legends have the class "legend" as well.
class Svg {
 public:
  // `title` is what a reader program says and a browser shows as tooltip. `style` are the rules for the classes; empty: the picture is a
  // part of a page that has them.
  Svg(std::size_t width, std::size_t height, std::string_view title, std::string_view style = style_sheet());
  static std::string_view style_sheet();  // CSS

  void line(const Point& from, const Point& to, std::string_view kind);
  void rectangle(const Point& corner, const Rational& width, const Rational& height, std::string_view kind);
  // Nothing for fewer than two points.
  void polyline(const std::vector<Point>& points, std::string_view kind);
  // The inside of a closed line. Nothing for fewer than three points.
  void area(const std::vector<Point>& outline, std::string_view kind);
  void circle(const Point& centre, const Rational& radius, std::string_view kind);
  // A triangle, class "convex" (points up) or "concave" (down), followed by `also`; 12 pixels wide times scale.
  void kink(const Point& centre, bool convex, std::string_view also = "", const Rational& scale = 1);
  void text(const Point& at, Anchor anchor, std::string_view kind, std::string_view text);
  // Many equal dots as one element.
  void dots(const std::vector<Point>& centres, std::string_view kind);

  std::string finish() const { return finish(style_); }
  // The same picture with other rules.
  std::string finish(std::string_view style) const;

 private:
  std::string size_, title_, style_, body_;
};

// Text for XML: & < > " replaced, bytes outside printable ASCII and well-formed UTF-8 as '?'.
std::string xml_text(std::string_view text);

}  // namespace ftcert
