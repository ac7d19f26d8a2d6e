#include "ftcert/construct/line/level_piece.hpp"

#include <algorithm>
#include <utility>

namespace ftcert {

namespace {

bool neighbours(const Polyline& line, std::size_t k) {
  return line.samples[k] != kNoSample && line.samples[k + 1] == line.samples[k] + 1;
}

// Moves knot k to where the line of slope `slope` through it has the given height.
void slide(Polyline& line, std::size_t k, const Rational& slope, const Rational& height) {
  line.knots[k] += (height - line.values[k]) / slope;
  line.values[k] = height;
  line.samples[k] = kNoSample;
}

}  // namespace

Leveling make_level(Polyline& line, LeftKinks& left) {
  std::vector<Rational> before, after;
  for (std::size_t k = 0; k + 1 < line.size(); ++k) {
    line.slope(k, after);
    if (std::all_of(after.begin(), after.end(), [](const Rational& s) { return s.is_zero(); })) {
      left = left_of_piece(k);
      return Leveling::kAlready;
    }
  }
  if (line.outputs != 1 || line.size() < 3) return Leveling::kImpossible;
  line.slope(0, before);
  for (std::size_t k = 1; k + 1 < line.size(); ++k) {
    line.slope(k, after);
    if (before[0].sign() == after[0].sign()) {
      const bool steeper = abs(after[0]) > abs(before[0]);
      if (steeper && neighbours(line, k - 1)) {
        slide(line, k, after[0], line.values[k - 1]);
        left = left_of_piece(k - 1);
        return Leveling::kMovedLeft;
      }
      if (!steeper && neighbours(line, k)) {
        slide(line, k, before[0], line.values[k + 1]);
        left = left_of_piece(k);
        return Leveling::kMovedRight;
      }
    }
    std::swap(before, after);
  }
  return Leveling::kImpossible;
}

}  // namespace ftcert
