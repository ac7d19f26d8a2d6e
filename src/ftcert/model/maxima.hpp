// Maxima of tensors, of numbers or as neurons.
//
// Purpose: max(a, b) = a + relu(b - a), exactly, is what Max, Min, MaxPool and the reductions are made of. A group of n elements takes ceil(log2 n) layers.
// Errors: those of arithmetic.hpp.
//
//   maximum(x, zero, chain);   // rectified(x, chain)
#pragma once

#include <cstddef>
#include <vector>

#include "ftcert/model/chain.hpp"

namespace ftcert::model {

// Element by element, with broadcasting.
Tensor maximum(const Tensor& a, const Tensor& b, Chain& chain);
Tensor minimum(const Tensor& a, const Tensor& b, Chain& chain);

// Element e of the result is the largest of the tensor's elements groups[e]; kModelShape for a group without an element.
Tensor group_maxima(const Tensor& tensor, const Shape& shape, const std::vector<std::vector<std::size_t>>& groups,
                    Chain& chain);
Tensor group_minima(const Tensor& tensor, const Shape& shape, const std::vector<std::vector<std::size_t>>& groups,
                    Chain& chain);

}  // namespace ftcert::model
