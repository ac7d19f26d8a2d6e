// Samples and the intervals that one output must be in there, as the search for trees of activation patterns reads them.
//
// Purpose: exact numbers for leaves, and floating-point ones, each feature in [-1, 1] and the ends of intervals divided by the greatest, for the
// linear programs that look for them. Nothing that is found with the latter is believed. A label leaves one number as its interval.
//
//   PatternProblem problem(points, z);
//   problem.row(i);      // features that vary, then 1
//   problem.least(i);    // low_i / max |low|, |high|
#pragma once

#include <span>
#include <vector>

#include "ftcert/construct/space/centred_samples.hpp"
#include "ftcert/core/specification.hpp"

namespace ftcert {

// Signs of the ends of an interval, a missing one -1 and 1.
struct EndSigns {
  int low = -1, high = 1;
};

class PatternProblem {
 public:
  // points: K x D, must outlive the object; z: K intervals, or residuals.
  PatternProblem(const PointMatrix& points, std::vector<Interval> z);
  PatternProblem(const PointMatrix& points, const std::vector<Rational>& z);

  // False: the numbers are out of the range of floating point, and nothing can be looked for.
  bool usable() const { return usable_; }
  std::size_t count() const { return points_.count; }
  std::size_t width() const { return width_; }
  std::span<const double> row(std::size_t i) const { return {rows_.data() + i * width_, width_}; }
  // Of output i, infinite where there is no end.
  double least(std::size_t i) const { return ends_[i].least; }
  double greatest(std::size_t i) const { return ends_[i].greatest; }
  const PointMatrix& points() const { return points_; }
  const std::vector<Interval>& z() const { return z_; }
  // Exactly.
  const EndSigns& signs(std::size_t i) const { return ends_[i].signs; }
  // As in CentredSamples.
  const std::vector<std::size_t>& features() const { return features_; }
  // Where the interval is {0}.
  const std::vector<std::size_t>& unchanged() const { return unchanged_; }

 private:
  struct Ends {
    EndSigns signs;
    double least, greatest;
  };

  const PointMatrix& points_;
  std::vector<Interval> z_;
  std::vector<std::size_t> features_, unchanged_;
  std::size_t width_ = 0;
  std::vector<double> rows_;
  std::vector<Ends> ends_;
  bool usable_ = true;
};

}  // namespace ftcert
