// Arithmetic of tensors, exactly, as long as the result is affine in the input.
//
// Purpose: the arithmetic operators of ONNX on constants and affine forms, with NumPy's broadcasting.
// Operands have one element type (the caller's duty). No operation rounds. Errors: kModelShape; kModelGraph
// when the result would not be affine in one layer's neurons; kNotFinite for a division by zero; kMemory.
#pragma once

#include "ftcert/model/tensor.hpp"

namespace ftcert::model {

Tensor add(const Tensor& a, const Tensor& b, Budget& budget);
Tensor subtract(const Tensor& a, const Tensor& b, Budget& budget);
Tensor multiply(const Tensor& a, const Tensor& b, Budget& budget);
Tensor divide(const Tensor& a, const Tensor& b, Budget& budget);
Tensor scaled(const Tensor& a, const Rational& factor, Budget& budget);
// ONNX MatMul: matrices in the last two axes, broadcasting in the others; a vector is a row on the left, a
// column on the right. O(result elements * inner extent * terms of a form) integer operations.
Tensor matrix_multiply(const Tensor& a, const Tensor& b, Budget& budget);

}  // namespace ftcert::model
