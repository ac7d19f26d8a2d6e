// What the one-dimensional constructions share: samples in projected order, and a Plan from a polyline.
//
// Purpose: a one-dimensional construction is a function from the samples on the line to a Shape; the number
// of neurons, the weights and the lift to the samples' dimension are the same for all.
//
//   Shape shape(const Problem& problem);                         // one construction
//   Outcome plan(const Problem& problem) { return line_plan(problem, promised, &shape); }
#pragma once

#include <span>

#include "ftcert/construct/line/polyline.hpp"
#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

// Samples by increasing projection; indices are ranks 0, ..., size()-1.
class LineSamples {
 public:
  // The problem must outlive them.
  explicit LineSamples(const Problem& problem)
      : line_(problem.projection()),
        changed_(problem.changed_ranks()),
        residuals_(problem.residuals()),
        zero_(problem.outputs()) {}

  std::size_t size() const { return line_.values.size(); }
  std::size_t outputs() const { return residuals_.dimension; }
  const Rational& x(std::size_t r) const { return line_.values[r]; }
  std::span<const Rational> z(std::size_t r) const {
    return changed_[r] ? residuals_.row(line_.order[r]) : std::span<const Rational>(zero_);
  }
  // Is any residual component of the sample nonzero?
  bool changed(std::size_t r) const { return changed_[r]; }
  // Of the piece between samples r and r+1, one entry an output.
  void slope(std::size_t r, std::vector<Rational>& result) const;

 private:
  const Projection& line_;
  const std::vector<bool>& changed_;
  const PointMatrix& residuals_;
  std::vector<Rational> zero_;
};

// A polyline through all samples, and how its kinks face.
struct Shape {
  Polyline line;
  LeftKinks left;
};

// Counts the neurons of `planned`, which is shape(problem). build() makes the shape again: a plan holds no
// memory.
Plan line_plan(const Problem& problem, const Shape& planned, std::size_t promised, Shape (*shape)(const Problem&));
inline Plan line_plan(const Problem& problem, std::size_t promised, Shape (*shape)(const Problem&)) {
  return line_plan(problem, shape(problem), promised, shape);
}

}  // namespace ftcert
