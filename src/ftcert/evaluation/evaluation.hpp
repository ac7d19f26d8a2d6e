// What the evaluation of a network at all samples gives: its values, and its margins, how far the samples sit from the kinks.
//
// The evaluation itself stands in evaluation/batch.hpp (layer by layer) and, for finders and for large inputs, in pieces/evaluate.hpp.
#pragma once

#include <optional>
#include <span>
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
  // The same of all that another one takes into account.
  void add(const LayerMargin& other);
};

struct Evaluation {
  PointMatrix values;               // samples x outputs
  std::vector<LayerMargin> layers;  // one a hidden layer
};

// direction.x for every point. direction has points.dimension entries.
std::vector<Rational> project_points(const PointMatrix& points, const std::vector<Integer>& direction);

// Least difference of two values; nullopt where there are none. Zero when two values coincide.
std::optional<Rational> least_gap(std::span<const Rational> values);

// The same of the values of direction.x over the points.
std::optional<Rational> projection_gap(const PointMatrix& points, const std::vector<Integer>& direction);

}  // namespace ftcert
