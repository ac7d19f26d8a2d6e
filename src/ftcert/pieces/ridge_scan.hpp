// One form of a RidgeSum at samples, exactly.
//
// Purpose: the piece of each sample, the form's part of the values there, and for the margins the samples nearest to each kink on either side. Samples that
// are left out change no value where the form is flat, and no margin where their pre-activations are not less than those of others.
//
//   RidgeScan scan(form, outputs, margin);
//   scan.add(numerator, denominator, {0, kinks, true}, values.row(i));   // u.x of one sample: nothing is known of it
//   scan.add_margins(margin);
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ftcert/evaluation/integer_matrix.hpp"
#include "ftcert/pieces/ridge_filter.hpp"

namespace ftcert {

class RidgeScan {
 public:
  // The form must outlive the scan.
  RidgeScan(const RidgeForm& form, std::size_t outputs);

  // Pieces on which the form contributes nothing.
  const std::vector<bool>& flat() const { return flat_; }
  // u.x = numerator / denominator, of which `view` is true; adds the form's part to value (one entry an output, or none: for the margins only). Where a
  // pre-activation that is not 0 is less than *nonzero it takes its place. The piece.
  std::size_t add(const fmpz* numerator, const fmpz* denominator, const RidgeView& view, std::span<Rational> value,
                  std::optional<Rational>& nonzero);
  // Of the samples shown.
  void add_margins(LayerMargin& margin) const;

 private:
  void keep_nearer(std::size_t kink, std::size_t column, const fmpz* numerator, const fmpz* denominator, int wanted,
                   std::optional<Rational>& nonzero);
  std::optional<Rational> recorded(std::size_t kink, std::size_t column) const;

  const RidgeForm& form_;
  std::size_t outputs_;
  IntegerMatrix kinks_;
  IntegerMatrix
      nearest_;  // columns 0,1: greatest u.x below the kink in the piece that ends there; 2,3: least one above it in the piece that begins
  std::vector<bool> touched_;
  std::vector<bool> flat_;
  FractionComparer comparer_;
};

}  // namespace ftcert
