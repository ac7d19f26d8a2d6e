// Exact decision whether m neurons of one hidden layer fit the samples on a line, by the sums that their patterns attain.
//
// Purpose: the same question as exhaustion.hpp, for a network in place of a proof. m patterns fit exactly when numbers l_2, .., l_n, each in the
// interval that the patterns in the two cells beside its position leave, and the weight r_1 of the kink at the first sample satisfy D_1 + l_2 + .. + l_n = r_1
// (fit.hpp). So the cells are gone through from left to right, and for each state (patterns chosen in the cell, neurons used) the sums that are attained
// so far are kept: a union of intervals, each of which remembers its patterns. Intervals go that lie in another one of no more neurons, that use up neurons
// that forced kinks further right need, or that no sums further right, taken roughly, bring to 0.
// Cost: ends of intervals are sums of slope changes. If these are multiples of delta, a state has at most sum |D_r| / delta + 1 intervals; in general
// they may double with every two samples, and no algorithm is known that never does so: the question is NP-complete (proofs/theorems.md, 2.16.1). Hence the limits.
// Source: proofs/theorems.md, theorem 2.16.3.
//
//   PatternSums sums = decide_by_sums(t, z, 3);
//   if (sums.choice) fit(t, z, *sums.choice);   // a network of at most three neurons
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "ftcert/check/methods/pattern_set.hpp"
#include "ftcert/core/rational.hpp"

namespace ftcert {

// Numbers of intervals, and of steps to make them. All D_r are brought to one denominator; a step with numbers of b bits counts 1 + b/256.
struct SumLimits {
  std::size_t at_a_cell = 100'000;
  std::size_t steps = 4'000'000;
};

struct PatternSums {
  std::optional<PatternSet> choice;  // at most so many patterns, which fit
  bool decided = false;              // with no choice: no network of so many neurons fits. false: a limit was met
  std::size_t intervals = 0;         // the most at a cell
  std::size_t steps = 0;
};

// Contract: as many z as t, t strictly increasing, at least kLeastExhaustionPoints.
PatternSums decide_by_sums(std::span<const Rational> t, std::span<const Rational> z, std::size_t neurons,
                           const SumLimits& limits = {});

}  // namespace ftcert
