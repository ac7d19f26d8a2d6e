// Lemma 4.5: K samples on a line need at most K-1 hidden neurons.
//
// The canonical interpolant joins neighbouring samples, g = z_1 + sum_i (s_i - s_{i-1}) relu(t - t_i) with
// the slopes s_i between samples i and i+1 and s_0 = 0. (The paper's induction prints the weight s_i in place
// of s_i - s_{i-1}; that is wrong from two neurons on.) Neurons whose weight vanishes are left out: samples
// on one line with both neighbours cost nothing. Several outputs share the neurons.
#pragma once

#include "ftcert/construct/line/line_plan.hpp"

namespace ftcert {

extern const Construction kCanonical;

// Through all samples where the slope changes, the first and the last; all kinks face right.
Shape canonical_shape(const Problem& problem);

}  // namespace ftcert
