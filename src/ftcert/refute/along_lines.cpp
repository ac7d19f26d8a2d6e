#include "ftcert/refute/along_lines.hpp"

#include <utility>

#include "ftcert/construct/problem/problem.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/refute/collinear.hpp"

namespace ftcert {

namespace {

class Search {
 public:
  Search(const PointMatrix& points, const PointMatrix& residuals, std::size_t neurons, const Control& control)
      : points_(points), residuals_(residuals), neurons_(neurons), control_(control) {}

  ExhaustionBound run() {
    const bool all = visit_lines(
        points_, changed_rows(residuals_), kMostPairs,
        [this](std::size_t samples) { return samples > neurons_ + 1 || points_.dimension == 1; },
        [this](const LineOfSamples& line) { look_along(line); });
    bound_.all_lines = bound_.all_lines && all;
    return std::move(bound_);
  }

 private:
  void look_along(const LineOfSamples& line) {
    if (line.rows.size() > kMostExhaustionPoints) {
      bound_.all_lines = false;
      return;
    }
    for (std::size_t output = 0; output < residuals_.dimension; ++output) look_at(line, output);
  }

  void look_at(const LineOfSamples& line, std::size_t output) {
    std::vector<Rational> z;
    for (const std::size_t row : line.rows) z.push_back(residuals_.row(row)[output]);
    for (;; ++neurons_) {
      control_.check_stop();
      Decision decision = decide(line.t, z, neurons_, control_.most_tree_nodes);
      if (auto* refutation = std::get_if<Refutation>(&decision)) {
        bound_.neurons = neurons_ + 1;
        bound_.line = marked_line(line.rows, output, *refutation);
        bound_.tree = exhaustion_tree(*refutation);
        continue;
      }
      if (std::holds_alternative<Undecided>(decision)) {
        bound_.all_lines = false;
      } else if (points_.dimension == 1 && residuals_.dimension == 1) {
        bound_.fit = std::get<ReluSum>(std::move(decision));
      }
      return;
    }
  }

  const PointMatrix& points_;
  const PointMatrix& residuals_;
  std::size_t neurons_;  // not refuted yet
  const Control& control_;
  ExhaustionBound bound_;
};

}  // namespace

ExhaustionBound exhaust(const PointMatrix& points, const PointMatrix& residuals, std::size_t neurons,
                        const Control& control) {
  require(points.count == residuals.count, "exhaust: needs a residual for each sample");
  return Search(points, residuals, neurons, control).run();
}

}  // namespace ftcert
