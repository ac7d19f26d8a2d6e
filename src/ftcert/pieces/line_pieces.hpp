// The exact pieces of a network along a line.
//
// Purpose: along x = p + t v every ReLU network is a continuous piecewise linear function of one variable t. This file finds all
// of its kinks, slopes and values, for any number of layers and outputs. A network whose first-layer rows are all multiples of one
// direction is such a function everywhere, so that many samples can be evaluated by one sort and one sweep.
//
// Invariants: kinks are strictly increasing, and at every one the slope of some output really changes. With hidden layers of
// d1, .., dl neurons there are at most (d1+1) .. (dl+1) pieces: on a piece of the layers before, each neuron's pre-activation is
// affine in t and crosses zero at most once (for two hidden layers (d1+1)(d2+1); Yun, Sra and Jadbabaie 2019, theorem 3.3, count
// 2 d1 d2 + d2 + 1).
//
// Cost: depth first over the intervals, so memory is O(depth * width) besides the result. An interval of one layer costs one
// product with the next layer's matrix, and every zero crossing in it one column of that matrix: for two hidden layers
// O(d1 d2 (d1 + d2) + pieces * outputs) rational operations.
//
//   LinePieces g = pieces_along(network, std::vector<Rational>{0}, std::vector<Rational>{1});   // one input: t = x
//   g.kinks;                  // relu(x - 1): {1}
//   g.value(Rational(5, 2));  // {3/2}
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "ftcert/core/network.hpp"
#include "ftcert/core/work.hpp"

namespace ftcert {

struct LinePieces {
  std::size_t outputs = 1;
  std::vector<Rational> kinks;
  // Piece k lies between kinks k-1 and k (k = 0 .. kinks.size()); on it output c is
  // slope[k * outputs + c] * t + intercept[k * outputs + c].
  std::vector<Rational> slope;
  std::vector<Rational> intercept;

  std::size_t pieces() const { return kinks.size() + 1; }
  // The slope of output c behind kink k (0-based) minus the one before it: positive at a convex kink, negative at a concave one.
  Rational slope_change(std::size_t k, std::size_t c) const {
    return slope[(k + 1) * outputs + c] - slope[k * outputs + c];
  }
  // All outputs on piece k at t.
  std::vector<Rational> value_on(std::size_t k, const Rational& t) const;
  // All outputs at t; binary search for the piece.
  std::vector<Rational> value(const Rational& t) const;
  // The same at every t of an increasing sequence (equal ones allowed), by one sweep: t.size() x outputs. Contract: increasing.
  PointMatrix values(std::span<const Rational> t) const;
};

// slope * t + intercept.
struct AffineForm {
  Rational slope;
  Rational intercept;
};

// Told of every interval from `low` to `high` (nullopt: unbounded) on which the pre-activations of hidden layer `layer` (0-based) are
// the given affine functions of t. The intervals of one layer cover the line, in increasing order.
using LayerObserver = std::function<void(std::size_t layer, std::span<const AffineForm> preactivations,
                                         const std::optional<Rational>& low, const std::optional<Rational>& high)>;

// point and direction have network.inputs() entries; the direction may be zero (then there is one piece). A few layers can make more pieces
// than any memory holds: everything is charged to `work` before it is computed, null: no limit. Errors: kWork.
LinePieces pieces_along(const Network& network, std::span<const Rational> point, std::span<const Rational> direction,
                        const LayerObserver& observer = nullptr, WorkMeter* work = nullptr);

// a + b, of equally many outputs; kinks that cancel in every output are gone. Errors: kWork.
LinePieces sum(const LinePieces& a, const LinePieces& b, WorkMeter* work = nullptr);

}  // namespace ftcert
