#include "ftcert/construct/paper/paper_bumps.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "ftcert/construct/layers/sparse_plan.hpp"
#include "ftcert/construct/paper/paper_grid.hpp"

namespace ftcert {

namespace {

std::size_t groups_of(std::size_t samples) { return sqrt(Integer(samples)).convert_to<std::size_t>(); }

std::vector<std::vector<std::size_t>> all_groups(const LineSamples& samples) {
  std::vector<std::size_t> ranks(samples.size());
  std::iota(ranks.begin(), ranks.end(), std::size_t{0});
  return cut_evenly(ranks, groups_of(samples.size()));
}

// The different nonzero labels of every place that has any.
using LabelsByPlace = std::map<std::size_t, std::set<Rational>>;

LabelsByPlace labels_by_place(const LineSamples& samples) {
  LabelsByPlace result;
  const auto groups = all_groups(samples);
  for (std::size_t j = 0; j < groups.size(); ++j) {
    const std::size_t size = groups[j].size();
    for (std::size_t i = 0; i < size; ++i) {
      const Rational& label = samples.z(groups[j][i])[0];
      if (!label.is_zero()) result[j % 2 == 0 ? i : size - 1 - i].insert(label);
    }
  }
  return result;
}

Network build(const Problem& problem) {
  const LineSamples samples(problem);
  const Rational scale = label_scale(samples, changed_ranks(samples));
  const PaperGrid grid(samples, all_groups(samples));
  SplineNet net = grid.net();
  for (const auto& [k, labels] : labels_by_place(samples)) {
    std::vector<CellPoint> points;
    std::set<Rational> values;
    for (std::size_t j = 0; j < grid.cells(); ++j) {
      const auto& order = grid.order(j);
      if (k < order.size()) {
        const Rational value = samples.z(order[k])[0] / scale;
        points.push_back(grid.at_order(j, k, value, 2));
        values.insert(value);
      } else {
        points.push_back(grid.behind(j, 2));
      }
    }
    const SplineRow row = grid.row(points, true);
    for (const Rational& label : labels) {
      const Rational value = label / scale;
      Rational room = Rational(2) - abs(value);
      const auto here = values.find(value);
      if (here != values.begin()) room = std::min(room, value - *std::prev(here));
      if (std::next(here) != values.end()) room = std::min(room, *std::next(here) - value);
      const Rational delta = power_of_two_below(room);
      const Rational outer = label / delta;
      net.add_row(shifted(row, delta - value), std::array{outer});
      net.add_row(shifted(row, -value), std::array{Rational(-2) * outer});
      net.add_row(shifted(row, -delta - value), std::array{outer});
    }
  }
  return net.lift(problem.projection().direction);
}

Outcome plan(const Problem& problem) {
  if (auto outcome = without_grid(problem, 3)) return *outcome;
  Plan plan;
  plan.widths = {0, 0};
  const std::size_t groups = groups_of(problem.samples());
  plan.widths[0] = 2 * groups;
  for (const auto& [k, labels] : labels_by_place(LineSamples(problem))) plan.widths[1] += 3 * labels.size();
  plan.promised = 2 * groups + 3 * problem.changed().size();
  plan.build = [&problem] { return build(problem); };
  return plan;
}

}  // namespace

const Construction kBumps{"bumps",
                          "paper, theorem 5.1.1, U2; repaired: equal labels share a bump, every bump has its own "
                          "width, below the least clipped |p|; labels scaled",
                          "2 sqrt(K) + 3N",
                          "one output",
                          3,
                          &plan};

}  // namespace ftcert
