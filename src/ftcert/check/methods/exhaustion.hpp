// Conditions that the samples on a line put on the neurons of one hidden layer, and how many neurons they need.
//
// Purpose: method `exhaustion` of bound certificates (proofs/certificate-format.md, section 11). Let t_1 < .. < t_n be the positions, z the
// residuals, s_r the slope from r to r+1, D_1 = s_1 and D_r = s_r - s_(r-1). On the samples every neuron has one of 4(n-2) patterns: the
// cell between neighbours that its kink is in, its facing, the sign of its outer weight. A condition is a set of patterns of which every
// network through the samples has one:
//   kink r:   D_r != 0 needs a neuron of that sign with an end of its cell at r;
//   sum A:    D_1 + sum over A of D_r > 0 needs a right-facing neuron of positive weight with an end of its cell in A or at 1, or a
//             left-facing one of negative weight with an end neither in A nor at 1; signs exchanged for a sum < 0.
// A network with m neurons has at most m patterns, so there is none when no m patterns meet all conditions.
//
//   // residuals 0, 1, 0 at three samples: concave kink, s_1 > 0, s_2 < 0
//   std::vector<PatternSet> conditions = {kink_condition(3, 1, -1), sum_condition(3, {}, 1)};
//   cover(conditions, 1, 100).complete;   // true: one neuron does not do
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "ftcert/check/methods/pattern_set.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/core/rational.hpp"
#include "ftcert/core/specification.hpp"

namespace ftcert {

// Patterns are members 4 c + 2 [left-facing] + [negative outer weight] of a PatternSet for cell c from position c to c+1 (0-based).
// Right-facing: c <= n-3; left-facing: 1 <= c <= n-2.

inline constexpr std::size_t kLeastExhaustionPoints = 3;

// Positions are 0-based and 0 < r < n-1; sign is 1 or -1. A is increasing. Contract: n >= kLeastExhaustionPoints.
PatternSet kink_condition(std::size_t points, std::size_t r, int sign);
PatternSet sum_condition(std::size_t points, std::span<const std::size_t> a, int sign);

// D_1, .., D_(n-1), in this order. Contract: t strictly increasing, as many z, at least two.
std::vector<Rational> slope_changes(std::span<const Rational> t, std::span<const Rational> z);
// D_1 + sum over A of D_r.
Rational slope_sum(std::span<const Rational> changes, std::span<const std::size_t> a);
// Its least value (sign = 1), or its greatest one (-1), over all z in the intervals. Nothing: there is none.
std::optional<Rational> slope_sum_end(std::span<const Rational> t, std::span<const Interval> z,
                                      std::span<const std::size_t> a, int sign);

// "cell 1 right convex, cell 2 left concave": as proofs/certificate-format.md names patterns.
std::string pattern_text(const PatternSet& set);

struct Cover {
  bool complete = false;  // no `neurons` patterns meet all conditions
  std::size_t nodes = 0;  // of the tree of choices; most_nodes + 1 when it was given up
  PatternSet choice = 0;  // patterns that meet all, when not complete and not given up
};

// The tree of choices of section 11: a function of the conditions and their order alone. No arithmetic, no search for certificates.
Cover cover(std::span<const PatternSet> conditions, std::size_t neurons, std::size_t most_nodes);

}  // namespace ftcert
