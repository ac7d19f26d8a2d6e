// Sums with a square root, rounded to the nearest number of a format.
//
// Purpose: a batch normalization is folded into a x + b by weights that are rounded once, from the exact real number. Integers alone: the root is enclosed ever
// more closely until both ends round to one number; a number that is not rational lies on no boundary between two, so this ends.
//
//   nearest_with_root(kBinary32, 0, 1, 2);                 // the float nearest to sqrt(2): 11863283/8388608
//   nearest_with_root(kBinary32, 1, -3, Rational(1, 4));   // 1 - 3/2 = -1/2
#pragma once

#include <optional>

#include "ftcert/core/float_format.hpp"

namespace ftcert::model {

// The number nearest to offset + factor * sqrt(radicand), ties to even; nullopt where that is infinite. Contract: radicand >= 0.
std::optional<Rational> nearest_with_root(BinaryFormat format, const Rational& offset, const Rational& factor,
                                          const Rational& radicand);

// The root, where it is rational.
std::optional<Rational> exact_root(const Rational& radicand);

}  // namespace ftcert::model
