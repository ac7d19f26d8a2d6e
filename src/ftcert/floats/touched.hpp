// The touched volume: how often a network acts near samples at which it does nothing.
//
// Purpose: that g is 0 at every kept sample says nothing about the points around them. Kept samples are moved, every feature by its own random
// amount, uniform between -r s and r s, s the feature's standard deviation over all samples; the share of moved points at which g is not 0, and
// how large it is there, tell networks apart that are the same at the samples. g is evaluated exactly; the moves are binary numbers of 16 bits
// times r s, which is rounded up to 16 bits; they are a function of the seed.
//
//   if (const auto volumes = touched_volume(g, points, residuals)) (*volumes)[1].touched;   // of kMovedPoints, for r = 1/10
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "ftcert/core/network.hpp"

namespace ftcert {

inline constexpr std::size_t kMovedPoints = 1000;  // for each radius
inline constexpr std::uint64_t kTouchedSeed = 1;
// Units of work (core/work.hpp) up to which it is computed; about a second.
inline constexpr std::uint64_t kTouchedWork = 2'000'000'000;

struct TouchedVolume {
  Rational radius;          // r
  std::size_t points = 0;   // moved points
  std::size_t touched = 0;  // those where some component of g is not 0
  Rational mean;            // of the largest |component| over the touched ones, rounded up; 0 where there is none

  // Mean of the largest |component| over all moved points.
  Rational effect() const { return mean * Rational(touched, points); }
};

// r = 1/100, 1/10, 1/2. residuals: K x P; a sample is kept where all are 0. Nothing where no sample is kept, and where it takes more than
// most_work units.
std::optional<std::array<TouchedVolume, 3>> touched_volume(const Network& g, const PointMatrix& points,
                                                           const PointMatrix& residuals,
                                                           std::uint64_t seed = kTouchedSeed,
                                                           const Integer& most_work = kTouchedWork);

// sqrt(v) <= result < sqrt(v) (1 + 2^-15), a number of at most 17 bits times a power of two. v >= 0.
Rational square_root_above(const Rational& v);

}  // namespace ftcert
