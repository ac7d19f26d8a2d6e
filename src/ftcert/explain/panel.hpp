// One coordinate system of a picture: frame, ticks, curve and marks, clipped exactly to the frame.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ftcert/core/specification.hpp"
#include "ftcert/explain/axis.hpp"
#include "ftcert/explain/svg.hpp"

namespace ftcert {

struct Box {
  Rational left, top, width, height;  // pixels
  Rational right() const { return left + width; }
  Rational bottom() const { return top + height; }
};

class Panel {
 public:
  // Shows values of the axis between its pixels box.left and box.right(), and y values low .. high (low <
  // high).
  Panel(Svg& svg, const Box& box, Axis axis, const Rational& low, const Rational& high);

  // The frame, horizontal grid lines with their numbers, the zero line.
  void draw_frame(unsigned y_ticks);
  void draw_x_ticks(const std::vector<Tick>& ticks);
  // The piecewise linear curve through value(x) at the given increasing x, without what lies outside the
  // frame.
  void draw_curve(const std::vector<Rational>& x, const std::function<Rational(const Rational&)>& value,
                  std::string_view kind);
  // What may be at x: a bar of class "allowed" as far as the frame shows it, with a line of class "cap" at each end that there is and is shown.
  void draw_bar(const Rational& x, const Interval& interval);

  Point at(const Rational& x, const Rational& y) const { return {x_.at(x), y_.at(y)}; }
  // Whether y is between low and high.
  bool shows(const Rational& y) const { return low_ <= y && y <= high_; }
  const Box& box() const { return box_; }

 private:
  Svg& svg_;
  Box box_;
  Axis x_;
  Axis y_;
  Rational low_;
  Rational high_;
};

// Rules of the style sheet for draw_bar().
inline constexpr std::string_view kBarStyle =
    R"(.allowed { stroke: #d55e00; stroke-width: 3; stroke-opacity: 0.45 }
.cap { stroke: #000; stroke-width: 1.2 }
)";

// A range around the values with room at both ends, [-1, 1] when they are all zero. Zero is in it.
std::pair<Rational, Rational> range_around(const std::vector<Rational>& values);

}  // namespace ftcert
