// Samples as fixed-point integers: each feature times a power of two of its own, rounded down to a word.
//
// Purpose: a filter for exact sums. The sum of dimension() products of such a number and another one below 2^bits() stays below 2^124, so that 128
// bits hold it, and what the rounding leaves out is bounded: the exact sum is computed only where the bound does not decide.
//
//   FixedPoints fixed(points);
//   fixed.row(3, row);   // row[j] = floor(x_3j * 2^fixed.shift(j))
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

__extension__ using Wide = __int128;

// No sum of the filter is as large.
constexpr Wide kBeyond = static_cast<Wide>(1) << 125;

// 2^(size - 2) < |value| < 2^size. value: not 0.
std::int64_t size_of(const Rational& value);

// floor(value * 2^shift), or kBeyond with its sign where it is farther from 0 than that.
struct ScaledFloor {
  Wide floor = 0;
  bool exact = true;  // nothing was rounded
};
ScaledFloor scaled_floor(const Rational& value, std::int64_t shift);
// Of the x with slope * x + intercept = 0, without dividing first: no greatest common divisor is looked for. slope: not 0.
ScaledFloor scaled_floor_of_zero(const Rational& slope, const Rational& intercept, std::int64_t shift);

class FixedPoints {
 public:
  // One pass over the points, which must outlive this. At least one dimension.
  explicit FixedPoints(const PointMatrix& points);

  std::size_t dimension() const { return shifts_.size(); }
  int bits() const { return bits_; }
  std::int64_t shift(std::size_t feature) const { return shifts_[feature]; }
  // Whether no number of any row is rounded.
  bool exact() const { return exact_; }
  // dimension() numbers, at most 2^bits() in absolute value.
  void row(std::size_t sample, std::int64_t* out) const;

 private:
  const PointMatrix& points_;
  int bits_;
  bool exact_ = true;
  std::vector<std::int64_t> shifts_;
};

}  // namespace ftcert
