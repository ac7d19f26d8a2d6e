#include "ftcert/refute/along_lines.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/refute/collinear.hpp"
#include "ftcert/refute/interval_exhaustion.hpp"
#include "ftcert/refute/largest_kinks.hpp"

namespace ftcert {

namespace {

class Search {
 public:
  Search(const PointMatrix& points, const ObservedOutputs& outputs, std::size_t neurons, const Control& control)
      : points_(points), outputs_(outputs), neurons_(neurons), control_(control) {}

  ExhaustionBound run() {
    const bool all = visit_lines(
        points_, changed_samples(outputs_), kMostPairs,
        [this](std::size_t samples) { return samples > neurons_ + 1 || points_.dimension == 1; },
        [this](const LineOfSamples& line) { look_along(line); });
    bound_.all_lines = bound_.all_lines && all;
    return std::move(bound_);
  }

 private:
  void look_along(const LineOfSamples& line) {
    for (const OutputIntervals& output : outputs_) {
      std::vector<Interval> z;
      for (const std::size_t row : line.rows) z.push_back(output.z[row]);
      if (!std::ranges::all_of(z, single)) {
        look_at_some(line, z, output.output);
      } else if (line.rows.size() > kMostExhaustionPoints) {
        bound_.all_lines = false;
      } else {
        look_at(line, z, output.output);
      }
    }
  }

  void look_at(const LineOfSamples& line, const std::vector<Interval>& intervals, ObservedOutput output) {
    std::vector<Rational> z;
    for (const Interval& interval : intervals) z.push_back(*interval.low);
    for (;; ++neurons_) {
      control_.check_stop();
      Decision decision = decide(line.t, z, neurons_, control_.most_tree_nodes, control_);
      if (auto* refutation = std::get_if<Refutation>(&decision)) {
        show(line.rows, output, *refutation);
        continue;
      }
      if (std::holds_alternative<Undecided>(decision)) {
        bound_.all_lines = false;
      } else if (points_.dimension == 1 && outputs_.size() == 1) {
        bound_.fit = std::get<ReluSum>(std::move(decision));
      }
      return;
    }
  }

  // Samples of which something is known, and those that force the most kinks.
  void look_at_some(const LineOfSamples& line, const std::vector<Interval>& z, ObservedOutput output) {
    std::vector<std::size_t> known;
    for (std::size_t r = 0; r < z.size(); ++r) {
      if (z[r].low || z[r].high) known.push_back(r);
    }
    refute_at(line, z, known, output);
    const ChosenKinks chosen = chosen_kinks(line.t, z, Start::kLeft);
    if (chosen.positions != known) refute_at(line, z, chosen.positions, output);
  }

  void refute_at(const LineOfSamples& line, const std::vector<Interval>& intervals,
                 const std::vector<std::size_t>& positions, ObservedOutput output) {
    if (positions.size() < kLeastExhaustionPoints || positions.size() <= neurons_ + 1) return;
    if (positions.size() > kMostExhaustionPoints) {
      bound_.all_lines = false;
      return;
    }
    std::vector<Rational> t;
    std::vector<Interval> z;
    std::vector<std::size_t> rows;
    for (const std::size_t r : positions) {
      t.push_back(line.t[r]);
      z.push_back(intervals[r]);
      rows.push_back(line.rows[r]);
    }
    for (;; ++neurons_) {
      control_.check_stop();
      const Exhausted result = exhaust_intervals(t, z, neurons_, control_.most_tree_nodes);
      if (std::holds_alternative<Undecided>(result)) bound_.all_lines = false;
      const auto* refutation = std::get_if<Refutation>(&result);
      if (refutation == nullptr) return;
      show(rows, output, *refutation);
    }
  }

  void show(std::span<const std::size_t> rows, ObservedOutput output, const Refutation& refutation) {
    bound_.neurons = neurons_ + 1;
    bound_.line = marked_line(rows, output, refutation);
    bound_.tree = exhaustion_tree(refutation);
  }

  const PointMatrix& points_;
  const ObservedOutputs& outputs_;
  std::size_t neurons_;  // not refuted yet
  const Control& control_;
  ExhaustionBound bound_;
};

}  // namespace

ExhaustionBound exhaust(const PointMatrix& points, const ObservedOutputs& outputs, std::size_t neurons,
                        const Control& control) {
  const auto complete = [&](const OutputIntervals& output) { return output.z.size() == points.count; };
  require(std::ranges::all_of(outputs, complete), "exhaust: needs an interval for each sample");
  return Search(points, outputs, neurons, control).run();
}

ExhaustionBound exhaust(const PointMatrix& points, const PointMatrix& residuals, std::size_t neurons,
                        const Control& control) {
  require(points.count == residuals.count, "exhaust: needs a residual for each sample");
  return exhaust(points, observed_outputs(residuals), neurons, control);
}

}  // namespace ftcert
