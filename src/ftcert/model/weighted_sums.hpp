// Sums of a tensor's elements with constant weights: matrix products and convolutions.
//
// Purpose: the one place where many products are made. With forms the weights are taken row by row, without their zeros; with numbers both sides are
// integers over one denominator, and the product is FLINT's, or a loop over what is not 0 where few elements are taken or few weights are there.
//
//   // A convolution of one channel with a kernel of 3: 8 positions, each of 3 elements, the border padded.
//   Tensor y = weighted_sums({w, 0, 1, 3, 3, 1}, x, {kNothing, 0, 1, 0, 1, 2, ..}, chain);   // shape [1, 8]
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "ftcert/model/chain.hpp"

namespace ftcert::model {

// In place of an element: 0.
inline constexpr std::size_t kNothing = std::numeric_limits<std::size_t>::max();

// rows x inner weights: element first + r * row_step + k * inner_step of a constant tensor.
struct WeightMatrix {
  const Tensor& tensor;
  std::size_t first, rows, inner, row_step, inner_step;
};

// Element (r, p) of the result is the sum over k < inner of weight (r, k) times element taken[p * inner + k] of x: shape [rows, taken.size() / inner], which
// the caller replaces. Contract: the tensors have these elements. O(rows * taken) products, without zeros.
// Errors: kMemory, kWork; kModelGraph for weights that depend on the input, unless all are numbers.
Tensor weighted_sums(const WeightMatrix& weights, const Tensor& x, const std::vector<std::size_t>& taken, Chain& chain);

// Those of forms, and of numbers. Contract: as above, and x has forms, or numbers.
std::vector<LinearForm> sums_of_forms(const WeightMatrix& weights, const Tensor& x,
                                      const std::vector<std::size_t>& taken, Budget& budget);
std::vector<Rational> sums_of_numbers(const WeightMatrix& weights, const Tensor& x,
                                      const std::vector<std::size_t>& taken, Budget& budget);

// Charges for what one common denominator of the numbers costs: it may be far longer than they are, as n fractions with unlike odd denominators of b bits
// make n numerators of n * b bits.
void charge_common_denominator(const std::vector<Rational>& numbers, Budget& budget);

}  // namespace ftcert::model
