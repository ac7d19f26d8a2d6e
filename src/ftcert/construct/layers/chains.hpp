// Two hidden layers for few nonzero labels, some of them neighbours: never more neurons than `sparse`, and fewer where a quarter or so of the samples change.
//
// Theorem 3.3.6 of proofs/theorems.md: a chain of u neurons serves in every group up to u-1 neighbouring samples, where a hat or a wave
// (construct/layers/sparse.hpp) serves one. Several outputs share the first layer, and each has chains of its own.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kChains;

}  // namespace ftcert
