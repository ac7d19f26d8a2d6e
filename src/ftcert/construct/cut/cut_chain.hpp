// Cuts one after the other, exactly: each serves its group and changes the residuals of the samples that it leaves.
//
// Purpose: the cuts of a network for many changed samples. A cut is found in floating point (cut_search.hpp), its row made exact, and what it takes at all
// samples evaluated exactly: at most 0 at every finished sample, the residual at its group. The rest's residuals follow exactly.
// Invariant: residuals of the problem = sum of sign * relu(row) + left, at every sample, for every length of the chain.
//
//   CutChain chain = make_cuts(problem, size, budget);
//   chain.cuts[0].sign;   // of the neuron relu(row)
#pragma once

#include "ftcert/construct/problem/problem.hpp"
#include "ftcert/construct/space/row_program.hpp"
#include "ftcert/construct/space/strip.hpp"

namespace ftcert {

struct Cut {
  int sign = 1;
  Strip row;
  std::size_t served = 0;  // samples that are finished with it
};

struct CutChain {
  std::vector<Cut> cuts;
  std::vector<Rational> left;  // residuals that are left, one a sample
};

// As many cuts as make the neurons fewest together with hyperplane units, of groups of `size` samples, for the rest. Contract: one output.
CutChain make_cuts(const Problem& problem, std::size_t size, SearchBudget& budget);

}  // namespace ftcert
