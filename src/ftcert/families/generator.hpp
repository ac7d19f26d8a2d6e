// Pseudo-random integers of a range, the same on every machine.
//
//   Generator generator(7);
//   generator.between(1, 9);
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "ftcert/common/splitmix.hpp"

namespace ftcert {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : numbers_{seed} {}
  std::uint64_t next() { return numbers_.next(); }
  // low .. high, both included: the remainder, which favours the low ones by less than (high - low) / 2^64.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  // 1 to 9, or -1 to -9.
  std::int64_t label() {
    const std::int64_t sign = between(0, 1) == 0 ? -1 : 1;
    return sign * between(1, 9);
  }
  // 0 .. count-1 in a random order.
  std::vector<std::size_t> order(std::size_t count) {
    std::vector<std::size_t> result(count);
    std::iota(result.begin(), result.end(), std::size_t{0});
    for (std::size_t i = count; i-- > 1;)
      std::swap(result[i], result[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(i)))]);
    return result;
  }

 private:
  SplitMix numbers_;
};

}  // namespace ftcert
