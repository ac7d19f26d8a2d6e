// Lower bounds for one hidden layer by exhaustion, along the lines of the data.
//
// Purpose: what exhaustion.hpp decides for samples on a line, for samples in any dimension: along every line through three or more samples,
// and for every output. In dimension 1 with one output the answer is exact, and comes with a network. Where intervals are known in place of values, all
// samples of a line are looked at, and those that force the most kinks (largest_kinks.hpp); there is no network then.
//
//   ExhaustionBound bound = exhaust(points, residuals, 4);
//   bound.neurons;   // 5 or more: four do not suffice; 0: not shown
#pragma once

#include <optional>

#include "ftcert/common/control.hpp"
#include "ftcert/construct/exhaustion/exhaustion.hpp"
#include "ftcert/refute/observed_outputs.hpp"

namespace ftcert {

// Lines with more samples are left out: a tree costs at least (samples)^3 / 16 bit operations.
inline constexpr std::size_t kMostExhaustionPoints = 2000;

struct ExhaustionBound {
  std::size_t neurons = 0;  // every network with one hidden layer that fits has so many; 0: nothing is shown
  SampleLine line;          // with neurons > 0, as in a certificate
  ExhaustionTree tree;
  std::optional<ReluSum>
      fit;                // dimension 1, one output, values: a network in x; with neurons > 0 one of exactly so many
  bool all_lines = true;  // false: a line was too long, or its tree too large, or there were too many lines
};

// Refutes so many neurons, and then more until it fails. points: K x d, pairwise distinct; outputs: K intervals each; residuals: K x P.
ExhaustionBound exhaust(const PointMatrix& points, const ObservedOutputs& outputs, std::size_t neurons,
                        const Control& control = {});
ExhaustionBound exhaust(const PointMatrix& points, const PointMatrix& residuals, std::size_t neurons,
                        const Control& control = {});

}  // namespace ftcert
