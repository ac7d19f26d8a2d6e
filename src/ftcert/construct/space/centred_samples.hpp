// Samples as a search sees them: in floating point, moved to the middle of each feature.
//
// Purpose: what linear programs and other searches read. Nothing that is found with it is believed. Rows are x - c for the few-bit centre c of the
// samples, each feature divided by its reach R_j = max_i |x_ij - c_j|, so that all entries lie in [-1, 1]; features that do not vary are left out.
//
//   CentredSamples samples(problem.points());
//   samples.row(i);                     // one entry for each feature of samples.features()
//   double kappa = samples.size(row);   // sum of |entries| of a row in these units: sum_j R_j |a_j| + |b|
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

// The number, or the nearest double.
double to_double(const Rational& value);
// The number that the double holds. Contract: finite.
Rational to_rational(double value);

class CentredSamples {
 public:
  explicit CentredSamples(const PointMatrix& points);

  // Numbers so large or small that a search in floating point is no use: then no row is found.
  bool out_of_range() const { return out_of_range_; }
  std::size_t count() const { return count_; }
  // Which features vary, in increasing order.
  const std::vector<std::size_t>& features() const { return features_; }
  std::size_t width() const { return features_.size(); }
  std::span<const double> row(std::size_t i) const { return {entries_.data() + i * width(), width()}; }
  const std::vector<double>& reach() const { return reach_; }  // R_j for features()
  // x_i . x_k + 1, the product of two samples with their constants. The first call makes all of them.
  double product(std::size_t i, std::size_t k) const;
  const std::vector<Rational>& centre() const { return centre_; }  // one a feature of the points

 private:
  std::size_t count_;
  bool out_of_range_ = false;
  std::vector<Rational> centre_;
  std::vector<std::size_t> features_;
  std::vector<double> reach_;
  std::vector<double> entries_;
  mutable std::vector<double> products_;
};

// An affine form in these units: weights for features(), then the constant.
struct FloatRow {
  std::vector<double> weights;
  double constant = 0;

  double at(std::span<const double> x) const;
  // sum |weights| + |constant|: no sum of absolute terms at a sample is greater.
  double size() const;
};

}  // namespace ftcert
