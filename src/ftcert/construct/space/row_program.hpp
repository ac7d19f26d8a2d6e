// An affine form with given values at some samples and off at all others, as small as possible: a linear program.
//
// Purpose: the rows of units. Minimises sum_j |w_j| + |b| over forms p(x) = w . x + b in the units of CentredSamples such that p(x_i) = values[i]
// on a group, p(x_k) <= -margin where sides[k] = -1 and p(x_k) >= margin where sides[k] = 1. With a price on misses a value may be missed, at that
// price for each unit of values: then there is always a solution where all sides are -1, and those with the fewest misses say which samples go
// together. Clp solves it in floating point, with the constraints that are violated most added round by round; nothing that it says is believed.
// Cost: a few simplex runs with as many columns as twice the features; one product of all samples and a vector a round.
//
//   RowProgram program{{3, 8}, {0.5, 1}, sides, 0.02};
//   if (auto solution = solve(samples, program)) solution->row.size();
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ftcert/construct/space/centred_samples.hpp"

namespace ftcert {

struct RowProgram {
  std::vector<std::size_t> group;  // samples with a value
  std::vector<double> values;      // one for each of them
  std::vector<signed char> sides;  // one for each sample: -1, 1, or 0: anything goes (samples of the group)
  double margin = 0;               // positive
  std::vector<double> prices;      // for a miss by 1, one for each of the group; empty: values are met
  // Anything from the value up to this serves, infinity: anything above it; one for each of the group. Empty: the value alone.
  std::vector<double> uppers = {};

  double most(std::size_t g) const { return uppers.empty() ? values[g] : uppers[g]; }
};

struct RowSolution {
  FloatRow row;
  std::vector<double> misses;  // |p(x_i) - values[i]|, or the distance from what serves, one for each of the group
  std::vector<double> duals;   // change of the size when values[i] grows by 1
};

// What a search may spend: floating-point operations, roughly. Deterministic.
struct SearchBudget {
  double left;
  bool spent() const { return left <= 0; }
};

// Nothing: there is no such form, or none was found within the budget.
std::optional<RowSolution> solve(const CentredSamples& samples, const RowProgram& program, SearchBudget& budget);

}  // namespace ftcert
