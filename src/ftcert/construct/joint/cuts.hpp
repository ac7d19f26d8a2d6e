// Cuts: few neurons, found together.
//
// Purpose: the fewest neurons of one hidden layer that a search can find, where other constructions of this depth serve groups of changed samples
// one after another. All forms l_j of g = c + sum_j s_j relu(l_j) are unknowns of one linear program for given activation patterns, so that a changed
// sample may be served by several neurons, and neurons may cancel at unchanged ones (exceptional samples). Patterns are found by descents from
// random starts (joint_descent.hpp); the network is made exact and verified at all samples (joint_exact.hpp).
//
// With a goal there are no exceptional samples: all neurons are off at unchanged samples, by a margin. Several outputs: parallel residuals share
// neurons, otherwise each output has its own.
//
//   Outcome outcome = kCuts.plan(problem);
//   Network g = std::get<Plan>(outcome).build();   // g(x_i) = z_i; one hidden layer
//
// Cost: a budget of operations, a few seconds at most, less for small data. Beyond kMostWork samples * neurons * features it does not apply.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kCuts;

}  // namespace ftcert
