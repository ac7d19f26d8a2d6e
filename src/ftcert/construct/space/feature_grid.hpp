// Samples whose features are integers up to a power of two, and the sums that are exact over them in every execution.
//
// Purpose: a network whose terms are all multiples of one power of two and so few bits long that no sum of them rounds is the same function in
// every execution: any order, fused or not (proofs/executions.md, theorem 3). Here the samples, after the subtraction that to_format() does first,
// are divided by the greatest power of two that divides a feature everywhere; a row that is an integer row of these numbers has exact sums where
// sum |terms| <= 2^p.
//
//   std::optional<FeatureGrid> grid = FeatureGrid::of(points, FloatFormat::kBinary32);   // nothing: 1/3, or more than 24 bits
//   grid->values(row, Integer(1) << 24);   // the row at all samples, if no sum of absolute terms there is more than 2^24
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ftcert/construct/space/grid_row.hpp"
#include "ftcert/core/float_format.hpp"
#include "ftcert/core/network.hpp"

namespace ftcert {

class FeatureGrid {
 public:
  static constexpr long kMostExponent = 60;  // of a power of two that is taken out, in either direction

  // Nothing where a feature is no binary number, or has more bits at a sample than the format.
  static std::optional<FeatureGrid> of(const PointMatrix& points, FloatFormat format);

  std::size_t count() const { return count_; }
  std::size_t dimension() const { return features_.size(); }
  const std::vector<GridFeature>& features() const { return features_; }
  // count x dimension, row-major.
  const std::vector<std::int64_t>& values() const { return values_; }
  // The values of some samples, row-major.
  std::vector<std::int64_t> samples(const std::vector<std::size_t>& rows) const;

  // row at every sample, exactly. Nothing where |constant| + sum |weight value| is above `most` (at most 2^53), at any sample.
  std::optional<std::vector<std::int64_t>> values(const GridRow& row, std::int64_t most) const;
  // A real row of x - centre as one of these numbers, the constant last.
  std::vector<double> to_grid(const std::vector<double>& weights, double constant) const;
  // A row of these numbers as one of x.
  void write(const GridRow& row, std::span<Rational> weights, Rational& constant) const;

 private:
  std::size_t count_ = 0;
  std::vector<Rational> centre_;
  std::vector<long> exponents_;  // x_j = centre_j + 2^exponent value
  std::vector<GridFeature> features_;
  std::vector<std::int64_t> values_, largest_;
};

}  // namespace ftcert
