// Two hidden layers for arbitrary labels, with one neuron fewer than construct/layers/dense.hpp: ceil(2 sqrt(K-1)) - 1.
//
// Theorem 3.2.4 of proofs/theorems.md: widths (n, P), P >= 3, interpolate any K <= n (P+1) + 1 samples. A unit may be reversed, relu(-p) for
// relu(p) = p + relu(-p), which adds a spline where all units of a ladder are off, and that spline serves one more sample a group. The price is one
// relation between the zigzags in every group; the knots pay it (construct/layers/dense_plus_knots.hpp).
//
// The theorem speaks of real weights. Theorem 3.2.5 says what is known of rational ones: for knots near the real ones the relations are linear
// equations, not more than unknowns for n <= P (P odd) or n <= P-1 (P even), and for one group more where K <= n (P+1). So the last neuron
// is not tried for K-1 = a^2, nor for K-1 = a (a+1) with even a, unless the labels at an end of the line repeat. What is found is exact; where
// none is found, or its weights are long, plan() says so: it makes the network.
//
// One output (others may be constant). Weights: their bits grow like the number of groups squared, that is, like K.
#pragma once

#include <optional>
#include <span>

#include "ftcert/construct/layers/dense_plus_correction.hpp"
#include "ftcert/construct/layers/spline_net.hpp"
#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kDensePlus;

// A network of one output with widths (groups, rows) that takes the value z[i] at x[i]; x is increasing. Nothing: none was found within the
// budget. Contract: rows >= 3, groups >= 1. Samples that repeat the first label, or the last, cost nothing.
std::optional<SplineNet> dense_plus_net(std::span<const Rational> x, std::span<const Rational> z, std::size_t groups,
                                        std::size_t rows, TuningBudget& budget);

// Widths of at most so many neurons for which dense_plus_net() may find a network, by their sum, then by groups.
struct DensePlusWidths {
  std::size_t groups, rows;
};
std::vector<DensePlusWidths> dense_plus_widths(std::span<const Rational> z, std::size_t most_neurons);

}  // namespace ftcert
