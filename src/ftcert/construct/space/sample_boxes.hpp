// The samples in nested boxes, for searches that ask where an affine form is large.
//
// Purpose: a form that cuts samples off is below a bound at nearly all others, and where it is not, a few of the worst are all that is wanted. A box of
// samples is left out when the form is less in all of it, so that most samples are never looked at. What is found is what a look at all samples finds,
// number by number: the bound of a box allows for rounding.
// Cost: O(K d log K) once, memory up to 16 bytes for each of the K (d + 1) entries; a look takes 2 d operations for a box and d for a sample in one that stays.
//
//   SampleBoxes boxes(table);
//   boxes.greatest(form, among, 0.5, 32);   // of the samples where sum_c form[c] * row[c] > 0.5 the 32 with the greatest values
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "ftcert/construct/space/sample_table.hpp"

namespace ftcert {

class SampleBoxes {
 public:
  // The table must outlive the boxes; finite().
  explicit SampleBoxes(const SampleTable& samples);

  const SampleTable& samples() const { return samples_; }
  // The form at one sample: products added in the order of the columns.
  double at(std::span<const double> form, std::size_t sample) const {
    const double* row = samples_.row(sample);
    double sum = 0;
    for (std::size_t c = 0; c < columns_; ++c) sum += row[c] * form[c];
    return sum;
  }
  // Of the samples `among` all with a value above `least` the `most` that have the greatest ones, of equal ones those that come first; in increasing order.
  // form: columns() entries or more.
  std::vector<std::size_t> greatest(std::span<const double> form, const std::vector<bool>& among, double least,
                                    std::size_t most) const;

 private:
  // Samples of a box of the last level, at most.
  static constexpr std::size_t kLeaf = 64;

  struct Box {
    std::size_t number, first, last, levels;
    double bound;  // on the form
  };

  std::size_t leaf(std::size_t box) const { return box + 1 - (std::size_t{1} << levels_); }
  // No value in the box is greater, when the form's rounding is added.
  double bound(std::span<const double> form, std::size_t box) const;
  // Calls keep(value, sample) for the samples of a box of the last level.
  template <class Keep>
  void look_into(const Box& box, std::span<const double> form, const Keep& keep) const;
  // Children 2 k + 1 and 2 k + 2 of box k share its samples, half each; the boxes of the last level are looked into.
  void split(std::size_t box, std::size_t first, std::size_t last, std::size_t levels);

  const SampleTable& samples_;
  std::size_t columns_, levels_ = 0;
  std::vector<std::size_t> order_;
  std::vector<double> bounds_;   // of each box: for each column the least and the greatest entry
  std::vector<double> entries_;  // of each box of the last level, column by column, kLeaf entries each
};

}  // namespace ftcert
