// Residues modulo the prime 2^61 - 1, which a word holds and two shifts reduce to.
//
// Purpose: quick one-sided tests of exact equations. What differs modulo the prime differs; what is equal there has to be compared exactly, or its being taken
// for equal must do no harm.
//
//   multiply_modulo_prime(a, inverse_modulo_prime(b));   // a / b, of residues
#pragma once

#include <cstdint>

namespace ftcert {

__extension__ using WideWord = unsigned __int128;

inline constexpr std::uint64_t kMersennePrime = (std::uint64_t{1} << 61) - 1;

// Of a number below twice the prime.
inline constexpr std::uint64_t reduce_modulo_prime(std::uint64_t value) {
  return value >= kMersennePrime ? value - kMersennePrime : value;
}

// Residues, below the prime; so is the product.
inline constexpr std::uint64_t multiply_modulo_prime(std::uint64_t a, std::uint64_t b) {
  const WideWord product = static_cast<WideWord>(a) * b;
  return reduce_modulo_prime((static_cast<std::uint64_t>(product) & kMersennePrime) +
                             static_cast<std::uint64_t>(product >> 61));
}

// Of a residue that is not 0; of 0: 0.
inline constexpr std::uint64_t inverse_modulo_prime(std::uint64_t a) {
  std::uint64_t result = 1;
  for (std::uint64_t exponent = kMersennePrime - 2; exponent != 0; exponent >>= 1, a = multiply_modulo_prime(a, a)) {
    if (exponent & 1) result = multiply_modulo_prime(result, a);
  }
  return result;
}

}  // namespace ftcert
