// The row of a unit whose condition is small.
//
// Purpose: a form p with prescribed values at a group of samples and |p| >= clearance at all others decides, by its condition sum |a_j| in the scale
// of the SampleTable, how well a unit survives arithmetic. Many forms serve; here a good one is searched for in doubles: directions in which all
// other samples are far from the group's hull, which of two values a member takes, and steps along forms that vanish at the group, each of the best
// length among those that leave no other sample in the strip; then a linear program with the sides on which the others are, and its neighbours. On the
// one line of forms that a group of d samples has, the best is found.
// Invariant: `row` and `scaled` are the same form, and finite. What is found must be made exact, and verified.
// Cost: at most about `budget` multiplications, and an elimination of the group. Deterministic.
//
//   RowSearch search(table);
//   auto found = search.find({{3, 8}, {0, 0.5}, {0, -0.5}, 1.0}, 1 << 24);
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ftcert/construct/space/sample_table.hpp"

namespace ftcert {

struct RowDemand {
  std::vector<std::size_t> group;  // increasing
  std::vector<double> values;      // of the form at the group
  std::vector<double> others;      // values that serve as well, one for each; empty: there are none
  double clearance;                // least |p| at the samples outside the group; positive
};

struct FoundRow {
  FloatRow scaled;          // in the units of CentredSamples
  std::vector<double> row;  // the same: d weights and the constant, for samples as they are
  // Of each entry of the row: the largest absolute value that it multiplies, 0 for a constant feature.
  std::vector<double> radius;
  std::vector<bool> turned;  // of each member: it has the other value
  // As many entries of the row as the group has samples: those by which the values are best corrected.
  std::vector<std::size_t> pivots;
  double condition = 0;
  std::size_t cost = 0;  // multiplications
};

class RowSearch {
 public:
  // The table must outlive the search.
  explicit RowSearch(const SampleTable& table) : table_(table) {}

  const CentredSamples& samples() const { return table_.centred(); }

  // Nothing: no form was found, doubles do not hold it, or the budget does not suffice for a search.
  std::optional<FoundRow> find(const RowDemand& demand, std::size_t budget) const;
  // The same; adds the multiplications to `cost`, those of a search that found nothing as well.
  std::optional<FoundRow> find(const RowDemand& demand, std::size_t budget, std::size_t& cost) const;

 private:
  const SampleTable& table_;
};

}  // namespace ftcert
