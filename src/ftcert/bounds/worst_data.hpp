// Labels that need many neurons.
//
// Purpose: explicit labels in {-1, 0, 1} for K samples in order on a line, at most N of them nonzero, that force many kinks, or kinks of
// such signs, that every network that fits is large (proofs/theorems.md, theorems 2.1.1, 3.5.4, 3.6.2 and 3.7.6).
// The signs of the kinks, hence the bounds, are the same for all positions of the samples.
//
//   alternating_labels(8, 2);    // 0 0 1 0 0 -1 0 0
//   one_sign_labels(13, 3);      // 0 0 1 0 0 0 1 0 0 0 -1 0 0
//   worst_labels(8, 2, 2);       // of these families the one with the best bound for one hidden layer: 6 neurons
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ftcert {

using Labels = std::vector<int>;

// Contract of all families: 1 <= changed <= samples.

// min{3N, K-2} kinks of alternating signs: (-1)^i on a set whose gaps hold at most two zeros; samples beyond 3N+2 are zero.
Labels alternating_labels(std::size_t samples, std::size_t changed);

// n = min{N, floor((K-1)/4)} nonzero labels, first ceil(n/2) times 1, then -1, three zeros between neighbours: 2 ceil(n/2) convex kinks,
// then 2 floor(n/2) concave ones. Empty labels (all zero) for n = 0.
Labels one_sign_labels(std::size_t samples, std::size_t changed);

// Between the two: alternating labels with two zeros between them, then labels of one sign each. Needs N >= 2 and K >= 3N+2; otherwise
// all zero.
Labels mixed_labels(std::size_t samples, std::size_t changed);

struct WorstLabels {
  Labels labels;
  std::string_view family;  // "alternating", "even", "blocks"
  std::size_t neurons = 0;  // hidden neurons of every network with so many layers that fits
};

// Hidden neurons of every network with `layers` affine maps that fits these labels, from the forced kinks.
std::size_t neurons_for_labels(const Labels& labels, std::size_t layers);

// The labels that need the most neurons: alternating ones, for two hidden layers also those of spaced_labels.hpp, which include the other two
// families. The first of equals. Cost: milliseconds for K = 1000, a second for K = 10,000.
WorstLabels worst_labels(std::size_t samples, std::size_t changed, std::size_t layers);

}  // namespace ftcert
