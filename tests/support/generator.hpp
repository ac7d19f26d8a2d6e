// Pseudo-random numbers for tests, biased to corner cases where that is asked for: the same on every machine and in every year.
//
// Every test explores a little. For a longer run, set
//   FTCERT_TEST_MULTIPLIER   so many times the rounds of every random test (1)
//   FTCERT_TEST_SEED         another number, other inputs (0)
// A test that fails prints its input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "ftcert/common/splitmix.hpp"
#include "ftcert/core/rational.hpp"

namespace ftcert::test {

inline std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::stoull(value);
}

// How often a loop over random inputs runs.
inline int rounds(int count) {
  static const auto multiplier = static_cast<int>(from_environment("FTCERT_TEST_MULTIPLIER", 1));
  return count * multiplier;
}

class Generator {
 public:
  explicit Generator(std::uint64_t seed) {
    static const std::uint64_t explored = from_environment("FTCERT_TEST_SEED", 0);
    numbers_.state = explored == 0 ? seed : seed ^ splitmix(explored);
  }

  std::uint64_t next() { return numbers_.next(); }
  // Uniform enough on low..high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  // 0 .. bound-1.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool one_in(std::size_t n) { return below(n) == 0; }

  // p/q with |p| <= above, 1 <= q <= below.
  Rational rational(std::int64_t above, std::int64_t below) {
    return Rational(Integer(between(-above, above)), Integer(between(1, below)));
  }
  // 0, 1, powers of two and neighbours, small, 64-bit and very large, of both signs.
  Integer integer() {
    Integer value;
    switch (below(7)) {
      case 0:
        value = 0;
        break;
      case 1:
        value = 1;
        break;
      case 2:
        value = (Integer(1) << static_cast<unsigned>(below(130))) + below(3) - 1;
        break;
      case 3:
        value = below(10);
        break;
      case 4:
        value = next();
        break;
      case 5:
        value = (Integer(next()) << 64) + next();
        break;
      default:
        value = Integer(next()) << static_cast<unsigned>(below(600));
        break;
    }
    return one_in(2) ? Integer(-value) : value;
  }
  Integer positive() {
    const Integer value = abs(integer());
    return value.is_zero() ? Integer(1) : value;
  }
  Rational rational() { return one_in(3) ? Rational(integer()) : Rational(integer(), positive()); }
  // A rational, or one very near to the given one.
  Rational rational_near(const Rational& other) {
    switch (below(4)) {
      case 0:
        return other;
      case 1:
        return other + Rational(1, positive());
      case 2:
        return -other;
      default:
        return rational();
    }
  }
  // A random set of n out of 0..size-1, as a mask.
  std::vector<bool> subset(std::size_t n, std::size_t size) {
    std::vector<bool> mask(size);
    for (std::size_t i = 0; i < n; ++i) mask[i] = true;
    for (std::size_t i = size; i > 1; --i) {
      const std::size_t j = below(i);
      const bool moved = mask[i - 1];
      mask[i - 1] = mask[j];
      mask[j] = moved;
    }
    return mask;
  }

 private:
  SplitMix numbers_;
};

}  // namespace ftcert::test
