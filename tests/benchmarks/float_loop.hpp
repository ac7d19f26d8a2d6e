// The plain loop: what a programmer writes who wants the values of a network in float64 and nothing else.
//
// Purpose: the measure for exact evaluation. Weights stand in rows, one product after the other is added from left to right, layer by layer and sample
// by sample; compiled with -O2, no library, no second thread.
#pragma once

#include <cstddef>
#include <vector>

namespace ftcert::bench {

struct FloatLayer {
  std::size_t rows, columns;
  std::vector<double> weights, bias;  // weights[row * columns + column]
};

// points: count x inputs; values: count x outputs of the last layer. There is a layer.
void float_loop(const std::vector<FloatLayer>& layers, const double* points, std::size_t count, double* values);

}  // namespace ftcert::bench
