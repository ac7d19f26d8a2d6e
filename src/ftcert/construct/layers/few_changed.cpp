#include "ftcert/construct/layers/few_changed.hpp"

#include <array>
#include <optional>
#include <utility>

#include "ftcert/construct/layers/sparse_plan.hpp"
#include "ftcert/construct/layers/spline_net.hpp"
#include "ftcert/construct/layers/zigzag.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kMostChanged = 3;

// The knots, as indices of changed samples, and the weights of the rows; row k has its peak at changed sample k.
struct Tents {
  std::vector<std::pair<std::size_t, Facing>> knots;
  std::vector<std::vector<int>> weights;
};

// With the last knot facing left, weights (W_1, .., W_n) make the slopes -W_n, W_1 - W_n, .., W_1 + .. + W_{n-1}.
Tents tents(std::size_t count) {
  switch (count) {
    case 1:  // slopes 1, -1: both knots are the sample
      return {{{0, Facing::kLeft}, {0, Facing::kRight}}, {{-1, -1}}};
    case 2:  // slopes 1, -1, -2 and 2, 1, -1
      return {{{0, Facing::kRight}, {1, Facing::kLeft}}, {{-2, -1}, {-1, -2}}};
    default:  // slopes 1, -1, -1, -2 and 1, 1, -1, -2 and 2, 1, 1, -1
      return {{{0, Facing::kRight}, {1, Facing::kRight}, {2, Facing::kLeft}}, {{-2, 0, -1}, {0, -2, -1}, {-1, 0, -2}}};
  }
}

// A power of two below the distance from the sample to its neighbours: where a tent of slopes >= 1 has this height, it is negative at all
// other samples.
Rational height(const LineSamples& samples, std::size_t rank) {
  std::optional<Rational> gap;
  if (rank > 0) gap = samples.x(rank) - samples.x(rank - 1);
  if (rank + 1 < samples.size()) {
    Rational right = samples.x(rank + 1) - samples.x(rank);
    if (!gap || right < *gap) gap = std::move(right);
  }
  return gap ? power_above(*gap) / Rational(4) : Rational(1);
}

SplineNet tent_net(const LineSamples& samples, const std::vector<std::size_t>& changed) {
  SplineNet net(samples.outputs());
  const Tents shape = tents(changed.size());
  for (const auto& [index, facing] : shape.knots) net.add_knot(samples.x(changed[index]), facing);
  for (std::size_t k = 0; k < changed.size(); ++k) {
    const Rational& peak = samples.x(changed[k]);
    SplineRow row{height(samples, changed[k]), {}};
    std::vector<Rational> outer(samples.z(changed[k]).begin(), samples.z(changed[k]).end());
    for (Rational& w : outer) w /= row.bias;
    for (std::size_t j = 0; j < net.knots.size(); ++j) {
      row.weights.push_back(shape.weights[k][j]);
      const Rational active = net.facings[j] == Facing::kRight ? peak - net.knots[j] : net.knots[j] - peak;
      if (active.sign() > 0) row.bias -= row.weights[j] * active;
    }
    net.add_row(std::move(row), outer);
  }
  return net;
}

Outcome plan(const Problem& problem) {
  const std::size_t count = problem.changed().size();
  if (count == 0 || count > kMostChanged) {
    return Inapplicable{"needs 1 <= N <= 3, the data have N = " + std::to_string(count)};
  }
  Plan plan;
  plan.widths = {tents(count).knots.size(), count};
  plan.promised = plan.neurons();
  plan.build = [&problem] {
    const LineSamples line(problem);
    return tent_net(line, changed_ranks(line)).lift(problem.projection().direction);
  };
  return plan;
}

}  // namespace

const Construction kFewChanged{
    "few-changed", "proofs/theorems.md, theorem 3.13.1", "3, 4, 6 for N = 1, 2, 3", "1 <= N <= 3", 3, &plan};

}  // namespace ftcert
