// Arithmetic of tensors, exactly, as long as the result is affine in the neurons of one layer.
//
// Purpose: the arithmetic operators of ONNX on constants and affine forms, with NumPy's broadcasting. Operands over different layers are lifted to the
// later one (chain.hpp). Operands have one element type (the caller's duty). No operation rounds. Errors: kModelShape; kModelGraph
// when the result would not be affine; kNotFinite for a division by zero; kMemory; kWork.
//
//   Tensor residual = add(x, rectified(x, chain), chain);   // x + relu(x)
#pragma once

#include <vector>

#include "ftcert/model/chain.hpp"

namespace ftcert::model {

Tensor add(const Tensor& a, const Tensor& b, Chain& chain);
Tensor subtract(const Tensor& a, const Tensor& b, Chain& chain);
Tensor multiply(const Tensor& a, const Tensor& b, Chain& chain);
Tensor divide(const Tensor& a, const Tensor& b, Chain& chain);
Tensor scaled(const Tensor& a, const Rational& factor, Chain& chain);
// One behind the other along an axis that counts from 0; all else in their shapes is the same, and the samples lie on another axis.
Tensor concatenated(const std::vector<const Tensor*>& tensors, std::size_t axis, Chain& chain);
// ONNX MatMul: matrices in the last two axes, broadcasting in the others; a vector is a row on the left, a
// column on the right. O(result elements * inner extent * terms of a form) integer operations.
Tensor matrix_multiply(const Tensor& a, const Tensor& b, Chain& chain);

}  // namespace ftcert::model
