#include "ftcert/refute/lower_bound.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/check/methods/signs.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"
#include "ftcert/refute/collinear.hpp"
#include "ftcert/refute/largest_kinks.hpp"

namespace ftcert {

namespace {

struct Counted {
  std::size_t neurons = 0;
  const Method* method = &kAlternation;
};

// Of two equal bounds the one that is easier to check.
Counted count_neurons(const ForcedKinks& kinks, std::size_t layers) {
  Counted best{least_neurons_alternation(layers, kinks.size()), &kAlternation};
  if (layers == 3) {
    if (const std::size_t signs = least_neurons_signs(kinks); signs > best.neurons) best = {signs, &kSigns};
  }
  return best;
}

// The samples that the kinks need: their own and their neighbours. Leaving out the others changes no interval.
SampleLine needed(const LineOfSamples& line, const ChosenKinks& chosen, ObservedOutput output) {
  std::vector<int> mark(chosen.positions.size(), 0);
  std::vector<bool> used(chosen.positions.size(), false);
  const auto take = [&](const std::vector<std::size_t>& positions, int sign) {
    for (std::size_t r : positions) {
      mark[r] = sign;
      used[r - 1] = used[r] = used[r + 1] = true;
    }
  };
  take(chosen.kinks.convex, 1);
  take(chosen.kinks.concave, -1);
  SampleLine result{output, {}};
  for (std::size_t r = 0; r < mark.size(); ++r) {
    if (used[r]) result.points.push_back({line.rows[chosen.positions[r]], mark[r], 0});
  }
  return result;
}

// Two samples at which an output differs, for the bound of a function that is not constant; nothing when there are none.
std::optional<SampleLine> two_samples(const ObservedOutputs& outputs, std::size_t samples) {
  std::vector<CommonNumbers> common(outputs.size());
  for (std::size_t i = 0; i < samples; ++i) {
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      if (common[k].add(outputs[k].z[i], i)) continue;
      const auto [a, b] = common[k].apart();
      return SampleLine{outputs[k].output, {{std::min(a, b), 0, 0}, {std::max(a, b), 0, 0}}};
    }
  }
  return std::nullopt;
}

class Search {
 public:
  Search(const PointMatrix& points, const ObservedOutputs& outputs, std::size_t layers)
      : points_(points), outputs_(outputs), layers_(layers) {}

  FoundBound run() {
    std::optional<SampleLine> pair = two_samples(outputs_, points_.count);
    if (!pair) {  // a constant: no neuron is needed
      if (points_.count >= 2) found_.line = {{}, {{0, 0, 0}, {1, 0, 0}}};
      return std::move(found_);
    }
    found_.neurons = layers_ - 1;
    found_.line = std::move(*pair);
    found_.all_lines = visit_lines(
        points_, changed_samples(outputs_), kMostPairs,
        [this](std::size_t samples) { return most_neurons(samples - 2) > found_.neurons; },
        [this](const LineOfSamples& line) { look_along(line); });
    return std::move(found_);
  }

 private:
  // No bound from so many kinks is larger.
  std::size_t most_neurons(std::size_t kinks) const {
    return layers_ == 3 ? kinks + 1 : least_neurons_alternation(layers_, kinks);
  }

  void look_along(const LineOfSamples& line) {
    found_.collinear = std::max(found_.collinear, line.rows.size());
    std::vector<Interval> z(line.rows.size());
    for (const OutputIntervals& output : outputs_) {
      for (std::size_t r = 0; r < z.size(); ++r) z[r] = output.z[line.rows[r]];
      for (const Start start : {Start::kLeft, Start::kRight}) {
        const ChosenKinks chosen = chosen_kinks(line.t, z, start);
        if (most_neurons(chosen.kinks.size()) <= found_.neurons) break;
        const Counted counted = count_neurons(chosen.kinks, layers_);
        if (counted.neurons > found_.neurons) {
          found_.neurons = counted.neurons;
          found_.method = counted.method;
          found_.line = needed(line, chosen, output.output);
        }
        if (layers_ != 3 || std::ranges::all_of(z, single))
          break;  // only words differ, and only where values are intervals
      }
    }
  }

  const PointMatrix& points_;
  const ObservedOutputs& outputs_;
  std::size_t layers_;
  FoundBound found_;
};

// Samples on a line: the first, the last, and all that are at most two from a changed one. At the others there is no kink, and of those between two kinks
// there, two stay, so that the kinks share no more intervals than before. Points and residuals.
std::pair<PointMatrix, PointMatrix> near_changed(const Problem& problem) {
  const std::vector<std::size_t> order = increasing_order(problem.points().entries);
  std::vector<bool> changed(order.size());
  for (const std::size_t i : problem.changed()) changed[i] = true;
  const std::size_t last = order.size() - 1;
  std::pair<PointMatrix, PointMatrix> result({0, 1}, {0, problem.outputs()});
  auto& [points, residuals] = result;
  for (std::size_t r = 0; r <= last; ++r) {
    bool near = r == 0 || r == last;
    for (std::size_t s = r - std::min<std::size_t>(r, 2); s <= std::min(r + 2, last); ++s)
      near = near || changed[order[s]];
    if (!near) continue;
    const auto z = problem.residuals().row(order[r]);
    points.entries.push_back(problem.points().row(order[r])[0]);
    residuals.entries.insert(residuals.entries.end(), z.begin(), z.end());
    ++points.count;
  }
  residuals.count = points.count;
  return result;
}

}  // namespace

FoundBound find_lower_bound(const PointMatrix& points, const ObservedOutputs& outputs, std::size_t layers) {
  const auto complete = [&](const OutputIntervals& output) { return output.z.size() == points.count; };
  require(layers >= 2 && std::ranges::all_of(outputs, complete),
          "find_lower_bound: needs a hidden layer and an interval for each sample");
  return Search(points, outputs, layers).run();
}

FoundBound find_lower_bound(const PointMatrix& points, const PointMatrix& residuals, std::size_t layers) {
  require(points.count == residuals.count, "find_lower_bound: needs a residual for each sample");
  return find_lower_bound(points, observed_outputs(residuals), layers);
}

std::size_t best_lower_bound(const Problem& problem, std::size_t layers) {
  if (problem.dimension() != 1) return find_lower_bound(problem.points(), problem.residuals(), layers).neurons;
  const auto [points, residuals] = near_changed(problem);
  return find_lower_bound(points, residuals, layers).neurons;
}

std::size_t parameter_lower_bound(std::size_t labels, std::size_t dimension, std::size_t layers) {
  require(layers == 2 || layers == 3, "parameter_lower_bound: one or two hidden layers");
  if (labels <= 1) return 0;
  if (layers == 2) return (labels - 1 + dimension) / (dimension + 1);
  // d1 d + d2 (d1 + 1) + 1 >= labels
  std::size_t best = labels + 1;
  for (std::size_t first = 1; first < best; ++first) {
    const std::size_t rest = labels - 1 > first * dimension ? labels - 1 - first * dimension : 0;
    best = std::min(best, first + std::max(std::size_t{1}, (rest + first) / (first + 1)));
  }
  return best;
}

}  // namespace ftcert
