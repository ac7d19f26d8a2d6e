#include "ftcert/construct/line/line_plan.hpp"

#include <algorithm>

namespace ftcert {

bool LineSamples::changed(std::size_t r) const {
  const auto value = z(r);
  return std::any_of(value.begin(), value.end(), [](const Rational& v) { return !v.is_zero(); });
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
