#include "ftcert/construct/paper/paper_appendix.hpp"

#include <array>

#include "ftcert/construct/layers/sparse_plan.hpp"
#include "ftcert/construct/paper/paper_grid.hpp"

namespace ftcert {

namespace {

// Every changed sample and every block of unchanged ones.
std::vector<std::vector<std::size_t>> groups_of(const LineSamples& samples) {
  std::vector<std::vector<std::size_t>> groups;
  bool in_block = false;
  for (std::size_t r = 0; r < samples.size(); ++r) {
    const bool changed = samples.changed(r);
    if (changed || !in_block) groups.emplace_back();
    groups.back().push_back(r);
    in_block = !changed;
  }
  return groups;
}

Network build(const Problem& problem) {
  const LineSamples samples(problem);
  const Rational scale = label_scale(samples, changed_ranks(samples));
  const PaperGrid grid(samples, groups_of(samples));
  std::vector<CellPoint> points;
  for (std::size_t j = 0; j < grid.cells(); ++j) {
    // First in the order, so that p rises from there on through a rising cell, and towards the left through a falling
    // one.
    points.push_back(grid.at_order(j, 0, samples.z(grid.order(j)[0])[0] / scale, 2));
  }
  const SplineRow row = grid.row(points, true);
  SplineNet net = grid.net();
  // sigma_T(p) = relu(2 - p) - 2 relu(1 - p).
  net.add_row(shifted(negated(row), 2), std::array{scale});
  net.add_row(shifted(negated(row), 1), std::array{Rational(-2) * scale});
  return net.lift(problem.projection().direction);
}

Outcome plan(const Problem& problem) {
  if (auto outcome = without_grid(problem, 3)) return *outcome;
  Plan plan;
  const LineSamples samples(problem);
  std::size_t groups = problem.changed().size();
  for (std::size_t r = 0; r < samples.size(); ++r) {
    if (!samples.changed(r) && (r == 0 || samples.changed(r - 1))) ++groups;
  }
  plan.widths = {2 * groups, 2};
  plan.promised = 4 * problem.changed().size() + 4;
  plan.build = [&problem] { return build(problem); };
  return plan;
}

}  // namespace

const Construction kAppendix{"appendix",
                             "paper, appendix A; repaired: empty groups left out (changed samples adjacent or at an "
                             "end), p >= 2 on the rest of each block; labels scaled",
                             "4N+4",
                             "one output",
                             3,
                             &plan};

}  // namespace ftcert
