// Values of a network at all samples together with its margins: how far the samples sit from the kinks.
//
// Purpose: what the interpolation checker needs, in time close to linear in the samples. A network with one hidden layer is a sum of
// functions of single linear forms (neurons with parallel weight rows share one), each piecewise linear with known kinks: a
// sample costs one dot product a form, a binary search and at most one multiplication. A deeper network whose first-layer rows are all
// parallel is a function of one form, whose pieces are computed once (core/line_evaluation.hpp). All others are evaluated layer by
// layer over common denominators (core/batch.hpp). Exact; the meaning is that of Network::evaluate().
//
//   Evaluation e = evaluate_with_margins(g, points);
//   e.values.row(i);               // g at the i-th sample
//   *e.layers[0].least;            // least |pre-activation| in hidden layer 1
#pragma once

#include <optional>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

// Over all samples and all neurons of one hidden layer. nullopt: there is no such value.
struct LayerMargin {
  std::optional<Rational> least;    // least |pre-activation|
  std::optional<Rational> nonzero;  // least one that is not zero
  bool operator==(const LayerMargin&) const = default;
  // Takes one more pre-activation into account.
  void add(const Rational& preactivation);
};

struct Evaluation {
  PointMatrix values;               // samples x outputs
  std::vector<LayerMargin> layers;  // one a hidden layer
};

Evaluation evaluate_with_margins(const Network& network, const PointMatrix& points);

// Least difference of neighbouring values of direction.x over the points in increasing order; nullopt for a single point.
// direction has points.dimension entries. Zero when two values coincide.
std::optional<Rational> projection_gap(const PointMatrix& points, const std::vector<Integer>& direction);

}  // namespace ftcert
