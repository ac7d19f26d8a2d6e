#include "ftcert/construct/paper/paper_touched_grid.hpp"

#include <algorithm>
#include <array>

#include "ftcert/construct/layers/sparse_plan.hpp"
#include "ftcert/construct/paper/paper_grid.hpp"

namespace ftcert {

namespace {

std::size_t neurons(std::size_t touched, std::size_t groups) {
  return 2 * groups + 4 * ((touched + groups - 1) / groups);
}

std::size_t best_groups(std::size_t touched) {
  std::size_t best = 1;
  for (std::size_t groups = 2; groups <= touched; ++groups) {
    if (neurons(touched, groups) < neurons(touched, best)) best = groups;
  }
  return best;
}

Outcome plan(const Problem& problem) {
  if (auto outcome = without_grid(problem, 3)) return *outcome;
  Plan plan;
  const LineSamples samples(problem);
  const std::size_t touched = touched_ranks(samples.size(), changed_ranks(samples)).size();
  const std::size_t groups = best_groups(touched);
  plan.widths = {2 * groups, neurons(touched, groups) - 2 * groups};
  const std::size_t most = std::min(3 * problem.changed().size() + 2, samples.size());
  plan.promised = neurons(most, best_groups(most));
  plan.build = [&problem, groups] {
    const LineSamples line(problem);
    return build_touched_grid(line, changed_ranks(line), groups).lift(problem.projection().direction);
  };
  return plan;
}

}  // namespace

std::vector<std::size_t> touched_ranks(std::size_t count, const std::vector<std::size_t>& changed) {
  std::vector<std::size_t> result{0, count - 1};
  for (const std::size_t r : changed) {
    if (r > 0) result.push_back(r - 1);
    result.push_back(r);
    if (r + 1 < count) result.push_back(r + 1);
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

SplineNet build_touched_grid(const LineSamples& samples, const std::vector<std::size_t>& changed, std::size_t groups) {
  const std::vector<std::size_t> touched = touched_ranks(samples.size(), changed);
  const Rational scale = label_scale(samples, changed);
  const auto label = [&](std::size_t rank) {
    return std::binary_search(changed.begin(), changed.end(), rank) ? samples.z(rank)[0] / scale : Rational(0);
  };
  const PaperGrid grid(samples, cut_evenly(touched, groups));
  SplineNet net = grid.net();
  const std::size_t places = (touched.size() + groups - 1) / groups;
  for (std::size_t k = 0; k < places; ++k) {
    std::vector<CellPoint> points;
    for (std::size_t j = 0; j < grid.cells(); ++j) {
      const auto& order = grid.order(j);
      points.push_back(k < order.size() ? grid.at_order(j, k, label(order[k]), 2) : grid.behind(j, 2));
    }
    const SplineRow row = grid.row(points, true);
    // sigma_L: kinks at -2, -1, 1, 2; slopes 0, -1, 1, -1, 0.
    net.add_row(shifted(row, 2), std::array{-scale});
    net.add_row(shifted(row, 1), std::array{Rational(2) * scale});
    net.add_row(shifted(row, -1), std::array{Rational(-2) * scale});
    net.add_row(shifted(row, -2), std::array{scale});
  }
  return net;
}

const Construction kTouchedGrid{"touched-grid",
                                "paper, theorem 5.1.1, U3; repaired: ramps instead of jumps, steep at the unchanged "
                                "samples outside J, labels scaled, the best rectangle",
                                "6 sqrt(3N+2)",
                                "one output",
                                3,
                                &plan};

}  // namespace ftcert
