#include "ftcert/construct/paper/paper_yun_grid.hpp"

#include <array>
#include <numeric>

#include "ftcert/construct/paper/paper_grid.hpp"

namespace ftcert {

namespace {

struct Rectangle {
  std::size_t groups, places;
};

Rectangle rectangle(std::size_t samples) {
  const auto root = sqrt(Integer(samples - 1)).convert_to<std::size_t>();
  const std::size_t groups = samples == 1 ? 1 : root + 1;
  return {groups, (samples + groups - 1) / groups};
}

Network build(const Problem& problem) {
  const LineSamples samples(problem);
  std::vector<std::size_t> ranks(samples.size());
  std::iota(ranks.begin(), ranks.end(), std::size_t{0});
  const Rational scale = label_scale(samples, ranks);
  const Rectangle shape = rectangle(samples.size());
  const PaperGrid grid(samples, cut_evenly(ranks, shape.groups));
  SplineNet net = grid.net();
  for (std::size_t k = 0; k < shape.places; ++k) {
    std::vector<CellPoint> points;
    for (std::size_t j = 0; j < grid.cells(); ++j) {
      const auto& order = grid.order(j);
      points.push_back(k < order.size() ? grid.at_order(j, k, samples.z(order[k])[0] / scale, 1) : grid.behind(j, 1));
    }
    // clip(p) = relu(p + 1) - relu(p - 1) - 1.
    const SplineRow row = grid.row(points, k % 2 == 0);
    net.add_row(shifted(row, 1), std::array{scale});
    net.add_row(shifted(row, -1), std::array{-scale});
    net.constant[0] -= scale;
  }
  if (shape.places % 2 == 0) net.constant[0] -= scale;
  return net.lift(problem.projection().direction);
}

Outcome plan(const Problem& problem) {
  if (auto reason = several_outputs(problem)) return *reason;
  const Rectangle shape = rectangle(problem.samples());
  Plan plan;
  plan.widths = {2 * shape.groups, 2 * shape.places};
  plan.promised = plan.neurons();
  plan.build = [&problem] { return build(problem); };
  return plan;
}

}  // namespace

const Construction kYunGrid{"yun-grid",
                            "paper, theorem 5.1.1, U1 (Yun et al. 2019); repaired: alternating row signs and an "
                            "offset, labels scaled, rounded up for K not a square",
                            "4 sqrt(K)",
                            "one output",
                            3,
                            &plan};

}  // namespace ftcert
