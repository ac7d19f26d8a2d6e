// One hidden layer as a sum of piecewise linear functions of single linear forms ("ridge functions").
//
// Purpose: evaluation of a 2-layer network in time close to linear in samples + neurons where many neurons have parallel
// weight rows. A neuron relu(w.x + b) with w = s u, u a primitive integer vector whose first nonzero entry is positive, depends on u.x
// alone. All neurons of one u add up to a continuous piecewise linear function of t = u.x with kinks at t = -b/s.
//
//   RidgeSum sum(network);                 // network.depth() == 2
//   sum.forms()[0].kinks;                  // increasing
#pragma once

#include "ftcert/core/work.hpp"
#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

// All neurons whose weight row is a multiple of one primitive integer vector.
struct RidgeForm {
  std::vector<Integer> direction;   // u
  std::vector<Rational> kinks;      // strictly increasing
  std::vector<Rational> steepness;  // per kink: least |s| of the neurons with this kink
  // Piece k lies between kinks k-1 and k (k = 0 .. kinks.size()); on it the form's part of output c is
  // slope[k * outputs + c] * t + intercept[k * outputs + c].
  std::vector<Rational> slope;
  std::vector<Rational> intercept;
};

// The primitive integer direction of which every row of the first layer is a multiple (first nonzero entry positive), so that the
// network is a function of direction.x alone; nullopt when there is none or no nonzero row.
std::optional<std::vector<Integer>> common_direction(const Network& network);

class RidgeSum {
 public:
  // network.depth() must be 2. The pieces of a form with many neurons may have long numbers: they are charged to `work` before they are
  // computed, null: no limit. Errors: kWork.
  explicit RidgeSum(const Network& network, WorkMeter* work = nullptr);

  const std::vector<RidgeForm>& forms() const { return forms_; }
  // Output bias plus the neurons with a zero weight row, one entry an output.
  const std::vector<Rational>& constant() const { return constant_; }
  // Values and margins at all points, the same however the chunks are called. Where a form is 0 at most of them it is filtered by integers of one word
  // (pieces/ridge_filter.hpp): about dimension multiplications of words for a form and a sample. `first` samples are looked at before, to see which forms
  // these are.
  Evaluation evaluate(const PointMatrix& points, const ForChunks& for_chunks = in_turn, std::size_t first = 256) const;

 private:
  std::size_t outputs_;
  std::vector<Rational> constant_;
  std::vector<RidgeForm> forms_;
  LayerMargin constant_margin_;  // of the neurons with a zero weight row
};

}  // namespace ftcert
