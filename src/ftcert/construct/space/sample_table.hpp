// Centred samples as rows of one matrix, for searches that go over all of them.
//
// Purpose: the entries of CentredSamples with a column of ones for the constant of a form, so that the condition of a form is the sum of its absolute
// entries: sum_j R_j |a_j| + |b|. Nothing that is read from here is believed.
// Invariant: where finite(), all entries lie in [-1, 1]. Cost: 8 K (d + 1) bytes; pivots() takes O(k^2 d) for k samples.
//
//   SampleTable table(centred);
//   table.row(3)[table.columns() - 1];   // 1, the entry that the constant multiplies
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ftcert/construct/space/centred_samples.hpp"

namespace ftcert {

class SampleTable {
 public:
  // The samples must outlive the table.
  explicit SampleTable(const CentredSamples& samples);

  const CentredSamples& centred() const { return centred_; }
  std::size_t samples() const { return centred_.count(); }
  // Features that are not constant, and the constant.
  std::size_t columns() const { return centred_.width() + 1; }
  const double* row(std::size_t sample) const { return entries_.data() + sample * columns(); }
  // False where a number of the samples is beyond doubles.
  bool finite() const { return finite_; }
  // d weights and the constant of the row whose scaled entries are given: weights of the samples as they are.
  std::vector<double> unscaled(std::span<const double> scaled) const;
  // R_j of each feature, 0 where it is constant, and 1 for the constant.
  std::vector<double> radius() const;
  // As many of the d + 1 entries of a row as the group has samples, which make its samples independent: each the largest that is left when the
  // span of those before it is taken off.
  std::vector<std::size_t> pivots(const std::vector<std::size_t>& group) const;

 private:
  std::size_t constant() const { return centred_.centre().size(); }

  const CentredSamples& centred_;
  bool finite_ = true;
  std::vector<double> entries_;  // samples x columns
};

}  // namespace ftcert
