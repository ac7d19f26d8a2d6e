// The data of the paper's experiment (section 7): normal points, uniform labels, some of them drawn again.
//
// Purpose: K points whose components are normal deviates, labels uniform on [-1, 1], and for every N the residuals that arise when N of
// the labels are drawn again. Integers alone make them, so they are the same on every machine: a deviate is the sum of twelve 16-bit
// numbers, centred and divided by 2^16 (Irwin and Hall: mean 0, variance 1 - 2^-32, never beyond 6; a multiple of 2^-17), a label is
// an odd multiple of 2^-16. The sets of changed samples grow with N and the new labels stay.
//
//   NormalData data(1000, 10, 1);
//   data.problem(60);   // 1000 samples in R^10, 60 of them changed
#pragma once

#include "ftcert/construct/problem/problem.hpp"

namespace ftcert {

class NormalData {
 public:
  NormalData(std::size_t samples, std::size_t dimension, std::uint64_t seed);

  // Residuals y' - y at the first `changed` samples of a fixed random order, zero elsewhere. Every new label differs from the old one.
  std::vector<Rational> residuals(std::size_t changed) const;
  Problem problem(std::size_t changed) const { return with(residuals(changed)); }
  Problem with(const std::vector<Rational>& residuals) const;
  std::size_t samples() const { return points_.count; }

 private:
  PointMatrix points_;
  std::vector<Rational> differences_;  // of the new label of each sample and its old one
  std::vector<std::size_t> order_;
};

// Mean of the squares.
Rational loss(const std::vector<Rational>& residuals);

// The residuals with the smallest of them set to zero, as many as a loss of at most `allowed` permits: what a network must take at the
// samples to have that loss.
std::vector<Rational> within_loss(std::vector<Rational> residuals, const Rational& allowed);

}  // namespace ftcert
