// The splitmix64 generator: numbers that are the same on every machine and in every year.
//
// Purpose: where a search wants numbers that no data know of, and its result must be a function of the data alone. Written out here once,
// fixed for ever, so that nothing depends on a library.
//
//   SplitMix generator{7};
//   generator.next();
//   splitmix(7);   // the first number of that generator, without a state: numbers that are known by their index
#pragma once

#include <cstdint>

namespace ftcert {

// 2^64 divided by the golden ratio, odd: a factor that spreads the low bits of a key over the high ones.
inline constexpr std::uint64_t kGoldenRatio = 0x9e3779b97f4a7c15u;

inline constexpr std::uint64_t splitmix(std::uint64_t state) {
  std::uint64_t z = state + kGoldenRatio;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

struct SplitMix {
  std::uint64_t state = 0;

  std::uint64_t next() {
    const std::uint64_t result = splitmix(state);
    state += kGoldenRatio;
    return result;
  }
};

}  // namespace ftcert
