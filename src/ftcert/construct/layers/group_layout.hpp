// The first layer of a network with two hidden layers: samples on a line in groups around a flat cell.
//
// Purpose: one knot a group. The knots cut the line into the flat cell, on which every spline is constant, and one
// cell a group; the knots left of the flat cell face left, the others right, so that a spline is determined, group by
// group outwards from the flat cell, by its value on the flat cell and its slopes (proofs/theorems.md,
// section 3.1). *Outward* is away from the flat cell: left of it to the left. The flat cell may hold no sample; between two
// groups it may then be a single point, where two knots of opposite facing coincide.
//
//   GroupLayout layout = lay_out(samples, {{0, 3}, {3, 5}}, 1);   // flat between samples 2 and 3: knots in that gap
//   layout.outward(Facing::kRight);                               // {1}: groups on the right, from the inside
//
// Invariants: knots lie strictly inside gaps between samples, each the simplest rational there; group g lies strictly
// inside its cell.
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/layers/spline_net.hpp"
#include "ftcert/construct/line/line_plan.hpp"

namespace ftcert {

// The samples of ranks first, ..., last-1.
struct RankRange {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t size() const { return last - first; }
};

struct LineGroup {
  RankRange ranks;
  Rational knot;                // the inner end of its cell
  std::optional<Rational> far;  // the outer end: the next group's knot; none for the outermost groups
};

// A continuous function, constant on the flat cell and linear on every group's cell.
struct OutwardSpline {
  Rational flat;
  std::vector<Rational> slopes;  // outward, one a group, groups from left to right

  OutwardSpline& operator+=(const OutwardSpline& other);
};

struct GroupLayout {
  std::vector<LineGroup> groups;  // from left to right, none of them empty
  std::size_t left = 0;           // how many of them lie left of the flat cell

  // Groups on one side of the flat cell, from the inside to the outside.
  std::vector<std::size_t> outward(Facing side) const;
  Facing side(std::size_t group) const { return group < left ? Facing::kLeft : Facing::kRight; }
  // Of a point of the group's cell, from its knot; and of the cell's outer end. Nonnegative.
  Rational distance(std::size_t group, const Rational& x) const { return abs(x - groups[group].knot); }
  std::optional<Rational> reach(std::size_t group) const;
  // An inner knot moved; only for the group next to the flat cell on either side.
  void move_knot(std::size_t group, const Rational& knot) { groups[group].knot = knot; }

  SplineRow row(const OutwardSpline& spline) const;
  // One knot a group, in the order of the groups; no rows yet.
  SplineNet net(std::size_t outputs) const;
};

// Consecutive nonempty ranges; samples between ranges left-1 and left (before the first, after the last) are in the
// flat cell, and there are none elsewhere.
GroupLayout lay_out(const LineSamples& samples, const std::vector<RankRange>& ranges, std::size_t left);

// Simple rationals on one side of x.
Rational simple_below(const Rational& x);
Rational simple_above(const Rational& x);

}  // namespace ftcert
