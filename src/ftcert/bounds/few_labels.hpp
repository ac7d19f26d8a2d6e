// Two hidden layers for few labels that are not zero, among however many samples.
//
// Purpose: the least sums of widths that the constructions with waves allow (proofs/theorems.md, sections 3.3 and 3.13): G groups with P waves of
// four neurons each, with tuned knots or with two neurons beside them that host labels at knots. For N labels that are not zero, any number
// of samples.
//
//   least_sparse(100);        // 40: 20 groups of 5 labels
//   upper_few_labels(100);    // 39: 19 first-layer neurons make 20 groups
#pragma once

#include "ftcert/bounds/interval.hpp"

namespace ftcert {

// min over G of G + 4 ceil(N/G). Contract of both: 1 <= N < 2^60. Cost: O(N^{1/4}) steps.
std::uint64_t least_sparse(std::uint64_t changed);

// The least of all of them, with its theorem. Does not decrease with N.
ProvedEnd upper_few_labels(std::uint64_t changed);

}  // namespace ftcert
