// What the patterns chosen in neighbouring cells leave to the weights at the sample between them.
//
// Purpose: the samples' side of fit.hpp, cell by cell, for a search that chooses patterns from left to right (pattern_sums.hpp): which patterns a cell has,
// whether a slope change has a neuron, the interval of l_r, the weight of the left-facing kinks at position r, and how many neurons the kinks further
// right need. Positions and cells are 0-based: position r has cells r-1 and r beside it.
//
//   CellPatterns cells(slope_changes(t, z));
//   Range l = cells.weights(1, kRightConvex);   // 0 .. 0
#pragma once

#include <cstddef>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

// Patterns of one cell, in the order that they have in a PatternSet from 4 * cell on.
using CellChoice = unsigned;
inline constexpr CellChoice kRightConvex = 1, kRightConcave = 2, kLeftConvex = 4, kLeftConcave = 8, kCellChoices = 16;

// From low to high; `below`: there is no least number, `above`: no greatest one.
struct Range {
  Rational low, high;
  bool below = false, above = false;

  Range& operator+=(const Range& other);
  bool has_zero() const { return (below || low.sign() <= 0) && (above || high.sign() >= 0); }
};
// Not later than the other.
bool starts_before(const Range& a, const Range& b);
// Not earlier than the other.
bool ends_behind(const Range& a, const Range& b);
// Where b does not start before a: whether no gap is between them.
bool meet(const Range& a, const Range& b);

class CellPatterns {
 public:
  // D_1, .., D_(n-1), n >= 3, for cells 0, .., n-2.
  explicit CellPatterns(std::vector<Rational> changes);

  std::size_t cells() const { return changes_.size(); }
  // Right-facing ones not in the last cell, left-facing ones not in the first.
  bool allows(std::size_t cell, CellChoice choice) const;
  // Whether a slope change at r, 1 <= r <= n-2, has a neuron of its sign; `beside`: what is chosen in the cells beside it.
  bool serves(std::size_t r, CellChoice beside) const;
  // Of l_r, 1 <= r <= n-1, where the slope change is served. There is none at the last sample.
  Range weights(std::size_t r, CellChoice beside) const;
  // D_1 - r_1, r_1 the weight of the right-facing kinks at the first sample.
  Range first(CellChoice choice) const;
  // Neurons that the kinks behind the cell need beyond what this cell may have: of intervals with no end at the cell.
  std::size_t needed_behind(std::size_t cell) const { return forced_[cell + 2]; }

 private:
  std::vector<Rational> changes_;
  std::vector<std::size_t> forced_;  // a greedy count of the forced kinks at positions from r on
};

}  // namespace ftcert
