// The function of one variable p that a hyperplane unit applies to its strip.
//
// Purpose: how a unit gives every sample of its group a label and all others 0. A shape is a continuous
// piecewise linear function with few kinks, 0 outside [-threshold, threshold], as its kinks and slope
// changes; the sum over the kinks of change * relu(p - kink) is that function. Three shapes, for k samples:
//   hat   kinks -1, 0, 1: labels of one sign on one line through 0. 3 neurons
//   wave  kinks -2, -1, 1, 2; p itself on [-1, 1]: labels of any sign on one line through 0. 4 neurons
//   comb  kinks -(k+1), -(k-1), .., k+1; any values at the inner ones: any label vectors. k + 2 neurons
// And two shapes of two hidden layers (proofs/theorems.md, 3.11), which are 0 by a margin: the first layer has relu(p) and relu(-p), each neuron of
// the second a kink on either side of 0. With U = kTentUnit:
//   hat   relu(U - |p|): one neuron in the second layer
//   wave  relu(U - p+ - 2 p-) - relu(U - 2 p+ - p-), p itself on [-U/2, U/2]: two neurons
//
//   UnitShape hat = hat_shape({Rational(3), Rational(5)}, {Rational(1)});   // labels 3 and 5 of one output
#pragma once

#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

struct UnitShape {
  // In both hidden layers.
  std::size_t neurons(std::size_t outputs) const { return kinks.empty() ? 2 + changes.size() / outputs : kinks.size(); }

  std::vector<Rational> targets;  // p at each sample of the group
  Integer threshold;              // the shape is 0 where |p| >= threshold
  std::vector<Integer> kinks;     // increasing; neurons of the unit. None: two hidden layers
  std::vector<Rational>
      changes;          // slope changes, kinks x outputs, row-major; outer weights of the second layer's neurons
  Integer spacing = 1;  // of the kinks, as far as rounding errors of p matter
  std::vector<Rational> others;  // targets that serve as well, one for each sample; or none
};

// Sample a of the group gets the label values[a] * direction. values: all nonzero and of one sign.
UnitShape hat_shape(const std::vector<Rational>& values, const std::vector<Rational>& direction);
// The same for values of any sign, not all 0.
UnitShape wave_shape(const std::vector<Rational>& values, const std::vector<Rational>& direction);
// Sample a of the group gets the label labels[a], a vector.
UnitShape comb_shape(const std::vector<std::vector<Rational>>& labels);

// The strip of two hidden layers is 2 U wide and one clearance wider on both sides: a sixteenth of U, which no rounding error crosses.
inline constexpr int kTentUnit = 16;
inline constexpr int kTentThreshold = 17;
UnitShape tent_hat_shape(const std::vector<Rational>& values, const std::vector<Rational>& direction);
UnitShape tent_wave_shape(const std::vector<Rational>& values, const std::vector<Rational>& direction);

}  // namespace ftcert
