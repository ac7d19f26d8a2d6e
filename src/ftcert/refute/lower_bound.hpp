// The best lower bound that forced kinks give for the data at hand.
//
// Purpose: how many hidden neurons every network with `layers` affine maps needs that takes the residuals at the samples. Along every line
// through enough samples a largest set of forced kinks is counted (largest_kinks.hpp), by the functions that the checker uses. A network
// with several outputs fits each of them, so the best output counts; with specifications the outputs are known up to intervals
// (observed_outputs.hpp). What is found is a certificate's line, ready to be written and checked; nothing here has to be trusted.
//
//   best_lower_bound(problem, 3);                              // neurons
//   FoundBound found = find_lower_bound(points, residuals, 3); // with the line that shows it
#pragma once

#include "ftcert/certificate/bound.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/construct/problem/problem.hpp"
#include "ftcert/refute/observed_outputs.hpp"

namespace ftcert {

struct FoundBound {
  std::size_t neurons = 0;
  const Method* method = &kAlternation;
  SampleLine line;  // as in a certificate; empty for a single sample
  // Most samples on a line that promised more than any function that is not constant needs; 0: none did.
  std::size_t collinear = 0;
  bool all_lines = true;  // false: too many pairs of samples, lines of the first changed samples only
};

// points: K x d, pairwise distinct; outputs: K intervals each; residuals: K x P. Cost: about (changed samples) * K comparisons for d > 1, limited to 2 * 10^7. Contract:
// layers >= 2.
FoundBound find_lower_bound(const PointMatrix& points, const ObservedOutputs& outputs, std::size_t layers);
FoundBound find_lower_bound(const PointMatrix& points, const PointMatrix& residuals, std::size_t layers);

// Hidden neurons that every network with `layers` affine maps needs for the problem.
std::size_t best_lower_bound(const Problem& problem, std::size_t layers);

// Hidden neurons that for any labels on `labels` of the samples are needed at least for some choice of these labels, counting parameters:
// an affine map less its scale for every neuron (proofs/theorems.md, theorem 3.8.1). One or two hidden layers.
std::size_t parameter_lower_bound(std::size_t labels, std::size_t dimension, std::size_t layers);

}  // namespace ftcert
