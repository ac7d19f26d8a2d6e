// Units of work (core/work.hpp) of what readers and views do with rationals.
//
// Purpose: limits that hold for every input, small numbers and long ones alike; on one core 10^10 units take about 5 s. What is charged is
// an estimate for programs that find and show, not the work of a certificate, which the checkers count (evaluation/work.hpp).
//
//   meter.charge(rational_work(bit_size(a) + bit_size(b)));   // before a + b
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

inline std::uint64_t words_of(std::size_t bits) { return bits / 64 + 1; }

// A sum, product or quotient of rationals with so many bits in all: a few products and the greatest common divisors that reduce them.
inline std::uint64_t rational_work(std::size_t bits) {
  const std::uint64_t words = 8 + words_of(bits);
  return 8 * words * words;
}

// A number of so many bits that is kept and shown: its memory, and its text in a table and in a summary.
inline std::uint64_t shown_work(std::size_t bits) {
  const std::uint64_t words = words_of(bits);
  return 8000 + 1000 * words + 8 * words * words;
}

// Bits of the longest of the numbers.
template <typename Number>
std::size_t most_bits(const std::vector<Number>& numbers) {
  std::size_t most = 0;
  for (const Number& number : numbers) most = std::max(most, bit_size(number));
  return most;
}

}  // namespace ftcert
