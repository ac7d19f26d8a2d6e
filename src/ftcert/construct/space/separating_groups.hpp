// Which changed samples share a half-space that holds no other sample.
//
// Purpose: the groups of separating units. A group has a row p with p(x_i) = values[i] on it and p <= -margin at every other sample; groups are
// found one after the other by linear programs: all samples of the pool are asked for at a price, those that miss their value most are given up in
// steps, until the rest is met; then others are added where that is still possible. A sample that was left over, although a half-space holds it and none
// from outside the pool, is asked for at a higher price; other prices are tried for fewer groups, then for smaller rows, until the share is spent.
//
//   SearchBudget budget{1e9};
//   SeparatingSearch search = find_groups(samples, {pool, values, 0.02, {}}, budget, 1e8);
//   search.groups.size();   // neurons
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/space/row_program.hpp"

namespace ftcert {

struct SeparatingPool {
  std::vector<std::size_t> rows;    // samples that need a value
  std::vector<double> values;       // one for each of them, in (0, 1]
  double margin;                    // in the same units
  std::optional<double> most_size;  // of a group's row, where the group has more than one sample
};

struct SeparatingGroup {
  std::vector<std::size_t> rows;  // in increasing order
  FloatRow row;
};

struct SeparatingSearch {
  std::vector<SeparatingGroup> groups;       // every sample of the pool in one of them, unless:
  std::optional<std::size_t> not_separated;  // a sample that no half-space was found for, by that margin
};

// share: what may be spent of the budget on doing better than at first.
SeparatingSearch find_groups(const CentredSamples& samples, const SeparatingPool& pool, SearchBudget& budget,
                             double share);

}  // namespace ftcert
