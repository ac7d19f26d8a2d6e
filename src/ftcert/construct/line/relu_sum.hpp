// A sum of ReLUs of one variable, and its lift to a network.
//
// Purpose: the one-hidden-layer networks that read nothing of a sample x but its projection t = a.x:
//   g(t) = constant + sum over the neurons of weight * relu(+-(t - kink)).
// Lifted, every row of the first layer is a or -a with the same integer vector a, so that a checker
// recognises parallel rows.
//
//   ReluSum sum(1);
//   sum.add(Rational(1, 2), Facing::kRight, std::array{Rational(3)});   // 3 relu(t - 1/2)
//   Network g = sum.lift({1, 0});                                       // 3 relu(x1 - 1/2)
#pragma once

#include <span>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

// A right-facing neuron relu(t - kink) is zero left of its kink, a left-facing one relu(kink - t) right of it.
enum class Facing { kLeft, kRight };

struct ReluSum {
  explicit ReluSum(std::size_t outputs) : constant(outputs) {}

  // weight: one entry an output.
  void add(const Rational& kink, Facing facing, std::span<const Rational> weight);
  std::size_t neurons() const { return kinks.size(); }
  std::size_t outputs() const { return constant.size(); }

  // One hidden layer of neurons() neurons, reading direction.x; the direction has one entry a dimension.
  Network lift(const std::vector<Integer>& direction) const;

  std::vector<Rational> constant;
  std::vector<Rational> kinks;
  std::vector<Facing> facings;
  std::vector<Rational> weights;  // neurons x outputs, row-major
};

}  // namespace ftcert
