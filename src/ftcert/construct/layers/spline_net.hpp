// A network with two hidden layers on a line, and its lift to the samples' dimension.
//
// Purpose: what all constructions with two hidden layers have in common. The first layer has one neuron a knot,
// relu(t - knot) or relu(knot - t) of the projection t = a.x; a neuron of the second layer has as
// pre-activation a spline with these knots,
//   p(t) = bias + sum over the knots of weight * knot neuron,
// that is, any piecewise linear function with these kinks that is constant between the last left-facing and the
// first right-facing knot; and g(t) = constant + sum over the rows of outer * relu(p(t)).
// Lifted, every row of the first layer is a or -a with the same integer vector a, so that a checker recognises
// parallel rows.
//
//   SplineNet net(1);
//   net.add_knot(0, Facing::kRight);
//   net.add_knot(2, Facing::kRight);
//   net.add_row({-1, {1, -2}}, std::array{Rational(3)});   // 3 relu(t - 1) up to t = 2, then 3 relu(3 - t)
//   Network g = net.lift({1, 0});
#pragma once

#include <span>
#include <vector>

#include "ftcert/construct/line/relu_sum.hpp"
#include "ftcert/core/network.hpp"

namespace ftcert {

// bias + sum of weights[j] * knot neuron j.
struct SplineRow {
  Rational bias;
  std::vector<Rational> weights;  // one a knot
};

struct SplineNet {
  explicit SplineNet(std::size_t output_count) : constant(output_count) {}

  // All knots come before the first row.
  void add_knot(const Rational& at, Facing facing);
  // outer: one entry an output. The neuron is rescaled, c p and outer / c with c > 0, when that saves bits.
  void add_row(SplineRow row, std::span<const Rational> outer);

  std::size_t outputs() const { return constant.size(); }

  // Two hidden layers of knots.size() and rows.size() neurons, reading direction.x; the direction has one entry
  // a dimension.
  Network lift(const std::vector<Integer>& direction) const;
  // The maps behind the first layer: from knot neurons to pre-activations, and from there to the outputs.
  AffineMap row_map() const;
  AffineMap output_map() const;

  std::vector<Rational> constant;
  std::vector<Rational> knots;
  std::vector<Facing> facings;
  std::vector<SplineRow> rows;
  std::vector<Rational> outers;  // rows x outputs, row-major
};

}  // namespace ftcert
