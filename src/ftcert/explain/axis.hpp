// Axes of pictures: exact monotone maps from values to pixels, and the places of their ticks.
//
// Purpose: a linear axis where it shows everything, and one on which given points are equally spaced where
// differences are too unequal for a linear one. Both are increasing piecewise linear maps, so a piecewise
// linear function stays one on the picture.
//
//   Axis axis({0, 10}, {100, 300});   // 0 at pixel 100, 10 at pixel 300
//   axis.at(Rational(5));             // 200
#pragma once

#include <string>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

class Axis {
 public:
  // At least two values, strictly increasing; as many positions, strictly monotone. Beyond the ends the map
  // continues linearly.
  Axis(std::vector<Rational> values, std::vector<Rational> positions);

  Rational at(const Rational& value) const;
  const Rational& low() const { return values_.front(); }
  const Rational& high() const { return values_.back(); }
  const std::vector<Rational>& values() const { return values_; }

 private:
  std::vector<Rational> values_;
  std::vector<Rational> positions_;
};

struct Tick {
  Rational value;
  std::string text;
};

// At most about `count` round numbers (1, 2 or 5 times a power of ten apart) in [low, high], low < high; text
// exact.
std::vector<Tick> round_ticks(const Rational& low, const Rational& high, unsigned count);

// The given increasing values with rounded texts, just as many digits as make neighbours differ; where eight do not, the text is empty.
std::vector<Tick> labelled(const std::vector<Rational>& values);

}  // namespace ftcert
