// The fixed sequence of directions that separate() tries.
//
// Purpose: says exactly which directions are tried and in which order, so that the chosen one is a function
// of the points alone. Level b = 1, 2, ... holds the primitive integer vectors, up to sign, whose largest
// absolute entry has b bits.
//
// - A level of at most kComplete vectors is listed completely, by increasing sum of absolute entries: for few
//   dimensions and few bits the first direction that separates has the least bits possible.
// - Of a larger level, kSample pseudo-random vectors of a fixed generator are listed, on level 1 after the
//   unit vectors.
// - After level kLevels come the moment vectors (1, t, t^2, ...), t = 2, 3, ...: a pair of distinct points
//   excludes at most d-1 of them (the roots of a polynomial), so the search ends whatever the points are.
//
//   DirectionCandidates candidates(3);
//   candidates.next();   // a unit vector
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ftcert/common/splitmix.hpp"
#include "ftcert/core/rational.hpp"

namespace ftcert {

class DirectionCandidates {
 public:
  static constexpr std::size_t kComplete = 256;
  static constexpr std::size_t kSample = 16;
  static constexpr unsigned kLevels = 62;

  // dimension >= 1.
  explicit DirectionCandidates(std::size_t dimension);

  // The next direction: never zero, one entry a dimension, first nonzero entry positive.
  std::vector<Integer> next();

 private:
  void fill_level();
  void list_level();
  void sample_level();
  std::int64_t draw();

  std::size_t dimension_;
  unsigned level_ = 0;
  SplitMix generator_;
  std::uint64_t moment_ = 1;
  std::size_t taken_ = 0;
  std::vector<std::vector<std::int64_t>> candidates_;
};

}  // namespace ftcert
