// Kinks that samples on a line force, and the neurons that so many kinks need.
//
// Purpose: method `alternation` of bound certificates (proofs/certificate-format.md, section 9). Let t_1 < t_2 < .. be positions on a line
// and z their residuals. Where z_r lies strictly below (above) the chord from r-1 to r+1, every continuous piecewise linear function
// through these values has a convex (concave) kink strictly between t_{r-1} and t_{r+1}. Intervals of one sign that are pairwise disjoint
// hold different kinks, and kinks of different signs are different. Along a line, a network with hidden layers of d_1, .., d_h neurons has
// at most (d_1 + 1) .. (d_h + 1) pieces.
//
//   forced_sign(0, 1, 0);                  // -1: a peak
//   least_neurons_alternation(2, 60);      // 60: one hidden layer, a neuron a kink
//   least_neurons_alternation(3, 60);      // 14: two hidden layers, 8 * 8 > 60
#pragma once

#include <cstddef>

#include "ftcert/check/methods/line_evidence.hpp"
#include "ftcert/check/methods/table.hpp"

namespace ftcert {

// Sign of the second difference of the values z at three positions s, t, u with t - s = before > 0 and u - t = after > 0.
int forced_sign(const Rational& zs, const Rational& zt, const Rational& zu, const Rational& before,
                const Rational& after);
// The sign that it has for all values in the intervals; 0: none.
int forced_sign(const Interval& zs, const Interval& zt, const Interval& zu, const Rational& before,
                const Rational& after);
inline int forced_sign(const Rational& zs, const Rational& zt, const Rational& zu) {
  return forced_sign(zs, zt, zu, 1, 1);
}

// Least number of hidden neurons of a network with `layers` affine maps, at least one neuron in each hidden layer, that can have so many
// kinks on a line. Contract: layers >= 2.
std::size_t least_neurons_alternation(std::size_t layers, std::size_t kinks);

}  // namespace ftcert
