// An affine map as integers.
//
// Purpose: the working form of a layer in evaluation/batch.cpp and evaluation/enclosure.cpp: one product of integer matrices gives all its
// pre-activations at many samples.
#pragma once

#include <span>
#include <vector>

#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

// A layer as integers, transposed and with the bias as last row: (X | D) * matrix gives the scaled pre-activations.
struct IntegerLayer {
  IntegerMatrix matrix;
  std::vector<Integer> scale;  // pre-activation r comes out times scale[r] * D
};

// Folds the scales of the layer before (none: empty) into the columns, then clears denominators row by row.
IntegerLayer integer_layer(const AffineMap& map, const std::vector<Integer>& scale_before);

// Row i of the result: products over scale * D, D in column `inputs` of samples.
void set_values(const IntegerMatrix& products, const std::vector<Integer>& scale, const IntegerMatrix& samples,
                std::size_t inputs, std::span<Rational> result);

}  // namespace ftcert
