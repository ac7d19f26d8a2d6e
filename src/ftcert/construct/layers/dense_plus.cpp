#include "ftcert/construct/layers/dense_plus.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "ftcert/construct/layers/dense_plus_knots.hpp"
#include "ftcert/construct/layers/factor_sum.hpp"
#include "ftcert/construct/line/line_plan.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Beyond, planning would take more than about a second.
constexpr std::size_t kLeastSamples = 8, kMostSamples = 150;

// Equal labels at the beginning.
std::size_t run_length(std::span<const Rational> z) {
  std::size_t length = 1;
  while (length < z.size() && z[length] == z[0]) ++length;
  return length;
}

std::vector<Rational> reversed(std::span<const Rational> values) { return {values.rbegin(), values.rend()}; }

void negate(std::vector<Rational>& values) {
  for (Rational& v : values) v = -v;
}

bool fits(std::size_t samples, std::size_t groups, std::size_t rows) {
  return samples > (groups - 1) * (rows + 1) && samples <= groups * (rows + 1);
}

// With the flat cell left of the samples.
std::optional<SplineNet> net_rightwards(const std::vector<Rational>& x, std::vector<Rational> z, std::size_t groups,
                                        std::size_t rows, TuningBudget& budget) {
  const std::size_t flat = run_length(z);
  if (flat == z.size() || !fits(z.size() - flat, groups, rows)) return std::nullopt;
  const bool falls = z[flat] < z[0];
  if (falls) negate(z);
  const auto from = static_cast<std::ptrdiff_t>(flat);
  const FlatStart samples{z[0], x[flat - 1], {x.begin() + from, x.end()}, {z.begin() + from, z.end()}};
  std::optional<SplineNet> net = tuned_net(BasedLadder(samples, groups, rows), budget);
  if (net && falls) {
    negate(net->outers);
    negate(net->constant);
  }
  return net;
}

Network lifted(const SplineNet& net, const LineSamples& samples, std::size_t component, const Problem& problem) {
  SplineNet all(samples.outputs());
  for (std::size_t c = 0; c < samples.outputs(); ++c)
    all.constant[c] = c == component ? net.constant[0] : samples.z(0)[c];
  for (std::size_t j = 0; j < net.knots.size(); ++j) all.add_knot(net.knots[j], net.facings[j]);
  for (std::size_t r = 0; r < net.rows.size(); ++r) {
    std::vector<Rational> outer(samples.outputs());
    outer[component] = net.outers[r];
    all.add_row(net.rows[r], outer);
  }
  return all.lift(problem.projection().direction);
}

// The one component that is not constant.
std::optional<std::size_t> varying(const LineSamples& samples) {
  std::optional<std::size_t> result;
  for (std::size_t c = 0; c < samples.outputs(); ++c) {
    std::size_t r = 1;
    while (r < samples.size() && samples.z(r)[c] == samples.z(0)[c]) ++r;
    if (r == samples.size()) continue;
    if (result) return std::nullopt;
    result = c;
  }
  return result;
}

Outcome plan(const Problem& problem) {
  const std::size_t count = problem.samples();
  if (count < kLeastSamples || count > kMostSamples) {
    return Inapplicable{"needs " + std::to_string(kLeastSamples) + " <= K <= " + std::to_string(kMostSamples) +
                        ", the data have K = " + std::to_string(count)};
  }
  const LineSamples samples(problem);
  const std::optional<std::size_t> component = varying(samples);
  if (!component) return Inapplicable{"needs exactly one output whose labels differ"};
  std::vector<Rational> x, z;
  for (std::size_t r = 0; r < count; ++r) {
    x.push_back(samples.x(r));
    z.push_back(samples.z(r)[*component]);
  }
  const std::size_t promised = factor_sum(count - 1) - 1;
  const std::vector<DensePlusWidths> candidates = dense_plus_widths(z, promised);
  if (candidates.empty()) {
    return Inapplicable{"K = " + std::to_string(count) + ": more relations than free slopes for " +
                        std::to_string(promised) + " neurons"};
  }
  TuningBudget budget;
  for (const DensePlusWidths& widths : candidates) {
    std::optional<SplineNet> net = dense_plus_net(x, z, widths.groups, widths.rows, budget);
    if (!net) continue;
    Plan plan;
    plan.widths = {widths.groups, widths.rows};
    plan.promised = promised;
    plan.build = [&problem, component, kept = std::make_shared<const SplineNet>(std::move(*net))] {
      return lifted(*kept, LineSamples(problem), *component, problem);
    };
    return plan;
  }
  const std::string what = "no network of " + std::to_string(promised) + " neurons was found with weights of at most " +
                           std::to_string(budget.bits) + " bits";
  return Inapplicable{what + (budget.work == 0 ? " in the work that is allowed" : "")};
}

}  // namespace

std::optional<SplineNet> dense_plus_net(std::span<const Rational> x, std::span<const Rational> z, std::size_t groups,
                                        std::size_t rows, TuningBudget& budget) {
  require(x.size() == z.size() && !z.empty() && groups >= 1 && rows >= 3, "dense_plus_net: sizes");
  std::vector<Rational> positions(x.begin(), x.end()), mirrored = reversed(x);
  const std::vector<Rational> labels(z.begin(), z.end()), backwards = reversed(z);
  if (auto net = net_rightwards(positions, labels, groups, rows, budget)) return net;
  negate(mirrored);
  auto net = net_rightwards(mirrored, backwards, groups, rows, budget);
  if (!net) return std::nullopt;
  negate(net->knots);
  net->facings.assign(net->facings.size(), Facing::kLeft);
  return net;
}

std::vector<DensePlusWidths> dense_plus_widths(std::span<const Rational> z, std::size_t most_neurons) {
  std::vector<DensePlusWidths> result;
  const std::size_t ends[] = {run_length(z), run_length(reversed(z))};
  if (ends[0] == z.size()) return result;
  const auto possible = [&](std::size_t flat, std::size_t groups, std::size_t rows) {
    const std::size_t samples = z.size() - flat, tuned = BaseRelation(rows).all.size();
    const bool dummy = samples < groups * (rows + 1);
    return fits(samples, groups, rows) && groups <= tuned + (dummy ? 1 : 0);
  };
  for (std::size_t neurons = 4; neurons <= most_neurons; ++neurons) {
    for (std::size_t groups = 1; groups + 3 <= neurons; ++groups) {
      const std::size_t rows = neurons - groups;
      if (possible(ends[0], groups, rows) || possible(ends[1], groups, rows)) result.push_back({groups, rows});
    }
  }
  return result;
}

const Construction kDensePlus{
    "dense-plus",
    "proofs/theorems.md, theorems 3.2.4 and 3.2.5",
    "ceil(2 sqrt(K-1)) - 1",
    "one output, 8 <= K <= 150, rational knots found (not for K-1 = a^2, nor K-1 = a(a+1) with a even)",
    3,
    &plan};

}  // namespace ftcert
