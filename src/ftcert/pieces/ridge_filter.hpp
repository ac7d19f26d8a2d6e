// Where a ridge function of a sum of them need not be evaluated exactly.
//
// Purpose: most neurons are silent at most samples. A sum of products of words (fixed_form.hpp) tells in most cases which kinks lie surely below u.x and which
// surely above, and that no pre-activation of the form is less than one that is known.
// Cost: dimension multiplications of words and two comparisons where the sample is outside of all kinks, O(log kinks) otherwise.
//
//   RidgeFilter filter(form, scan.flat(), fixed);
//   filter.set_margin(Rational(1, 3));        // a pre-activation that is known
//   RidgeView view = filter.view(row);        // kinks before view.low are below, from view.high on above
#pragma once

#include <optional>
#include <vector>

#include "ftcert/pieces/fixed_form.hpp"
#include "ftcert/pieces/ridge.hpp"

namespace ftcert {

// What is known of a sample and a form.
struct RidgeView {
  std::size_t low, high;  // kinks before `low` are < u.x, from `high` on > u.x
  bool near;              // a pre-activation may be less than the margin
};

class RidgeFilter {
 public:
  // form and samples must outlive the filter.
  RidgeFilter(const RidgeForm& form, const std::vector<bool>& flat, const FixedPoints& samples);

  // The least pre-activation that is known and not 0. Costs a division a kink, unless it is more than half of the one before.
  void set_margin(const std::optional<Rational>& nonzero);
  // row: of the fixed points.
  RidgeView view(const std::int64_t* row) const;
  // Whether the form is 0 there and no pre-activation less than the margin.
  bool quiet(const std::int64_t* row) const {
    const Wide sum = direction_.sum(row);
    return sum < all_above_ || sum > all_below_;
  }
  bool quiet(const RidgeView& view) const { return view.low == view.high && !view.near && flat_[view.low]; }

 private:
  const RidgeForm& form_;
  const std::vector<bool>& flat_;
  FixedForm direction_;
  std::vector<Wide> low_, high_;    // a sum below low_[k] is surely below kink k, one above high_[k] above it
  std::vector<Wide> from_, until_;  // of piece p: between them no pre-activation is less than the margin
  Wide all_above_ = -2 * kBeyond, all_below_ = 2 * kBeyond;  // of the outer pieces, where the form is 0 on them
  std::optional<Rational> margin_;
};

}  // namespace ftcert
