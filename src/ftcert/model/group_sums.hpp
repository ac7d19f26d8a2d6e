// Sums of groups of a tensor's elements: what the average pools and the reductions are made of.
//
//   group_sums(x, {{2}, std::nullopt, 0}, {{0, 1}, {2, 3, 4}}, {}, chain);   // x0 + x1, x2 + x3 + x4
#pragma once

#include <cstddef>
#include <vector>

#include "ftcert/model/chain.hpp"

namespace ftcert::model {

// Element e of the result is the sum of the tensor's elements groups[e], times factors[e]; no factors: 1. Errors: those of weighted_sums().
Tensor group_sums(const Tensor& tensor, const Shape& shape, const std::vector<std::vector<std::size_t>>& groups,
                  const std::vector<Rational>& factors, Chain& chain);

}  // namespace ftcert::model
