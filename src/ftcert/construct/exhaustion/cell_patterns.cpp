#include "ftcert/construct/exhaustion/cell_patterns.hpp"

#include <utility>

namespace ftcert {

Range& Range::operator+=(const Range& other) {
  below = below || other.below;
  above = above || other.above;
  if (!below) low += other.low;
  if (!above) high += other.high;
  return *this;
}

bool starts_before(const Range& a, const Range& b) { return a.below || (!b.below && a.low <= b.low); }
bool ends_behind(const Range& a, const Range& b) { return a.above || (!b.above && a.high >= b.high); }
bool meet(const Range& a, const Range& b) { return a.above || b.below || b.low <= a.high; }

CellPatterns::CellPatterns(std::vector<Rational> changes)
    : changes_(std::move(changes)), forced_(changes_.size() + 3, 0) {
  for (std::size_t r = changes_.size(); r-- > 1;) {
    const int sign = changes_[r].sign();
    const bool pair = sign != 0 && r + 1 < changes_.size() && changes_[r + 1].sign() == sign;
    forced_[r] = sign == 0 ? forced_[r + 1] : 1 + forced_[r + (pair ? 2 : 1)];
  }
}

bool CellPatterns::allows(std::size_t cell, CellChoice choice) const {
  return (cell + 1 < cells() || (choice & (kRightConvex | kRightConcave)) == 0) &&
         (cell > 0 || (choice & (kLeftConvex | kLeftConcave)) == 0);
}

bool CellPatterns::serves(std::size_t r, CellChoice beside) const {
  const int sign = changes_[r].sign();
  return sign == 0 || (beside & (sign > 0 ? kRightConvex | kLeftConvex : kRightConcave | kLeftConcave)) != 0;
}

Range CellPatterns::weights(std::size_t r, CellChoice beside) const {
  Range l;
  l.below = (beside & kLeftConcave) != 0;
  l.above = (beside & kLeftConvex) != 0;
  if (r == cells()) return l;
  if ((beside & kRightConvex) == 0 && (l.below || l.low < changes_[r])) {
    l.low = changes_[r];
    l.below = false;
  }
  if ((beside & kRightConcave) == 0 && (l.above || l.high > changes_[r])) {
    l.high = changes_[r];
    l.above = false;
  }
  return l;
}

Range CellPatterns::first(CellChoice choice) const {
  return {changes_[0], changes_[0], (choice & kRightConvex) != 0, (choice & kRightConcave) != 0};
}

}  // namespace ftcert
