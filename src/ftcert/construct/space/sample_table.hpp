// Samples as doubles, centred and scaled: where rows are searched.
//
// Purpose: the condition of a row a.x + b is sum_j R_j |a_j| + |b - shift|, R_j = max_i |x_ij - c_j|, when samples are subtracted from a few-bit
// centre c first. Here every column is divided by its R_j, so that the condition of a scaled row is the sum of its absolute entries. Columns in which
// all samples agree are left out. Nothing that is read from here is believed: rows are made exact, and verified, elsewhere.
//
//   SampleTable table(points);
//   table.row(3)[table.columns() - 1];   // 1, the entry that the constant multiplies
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

class SampleTable {
 public:
  explicit SampleTable(const PointMatrix& points);

  std::size_t samples() const { return samples_; }
  // Features that are not constant, and the constant.
  std::size_t columns() const { return features_.size() + 1; }
  const double* row(std::size_t sample) const { return entries_.data() + sample * columns(); }
  // False where a number of the samples is beyond doubles.
  bool finite() const { return finite_; }
  // d weights and the constant of the row whose scaled entries are given: weights of the samples as they are.
  std::vector<double> unscaled(std::span<const double> scaled) const;
  // R_j of each feature, 0 where it is constant, and 1 for the constant.
  std::vector<double> radius() const;
  // As many of the d + 1 entries of a row as the group has samples, which make its samples independent: each the largest that is left when the
  // span of those before it is taken off.
  std::vector<std::size_t> pivots(const std::vector<std::size_t>& group) const;

 private:
  std::size_t samples_;
  std::size_t dimension_;
  bool finite_ = true;
  std::vector<std::size_t> features_;
  std::vector<double> centre_, radius_;  // of features_
  std::vector<double> entries_;          // samples x columns
};

// The nearest double, or nearly: for searches.
double approximate(const Rational& value);

}  // namespace ftcert
