// Theorem 4.4: unchanged blocks of samples cost at most two neurons.
//
// A block is a maximal run of consecutive samples (in projected order) with residual zero. Only J matters:
// the changed samples and the two ends of every block (one, if the block has one sample). The canonical
// interpolant of J is zero on every block. Two constructions:
//
// - blocks, as printed: |J|-1 = K-1 - sum over the blocks P of max(|P|-2, 0).
// - flat-blocks: |J|-2 if some block has two or more samples. The interpolant is flat there, and kinks left
// of
//   a flat piece face left, so that no neuron is spent on the first slope. Otherwise J is all samples: K-1.
//
// Several outputs share the neurons; a sample is changed if any of its outputs is.
#pragma once

#include "ftcert/construct/line/line_plan.hpp"

namespace ftcert {

extern const Construction kBlocks;
extern const Construction kFlatBlocks;

// |J|, and whether some block has two samples.
struct BlockEnds {
  std::size_t count = 0;
  bool wide = false;
};
BlockEnds block_ends(const Problem& problem);

}  // namespace ftcert
