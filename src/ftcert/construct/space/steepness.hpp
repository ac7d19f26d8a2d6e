// How steep a ridge must be so that all samples but a few lie outside its strip.
//
// Purpose: given integer affine forms `base` and `kernel` (d weights, then the constant), find e with
// |base(x) + 2^e kernel(x)| >= clearance at every sample x but the given ones. That follows from
// 2^e |kernel(x)| >= |base(x)| + clearance, which is tested at each sample; a sample with kernel(x) = 0
// passes when |base(x)| >= clearance and is an obstacle otherwise, because no e helps it. (So is the first
// one after kMostOnHyperplane samples that pass like this: degenerate data would cost too much time.)
//
//   SteepnessTable table(points);
//   Steepness s = table.find(base, kernel, 1, {4});   // every sample but number 4
// Exactness: the samples are kept once as fixed-point integers, rounded down; the rounding error of a form is
// bounded, so the test is a proof for all samples but the few where |kernel(x)| is not well above that bound.
// Those are computed exactly. So e is always large enough, and rarely more than the least one that the test
// allows.
// Cost: 2 (d+1) word operations a sample; 4 d bytes a sample are kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

struct Steepness {
  std::optional<std::size_t> obstacle;  // row of a sample that no e serves
  std::size_t exponent = 0;             // e, when there is no obstacle
};

class SteepnessTable {
 public:
  static constexpr std::size_t kMostOnHyperplane = 512;

  // The points must outlive the table.
  explicit SteepnessTable(const PointMatrix& points);

  // base, kernel: d + 1 integers; clearance > 0; inside: rows of the excepted samples in increasing order.
  Steepness find(const std::vector<Integer>& base, const std::vector<Integer>& kernel, const Integer& clearance,
                 const std::vector<std::size_t>& inside) const;
  // Whether |form(x)| >= clearance at every sample but those inside.
  bool keeps_out(const std::vector<Integer>& form, const Integer& clearance,
                 const std::vector<std::size_t>& inside) const;

 private:
  struct FixedForm;
  FixedForm fixed(const std::vector<Integer>& form, const Integer& at_least) const;
  // The least e >= 0 for one sample, exactly; nothing: an obstacle. Counts down for kernel(x) = 0.
  std::optional<std::size_t> exact(std::size_t row, const std::vector<Integer>& base,
                                   const std::vector<Integer>& kernel, const Integer& clearance,
                                   std::size_t& on_hyperplane_left) const;

  const PointMatrix& points_;
  long bits_;                        // of a fixed-point entry, without sign
  std::vector<long> exponents_;      // |x_j| <= 2^exponents_[j] for all samples
  std::vector<std::int32_t> table_;  // floor(x_ij 2^(bits_ - exponents_[j])), row-major
};

}  // namespace ftcert
