// Exact integers and decimals of expressions with square roots.
//
// Purpose: the paper's bounds are sums of square roots. They are compared and rounded by integer arithmetic alone.
//
//   least_sum(10);                                     // 7: 3 + 4, 3 * 4 >= 10
//   rounded([](const Rational& q) { return q.sign() <= 0 || q * q <= Rational(2); });   // "1.41", sqrt 2
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "ftcert/core/rational.hpp"

namespace ftcert {

// Least a + b with integers a, b >= 1 and a b >= n: ceil(2 sqrt n) (sigma of proofs/theorems.md). Contract: 1 <= n < 2^62.
std::uint64_t least_sum(std::uint64_t n);

// A real number v >= 0 by the predicate "q <= v", monotone in q.
using AtMost = std::function<bool(const Rational&)>;

// q <= scale * sqrt(radicand) + shift, for scale > 0 and radicand >= 0.
AtMost root(Rational scale, Rational radicand, Rational shift);

// Two decimals, to the nearest, halves up.
std::string rounded(const AtMost& value);
// floor(value * 10^digits).
Integer scaled_floor(const AtMost& value, unsigned digits);

}  // namespace ftcert
