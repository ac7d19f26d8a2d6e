// Products of weights with what lies under windows: the sums of Conv and ConvTranspose.
//
// Purpose: y[b, g, m, o] = sum over channels c and the pairs (k, i) of window o of weights[g, m, c, k] * x[b, g, c, i]. Forms are added as sparse rows; of numbers, the
// patches under the windows are the columns of an integer matrix, over one common denominator, and the weights of each output channel over one of their own. Errors: kMemory, kWork.
#pragma once

#include <cstddef>
#include <vector>

#include "ftcert/model/chain.hpp"
#include "ftcert/model/windows.hpp"

namespace ftcert::model {

// Row-major [groups, outputs, channels, kernel].
struct WindowWeights {
  std::size_t groups = 1, outputs = 1, channels = 1, kernel = 1;
  std::vector<Rational> numbers;
};

// x: [.., groups * channels, plane]; the result is [.., groups * outputs, windows], under `shape`, which has so many elements.
Tensor window_products(const Tensor& x, std::size_t plane, const WindowWeights& weights, const Windows& windows,
                       const Shape& shape, Chain& chain);

}  // namespace ftcert::model
