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
  explicit LineSamples(const Problem& problem) : line_(problem.projection()), residuals_(problem.residuals()) {}

  std::size_t size() const { return line_.values.size(); }
  std::size_t outputs() const { return residuals_.dimension; }
  const Rational& x(std::size_t r) const { return line_.values[r]; }
  std::span<const Rational> z(std::size_t r) const { return residuals_.row(line_.order[r]); }
  // Is any residual component of the sample nonzero?
  bool changed(std::size_t r) const;

 private:
  const Projection& line_;
  const PointMatrix& residuals_;
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
