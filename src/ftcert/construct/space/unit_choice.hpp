// The units of a network: fewest neurons first, then the best condition.
//
// Purpose: hyperplane units and tents share their groups; which samples share a unit decides how many units there are, and how well their rows are
// conditioned. Several orders of the samples are tried, as far as a budget of operations reaches.
// Invariant: what is returned gives every sample its residual, exactly (units_for_goal(): nearly, and 0 where it is 0 exactly). Deterministic.
// Theorems: proofs/theorems.md, 2.10.1, 2.10.2 and 3.11.1.
// Cost: what form_units() costs for each order: for many samples one order, and a search for rows that costs less than making them exact; for
// data like those of a small model a second or two.
//
//   const std::size_t size = largest_group(problem.points());
//   auto units = fewest_units(problem, label_partitions(problem, size), size, false);
#pragma once

#include <vector>

#include "ftcert/construct/space/unit_groups.hpp"

namespace ftcert {

// The work above which a network of units is too large to be evaluated at all samples anyway.
inline constexpr std::size_t kMostUnitWork = std::size_t{1} << 32;

// Units * samples * (dimension + 1), about, for the first of the partitions.
std::size_t fewest_units_work(const Problem& problem, const std::vector<LabelPartition>& partitions, std::size_t size);

std::size_t count_neurons(const std::vector<HyperplaneUnit>& units, std::size_t outputs);
// The largest of the units.
double condition_of(const std::vector<HyperplaneUnit>& units);

// partitions: not empty, those that may be used; tents: units of two hidden layers, for partitions without a pool.
std::vector<HyperplaneUnit> fewest_units(const Problem& problem, const std::vector<LabelPartition>& partitions,
                                         std::size_t size, bool tents);

// Tents for the goal of the problem, their rows rounded: the fewest neurons, groups being so small that the error predicted for an execution is within
// the deviation; where rounding alone misses it, within twice the least error that was found; with a robust goal the least error.
// Nothing where the search finds no rows, or the data are too many or too large for it.
std::optional<std::vector<HyperplaneUnit>> units_for_goal(const Problem& problem,
                                                          const std::vector<LabelPartition>& partitions,
                                                          std::size_t size);
// The same units with exact rows, near those that were found or, where none is near enough, any. kNotApplicable: the hull of a group holds another
// sample, or so nearly that doubles cannot tell.
std::vector<HyperplaneUnit> exact_units(const Problem& problem, std::vector<HyperplaneUnit> units);

}  // namespace ftcert
