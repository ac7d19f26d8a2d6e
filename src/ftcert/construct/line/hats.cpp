#include "ftcert/construct/line/hats.hpp"

#include "ftcert/construct/problem/simplest.hpp"

namespace ftcert {

namespace {

Rational knot_between(const Rational& low, const Rational& high) {
  const Rational quarter = (high - low) / Rational(4);
  return simplest_between(low + quarter, high - quarter);
}

Shape hats_shape(const Problem& problem) {
  const LineSamples samples(problem);
  const std::size_t last = samples.size() - 1;
  const std::vector<Rational> zero(samples.outputs());
  Shape shape{Polyline(samples.outputs()), {}};
  for (std::size_t r = 0; r <= last; ++r) {
    const bool changed = samples.changed(r);
    if (changed || r == 0 || r == last) shape.line.add(samples.x(r), samples.z(r), r);
    if (r < last && changed != samples.changed(r + 1)) {
      shape.line.add(knot_between(samples.x(r), samples.x(r + 1)), zero);
      // The first run may have no zero before it: up to the zero piece behind it, kinks face left.
      if (changed && shape.left.last == 1) shape.left = left_of_piece(shape.line.size() - 1);
    }
  }
  return shape;
}

Outcome plan(const Problem& problem) { return line_plan(problem, 3 * problem.changed().size(), &hats_shape); }

}  // namespace

const Construction kHats{"hats", "flat-piece lemma", "3N", "", 2, &plan};

}  // namespace ftcert
