// The first layer of the paper's networks with two hidden layers: one hard-tanh unit a group of samples.
//
// Purpose: what theorem 5.1, appendix A and proposition 6.1 of the paper have in common. The line is cut into cells
// [e_0, e_1], ..., [e_(G-1), e_G], one around each group. Unit j of the first layer, clip(w_j t + b_j) to [-1, 1]
// (equations 28 and 29), is unclipped exactly on cell j; it is made of two neurons, 2G in all. A pre-activation of the
// second layer is then any continuous function that is linear on every cell and constant beyond them; the paper's have
// slopes of alternating sign, fixed by one point on every cell and by how steep they are. Ranks within a group count
// from left to right in even cells and from right to left in odd ones, so that such a function meets the samples of
// every group in the order of their ranks.
//
// Differences from the paper: a cell ends at the simplest rational of the gap between two samples, not at its midpoint
// (fewer bits); the neurons of a unit are relu(t - e_j), relu(t - e_(j+1)) and, in odd cells where w_j < 0,
// relu(e_(j+1) - t), relu(e_j - t), the factors |w_j| going to the second layer, so that all rows of the first layer
// are +-a.
//
//   PaperGrid grid(samples, {{0, 1}, {2, 3}});        // ranks of samples; all others lie in some cell, too
//   std::vector<CellPoint> points;
//   for (std::size_t j = 0; j < grid.cells(); ++j) points.push_back(grid.at_order(j, 0, 1, 2));   // value 1, all else beyond +-2
//   SplineRow row = grid.row(points, true);           // rises on cell 0, falls on cell 1
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ftcert/construct/layers/spline_net.hpp"
#include "ftcert/construct/line/line_plan.hpp"

namespace ftcert {

// A point that a pre-activation passes through, and how steep it must be there.
struct CellPoint {
  Rational at;  // strictly inside the cell
  Rational value;
  Rational steep;  // least |slope|; >= 0
};

class PaperGrid {
 public:
  // Ranks of samples, increasing throughout; no group is empty. samples must outlive the grid.
  PaperGrid(const LineSamples& samples, const std::vector<std::vector<std::size_t>>& groups);

  std::size_t cells() const { return cells_.size(); }
  // The ranks of the group, from left to right in even cells and from right to left in odd ones.
  const std::vector<std::size_t>& order(std::size_t cell) const { return cells_[cell].order; }

  // Through `value` at the sample of a rank in the group's order, so steep that every other sample of the cell lies at
  // or beyond +-clearance.
  CellPoint at_order(std::size_t cell, std::size_t place, const Rational& value, const Rational& clearance) const;
  // Through zero behind all samples of the cell, as the order goes, and they lie at or beyond +-clearance: for short
  // groups.
  CellPoint behind(std::size_t cell, const Rational& clearance) const;

  // The function through one point a cell, at least as steep as asked, rising or falling on cell 0 and in turn from
  // there. How far it comes from the first point at the left end of cell 0 is the least power of two that serves.
  SplineRow row(std::span<const CellPoint> points, bool rises) const;
  // 2G knots, no rows yet, one output.
  SplineNet net() const;

 private:
  struct Cell {
    std::vector<std::size_t> order;
    std::size_t first = 0, last = 0;  // ranks of the samples in it: first, ..., last-1
    Rational low, high;
  };

  const LineSamples& samples_;
  std::vector<Cell> cells_;
};

// The items cut into so many consecutive parts whose sizes differ by one at most. 1 <= parts <= items.size().
std::vector<std::vector<std::size_t>> cut_evenly(const std::vector<std::size_t>& items, std::size_t parts);

// row + shift, and its negative.
SplineRow shifted(SplineRow row, const Rational& shift);
SplineRow negated(SplineRow row);

// The least power of two >= value, and the greatest <= value; value > 0.
Rational power_of_two_above(const Rational& value);
Rational power_of_two_below(const Rational& value);
// The least power of two >= |z| for the labels of these samples (one output); 1 when all are zero.
Rational label_scale(const LineSamples& samples, const std::vector<std::size_t>& ranks);

// Why the paper's networks cannot serve the problem: they have one output. Nothing when they can.
std::optional<Inapplicable> several_outputs(const Problem& problem);

// The same; and when all residuals are zero, the zero function with so many layers and no neuron.
std::optional<Outcome> without_grid(const Problem& problem, std::size_t layers);

}  // namespace ftcert
