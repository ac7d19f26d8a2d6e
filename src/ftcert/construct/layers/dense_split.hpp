// How the dense construction splits its samples: which of them lie in the flat cell, and which groups the others form.
//
// Purpose: the shape of the network that construct/layers/dense.hpp builds, found without making any weight. A *level run* is
// a maximal run of samples (in projected order) with one label. The flat cell holds either no sample or one level
// run whose neighbours on both sides are both higher or both lower, or which begins or ends the data: on the flat cell
// the network is constant, and it must leave it on both sides in the same direction. Groups have at most
// `rows` samples; only the outermost ones have fewer.
#pragma once

#include <optional>

#include "ftcert/construct/layers/group_layout.hpp"

namespace ftcert {

struct DenseSplit {
  std::size_t rows = 0;  // d2, for one output
  std::size_t left = 0;  // groups left of the flat cell
  std::size_t right = 0;
  RankRange flat;  // samples in the flat cell; empty when first == last
  int rise = 1;    // +1: the labels next to the flat cell are higher than those in it (or it is empty)

  std::size_t groups() const { return left + right; }
};

// The flat cell empty, in the middle; groups + outputs * rows is least among all with groups * rows >= samples.
// samples, outputs >= 1. O(sqrt(samples * outputs)).
DenseSplit split_evenly(std::size_t samples, std::size_t outputs);

// One output: the fewest groups + rows, with a level run in the flat cell if that saves neurons, as far in the middle as
// possible. `component` of the labels, which must not all be equal. O(K log K), and O(K) for labels without long level runs.
DenseSplit split_around_level_run(const LineSamples& samples, std::size_t component);

// The groups, from left to right.
std::vector<RankRange> ranges_of(const DenseSplit& split, std::size_t samples);

}  // namespace ftcert
