// Samples and one component of their residuals, as the search for trees of activation patterns reads them.
//
// Purpose: exact numbers for leaves, and floating-point ones, each feature in [-1, 1] and the residuals divided by the greatest, for the
// linear programs that look for them. Nothing that is found with the latter is believed.
//
//   PatternProblem problem(points, z);
//   problem.row(i);      // features that vary, then 1
//   problem.target(i);   // z_i / max |z|
#pragma once

#include <span>
#include <vector>

#include "ftcert/construct/space/centred_samples.hpp"

namespace ftcert {

class PatternProblem {
 public:
  // points: K x D, must outlive the object; z: K residuals.
  PatternProblem(const PointMatrix& points, std::vector<Rational> z);

  // False: the numbers are out of the range of floating point, and nothing can be looked for.
  bool usable() const { return usable_; }
  std::size_t count() const { return points_.count; }
  std::size_t width() const { return width_; }
  std::span<const double> row(std::size_t i) const { return {rows_.data() + i * width_, width_}; }
  double target(std::size_t i) const { return targets_[i]; }
  const PointMatrix& points() const { return points_; }
  const std::vector<Rational>& z() const { return z_; }
  // -1, 0 or 1, exactly.
  int sign(std::size_t i) const { return signs_[i]; }
  // As in CentredSamples.
  const std::vector<std::size_t>& features() const { return features_; }
  const std::vector<std::size_t>& unchanged() const { return unchanged_; }

 private:
  const PointMatrix& points_;
  std::vector<Rational> z_;
  std::vector<std::size_t> features_, unchanged_;
  std::size_t width_ = 0;
  std::vector<double> rows_, targets_;
  std::vector<int> signs_;
  bool usable_ = true;
};

}  // namespace ftcert
