// The problem that a construction solves: samples and the residuals that g must take there.
//
// Purpose: what all constructions read. Invariants: points are pairwise distinct, there is at least one, residuals has as many
// rows as points; changed lists, in increasing order, exactly the rows with a nonzero residual (the set T of the paper,
// section 3). The projection is computed once, by the first thread that asks for it (a search that constructions in space do without).
// Copies of a problem share it, and the samples.
//
//   Problem problem(points, residuals);              // direction chosen automatically
//   const Projection& line = problem.projection();   // line.values is strictly increasing
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "ftcert/common/changed_rows.hpp"
#include "ftcert/core/float_format.hpp"
#include "ftcert/core/network.hpp"

namespace ftcert {

// Samples in the order of their projection a.x onto an integer direction a with pairwise distinct projected values.
struct Projection {
  std::vector<Integer> direction;  // a, one entry a dimension
  std::vector<Rational> values;    // a.x in strictly increasing order
  std::vector<std::size_t> order;  // order[r] = row of the sample with the r-th least value
};

// A matrix that outlives all problems that are made of it.
inline std::shared_ptr<const PointMatrix> borrowed(const PointMatrix& matrix) {
  return {std::shared_ptr<const PointMatrix>(), &matrix};
}

// The arithmetic in which the network is to run, and how far it may then be from the residuals there.
struct FloatGoal {
  FloatFormat format = FloatFormat::kBinary32;
  Rational deviation;   // largest |g - z| that an execution may have at a changed sample; positive
  bool robust = false;  // smaller errors before fewer neurons
  FloatFormat input = FloatFormat::kBinary32;  // what the samples are read as, and what g is added to
};

class Problem {
 public:
  // points: K x d; residuals: K x outputs, z_i = y_i - f(x_i). With `direction`, the projection uses it; it must separate the
  // projected samples (kNotApplicable naming two rows that it does not separate, when projection() is called).
  Problem(PointMatrix points, PointMatrix residuals, std::optional<std::vector<Integer>> direction = std::nullopt,
          std::optional<FloatGoal> goal = std::nullopt);
  // The same samples as others have.
  Problem(std::shared_ptr<const PointMatrix> points, std::shared_ptr<const PointMatrix> residuals,
          std::optional<std::vector<Integer>> direction = std::nullopt, std::optional<FloatGoal> goal = std::nullopt);

  const PointMatrix& points() const { return *points_; }
  std::shared_ptr<const PointMatrix> shared_points() const { return points_; }
  const PointMatrix& residuals() const { return *residuals_; }
  const std::vector<std::size_t>& changed() const { return changed_; }
  std::size_t samples() const { return points_->count; }
  std::size_t dimension() const { return points_->dimension; }
  std::size_t outputs() const { return residuals_->dimension; }
  const Projection& projection() const { return kept().projection; }
  // Of each sample in the order of the projection: whether its residual is not zero.
  const std::vector<bool>& changed_ranks() const { return kept().changed; }
  // Not there: the network is a real function, and fewest neurons are all that is asked for.
  const std::optional<FloatGoal>& goal() const { return goal_; }

 private:
  std::shared_ptr<const PointMatrix> points_, residuals_;
  std::optional<std::vector<Integer>> direction_;
  std::optional<FloatGoal> goal_;
  std::vector<std::size_t> changed_;
  struct Kept {
    std::once_flag once;
    Projection projection;
    std::vector<bool> changed;
  };
  const Kept& kept() const;
  std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();
};

}  // namespace ftcert
