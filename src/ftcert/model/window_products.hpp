// Products of weights with what lies under windows: the sums of Conv and ConvTranspose.
//
// Purpose: y[b, g, m, o] = sum over channels c and the pairs (k, i) of window o of weights[g, m, c, k] * x[b, g, c, i]: a
// product of matrices (weighted_sums.hpp) for each group, of which so many columns are made at a time that memory holds them. Errors: those of weighted_sums().
#pragma once

#include <cstddef>
#include <vector>

#include "ftcert/model/chain.hpp"
#include "ftcert/model/windows.hpp"

namespace ftcert::model {

// A tensor with the elements [groups, outputs, channels, kernel] in row-major order.
struct WindowWeights {
  const Tensor& tensor;
  std::size_t groups, outputs, channels, kernel;
};

// x: [.., groups * channels, plane]; the result is [.., groups * outputs, windows], under `shape`, which has so many elements.
Tensor window_products(const Tensor& x, std::size_t plane, const WindowWeights& weights, const Windows& windows,
                       const Shape& shape, Chain& chain);

}  // namespace ftcert::model
