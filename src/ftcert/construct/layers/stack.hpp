// Networks with two hidden layers put behind one another.
//
// Purpose: the layers of theorems 4.3.2 and 4.3.3 of proofs/theorems.md. A *block* is a network of two hidden layers on a line. The points that the first one
// reads are the samples' projections; each of the others reads a function of them that the block before it passes on, the *points* of that block. One more
// neuron for every output carries the sum of the blocks so far, shifted so that it is not negative at any sample.
//
//   Stack stack(problem, nonzero_outputs(problem));
//   stack.add({net, increasing_points(net, stack.points())}, shift);   // ... more blocks
//   Network g = stack.finish();
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/layers/spline_net.hpp"
#include "ftcert/construct/problem/problem.hpp"

namespace ftcert {

// Outputs with a nonzero residual: only they are carried.
std::vector<std::size_t> nonzero_outputs(const Problem& problem);

// Neurons of the two layers of a block with so many knots and rows, number `index` (from 0) of `blocks`; `outputs`: those that are carried.
std::size_t upper_width(std::size_t knots, std::size_t index, std::size_t outputs);
std::size_t lower_width(std::size_t rows, std::size_t index, std::size_t blocks, std::size_t outputs);

// A constant with so many layers; its hidden layers are empty. Contract: all samples have the same residuals.
Network constant_network(const Problem& problem, std::size_t layers);

struct StackBlock {
  SplineNet net;
  std::optional<SplineRow> points;  // of the knots' neurons, not negative at the samples; none in the last block
};

// A function of the knots' neurons that increases strictly from the first of the points on and is not negative there. Contract: the first knot that faces right
// is less than all points, or not greater than one that faces left.
SplineRow increasing_points(const SplineNet& net, const std::vector<Rational>& points);

// With one knot more, behind all others, that faces right: all pre-activations are constant from there on. Contract: all knots face right.
SplineNet constant_behind(const SplineNet& net, const Rational& knot);
// What the network takes at a point of the line.
std::vector<Rational> value_at(const SplineNet& net, const Rational& point);

class Stack {
 public:
  // The problem must live as long as the stack.
  Stack(const Problem& problem, std::vector<std::size_t> outputs);

  // What the next block reads, one value a sample by rank. Nothing behind the last block.
  const std::vector<Rational>& points() const { return points_; }
  // The problem with these points in place of the samples: row r is the sample of rank r.
  Problem moved() const;
  // shift: one number a carried output; with it the sums of the blocks up to this one are not negative at any sample.
  void add(const StackBlock& block, std::vector<Rational> shift);
  // A layer that does nothing but carry the sums; behind the last block.
  void add_idle();
  Network finish();

 private:
  void add_upper(const SplineNet& net);
  void add_lower(const StackBlock& block);
  void pass_points(const StackBlock& block);

  const Problem& problem_;
  std::vector<std::size_t> outputs_;  // that are carried
  std::vector<Rational> points_;
  std::vector<AffineMap> layers_;
  std::size_t carrier_ = 0;       // the neuron that holds the points in the layer last added
  AffineMap sums_;                // from the layer last added to the sums, too large by excess_
  std::vector<Rational> excess_;  // 0 for the first block
  std::vector<Rational> shift_;   // what the next neurons that hold the sums are to be too large by
};

}  // namespace ftcert
