// The horizontal layout of a picture along a direction: one or several strips of samples and kinks.
//
// Purpose: positions that let every changed sample and every kink be seen. Linear where that suffices;
// otherwise samples and kinks are equally spaced in their order, runs of unchanged samples without a kink are
// shortened, and long pictures are cut into strips.
#pragma once

#include <vector>

#include "ftcert/explain/axis.hpp"

namespace ftcert {

struct ControlPoint {
  Rational t;
  bool kink = false;
  bool changed = false;  // a sample that changes
  // Neither end of the gap behind a quiet point is a kink or changed, so g is 0 there.
  bool quiet() const { return !kink && !changed; }
};

struct AxisStrip {
  Axis axis;
  std::vector<Rational>
      bends;  // increasing, both ends included: where a piecewise linear function may bend on the picture
  std::vector<Rational> ticks;
};

struct Layout {
  bool linear = true;
  std::vector<AxisStrip> strips;  // neighbours share an end
};

// Samples and kinks together, strictly increasing; `samples` increasing, `changed` as many entries, kinks
// strictly increasing.
std::vector<ControlPoint> control_points(const std::vector<Rational>& samples, const std::vector<bool>& changed,
                                         const std::vector<Rational>& kinks);

// Strips between pixels left and right. points: at least one.
Layout make_layout(const std::vector<ControlPoint>& points, const Rational& left, const Rational& right,
                   std::size_t most_strips);

}  // namespace ftcert
