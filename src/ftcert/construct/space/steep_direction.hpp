// Directions along which a form leaves the strip at all other samples soonest.
//
// Purpose: where a search for a row begins. Among the forms v that vanish at a group, p + s v leaves the strip at every other sample with the least
// condition where min |v| over these samples is large beside the sum of the entries of v: its steepness. Random forms are compared, and
// the steepest is turned away from the samples nearest to it as long as that helps. Where the forms that vanish are one line, that is it.
// Invariant: values[i] of a ValuedForm is the form at row others.rows()[i], as doubles have it. Deterministic for a given state of the numbers.
// Cost: at most about 3/5 of `passes`, each a multiplication with all entries of the table; they are taken from `passes`.
//
//   const OtherSamples others(table, {3, 8});
//   const GroupKernel kernel(table, {3, 8});   // kernel.independent(), kernel.dimension() > 0
//   ValuedForm v = steep_direction(table, kernel, others, numbers, passes);
#pragma once

#include <cstddef>
#include <vector>

#include "ftcert/common/splitmix.hpp"
#include "ftcert/construct/space/group_kernel.hpp"
#include "ftcert/construct/space/sample_table.hpp"

namespace ftcert {

struct ValuedForm {
  std::vector<double> form;
  std::vector<double> values;
};

// The samples outside a group.
class OtherSamples {
 public:
  // group: increasing. The table must outlive this.
  OtherSamples(const SampleTable& table, const std::vector<std::size_t>& group);

  const std::vector<std::size_t>& rows() const { return rows_; }  // increasing
  ValuedForm valued(std::vector<double> form) const;

 private:
  const SampleTable& table_;
  std::vector<std::size_t> rows_;
};

// One of the forms that vanish at the group, none preferred.
std::vector<double> random_null_form(const GroupKernel& kernel, SplitMix& numbers);

ValuedForm steep_direction(const SampleTable& table, const GroupKernel& kernel, const OtherSamples& others,
                           SplitMix& numbers, std::size_t& passes);

// Takes from what is left, as far as that goes.
inline void spend(std::size_t& left, std::size_t passes) { left -= passes < left ? passes : left; }

}  // namespace ftcert
