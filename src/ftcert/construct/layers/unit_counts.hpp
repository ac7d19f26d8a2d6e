// The cheapest units and groups for few nonzero labels.
//
// Purpose: the arithmetic of theorem 3.3.2 of proofs/theorems.md. Of the changed samples in projected order only the
// signs of the labels matter. They are cut into G groups; p hats (3 neurons each), n negated hats (3) and w waves (4) serve
// a group with a positive and b negative labels iff max(a-p, 0) + max(b-n, 0) <= w, that is a <= p+w, b <= n+w and
// a+b <= p+n+w. For given (p, n, w) the fewest groups are found by taking as many labels as possible each time.
//
//   SignedLabels labels({+1, +1, -1});
//   cheapest_units(labels, objective);   // {p, n, w, groups} of least cost
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace ftcert {

struct UnitCounts {
  std::size_t plus = 0;   // p, hats
  std::size_t minus = 0;  // n, negated hats
  std::size_t wave = 0;   // w
  std::size_t units() const { return plus + minus + wave; }
  std::size_t neurons() const { return 3 * (plus + minus) + 4 * wave; }
};

// Nonzero labels in projected order.
class SignedLabels {
 public:
  explicit SignedLabels(const std::vector<int>& signs);

  std::size_t size() const { return size_; }
  std::size_t positive() const { return positive_.size(); }
  std::size_t negative() const { return negative_.size(); }

  // One past the last label that a group beginning at `first` can hold.
  std::size_t group_end(std::size_t first, const UnitCounts& units) const;
  // Groups needed; `enough` is returned as soon as there are so many.
  std::size_t groups(const UnitCounts& units, std::size_t enough) const;
  // Groups needed at least, by counting.
  std::size_t groups_by_counting(const UnitCounts& units) const;

 private:
  std::size_t size_;
  std::vector<std::size_t> positive_, negative_;  // indices of the labels of either sign
  std::vector<std::size_t> positive_before_;      // [i]: positive labels with index < i
};

struct UnitChoice {
  UnitCounts units;
  std::size_t groups = 0;
  std::size_t cost = 0;
};

// cost(groups, neurons of the units) must not decrease when either grows. The choice of least cost, of equals the one
// with the fewest groups: an exact search over all (p, n, w), in an order that begins with those most likely to be best. It ends
// after 2^23 steps, so that for very many labels of both signs (some 10^5) better choices may be missed; waves
// alone, and hats alone for labels of one sign, are always tried. labels must not be empty.
UnitChoice cheapest_units(const SignedLabels& labels,
                          const std::function<std::size_t(std::size_t groups, std::size_t neurons)>& cost);

}  // namespace ftcert
