// Samples and residuals of one output as the joint search reads them, and networks of one hidden layer in these units.
//
// Purpose: floating-point numbers for a search of which nothing is believed: each feature in [-1, 1] and a 1 behind them, the residuals divided by the
// greatest. A JointNetwork is constant + sum_j sign_j relu(form_j).
//
//   JointData data(samples, residuals);
//   network.form(1, data.row(7));   // l_1 at sample 8
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ftcert/construct/space/centred_samples.hpp"

namespace ftcert {

class JointData {
 public:
  // z: one residual a sample, not all zero.
  JointData(const CentredSamples& samples, const std::vector<Rational>& z);

  std::size_t count() const { return targets_.size(); }
  std::size_t width() const { return width_; }
  std::span<const double> row(std::size_t i) const { return {rows_.data() + i * width_, width_}; }
  double target(std::size_t i) const { return targets_[i]; }
  double scale() const { return scale_; }  // residual = scale * target
  const std::vector<std::size_t>& changed() const { return changed_; }
  bool usable() const { return usable_; }

 private:
  std::size_t width_;
  std::vector<double> rows_, targets_;
  std::vector<std::size_t> changed_;
  double scale_ = 0;
  bool usable_ = true;
};

// Four sums side by side, which compilers vectorise; always in the same order.
inline double dot(const double* a, const double* b, std::size_t n) {
  double sum[4] = {0, 0, 0, 0};
  std::size_t k = 0;
  for (; k + 4 <= n; k += 4) {
    for (std::size_t h = 0; h < 4; ++h) sum[h] += a[k + h] * b[k + h];
  }
  for (; k < n; ++k) sum[0] += a[k] * b[k];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

struct JointNetwork {
  std::vector<int> signs;  // 1 or -1, one a neuron
  bool with_constant = false;
  std::vector<double> parameters;  // a form a neuron, data.width() numbers each, then the constant

  std::size_t neurons() const { return signs.size(); }
  double form(std::size_t j, std::span<const double> x) const {
    return dot(parameters.data() + j * x.size(), x.data(), x.size());
  }
  double constant() const { return parameters.back(); }
};

// Operations that a search may still use: it depends on the data alone where it ends.
struct JointBudget {
  double left = 0;
  bool spent() const { return left <= 0; }
};

}  // namespace ftcert
