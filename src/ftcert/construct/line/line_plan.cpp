#include "ftcert/construct/line/line_plan.hpp"

namespace ftcert {

void LineSamples::slope(std::size_t r, std::vector<Rational>& result) const {
  result.assign(outputs(), Rational());
  if (!changed_[r] && !changed_[r + 1]) return;
  const Rational run = x(r + 1) - x(r);
  for (std::size_t c = 0; c < result.size(); ++c) {
    result[c] = z(r + 1)[c];
    result[c] -= z(r)[c];
    if (!result[c].is_zero()) result[c] /= run;
  }
}

Plan line_plan(const Problem& problem, const Shape& planned, std::size_t promised, Shape (*shape)(const Problem&)) {
  Plan plan;
  plan.widths = {count_neurons(planned.line, planned.left)};
  plan.promised = promised;
  plan.build = [&problem, shape] {
    const Shape built = shape(problem);
    return relu_sum(built.line, built.left).lift(problem.projection().direction);
  };
  return plan;
}

}  // namespace ftcert
