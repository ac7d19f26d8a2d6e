// Pseudo-random numbers for tests: the same on every machine and in every year.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert::test {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}

  // splitmix64.
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // Uniform enough on low..high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool one_in(std::int64_t n) { return between(1, n) == 1; }
  // p/q with |p| <= above, 1 <= q <= below.
  Rational rational(std::int64_t above, std::int64_t below) {
    return Rational(Integer(between(-above, above)), Integer(between(1, below)));
  }
  // A random set of n out of 0..size-1, as a mask.
  std::vector<bool> subset(std::size_t n, std::size_t size) {
    std::vector<bool> mask(size);
    for (std::size_t i = 0; i < n; ++i) mask[i] = true;
    for (std::size_t i = size; i > 1; --i) {
      const auto j = static_cast<std::size_t>(between(0, static_cast<std::int64_t>(i) - 1));
      const bool moved = mask[i - 1];
      mask[i - 1] = mask[j];
      mask[j] = moved;
    }
    return mask;
  }

 private:
  std::uint64_t state_;
};

}  // namespace ftcert::test
