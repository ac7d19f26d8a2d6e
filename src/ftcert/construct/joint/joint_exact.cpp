#include "ftcert/construct/joint/joint_exact.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "ftcert/construct/space/exact_solution.hpp"
#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

namespace {

constexpr double kDependent = 1e-9;
constexpr int kRoundings = 8;
constexpr double kFiner = 1.0 / 16;

// In the parameters of JointNetwork, but for samples minus their centre: a weight a varying feature, then the constant, for each form; the constant.
struct Parameters {
  std::vector<Rational> values;
};

Parameters rounded_parameters(const CentredSamples& samples, const JointData& data, const JointNetwork& network,
                              double step) {
  Parameters result;
  const std::size_t n = data.width();
  for (std::size_t p = 0; p < network.parameters.size(); ++p) {
    const bool weight = p < network.neurons() * n && p % n + 1 < n;
    const double reach = weight ? samples.reach()[p % n] : 1;
    result.values.push_back(rounded(network.parameters[p] * data.scale() / reach, step * data.scale() / reach));
  }
  return result;
}

JointForms to_forms(const CentredSamples& samples, const JointData& data, const JointNetwork& network,
                    const Parameters& parameters) {
  const std::size_t n = data.width(), d = samples.centre().size();
  JointForms forms{network.signs, {}, {}};
  for (std::size_t j = 0; j < network.neurons(); ++j) {
    std::vector<Rational> row(d + 1);
    row[d] = parameters.values[j * n + n - 1];
    for (std::size_t f = 0; f + 1 < n; ++f) {
      const std::size_t feature = samples.features()[f];
      row[feature] = parameters.values[j * n + f];
      row[d] -= row[feature] * samples.centre()[feature];
    }
    forms.rows.push_back(std::move(row));
  }
  if (network.with_constant) forms.constant = parameters.values.back();
  return forms;
}

class Exact {
 public:
  Exact(const PointMatrix& points, const CentredSamples& samples, const JointData& data, const WideNetwork& wide,
        const std::vector<Rational>& z)
      : points_(points), samples_(samples), data_(data), wide_(wide), z_(z), pivots_(pivots()) {}

  std::optional<JointForms> run() const {
    const double margin = wide_.margin > 0 ? wide_.margin : 1e-3;
    double step = margin / (2 * std::sqrt(static_cast<double>(data_.width())));
    for (int rounding = 0; rounding < kRoundings; ++rounding, step *= kFiner) {
      Parameters parameters = rounded_parameters(samples_, data_, wide_.network, step);
      if (!correct(parameters)) return std::nullopt;
      JointForms forms = to_forms(samples_, data_, wide_.network, parameters);
      if (meets_all(forms)) return forms;
    }
    return std::nullopt;
  }

 private:
  double factor(const JointEquation& e, std::size_t j) const { return e.single ? 1 : wide_.network.signs[j]; }
  bool has_constant(const JointEquation& e) const { return wide_.network.with_constant && !e.single; }

  // Equations that do not depend on the others, and parameters to correct them with.
  Pivots pivots() const {
    const std::size_t n = data_.width(), columns = wide_.network.parameters.size();
    std::vector<std::vector<double>> m;
    for (const JointEquation& e : wide_.equations) {
      std::vector<double> row(columns);
      const auto x = data_.row(e.sample);
      for (std::size_t j = 0; j < wide_.network.neurons(); ++j) {
        if ((e.active >> j & 1U) == 0) continue;
        for (std::size_t f = 0; f < n; ++f) row[j * n + f] = factor(e, j) * x[f];
      }
      if (has_constant(e)) row.back() = 1;
      m.push_back(std::move(row));
    }
    return full_pivots(std::move(m), kDependent);
  }

  // What parameter `column` is multiplied by in the equation, exactly.
  Rational entry(const JointEquation& e, std::size_t column) const {
    const std::size_t n = data_.width(), j = column / n;
    if (wide_.network.with_constant && column + 1 == wide_.network.parameters.size())
      return has_constant(e) ? Rational(1) : Rational();
    if ((e.active >> j & 1U) == 0) return {};
    const Rational sign(factor(e, j) > 0 ? 1 : -1);
    if (column % n + 1 == n) return sign;
    const std::size_t feature = samples_.features()[column % n];
    return sign * (points_.row(e.sample)[feature] - samples_.centre()[feature]);
  }

  bool correct(Parameters& parameters) const {
    const std::size_t size = pivots_.rows.size();
    if (size == 0) return true;
    PointMatrix matrix(size, size);
    std::vector<Rational> lacks;
    for (std::size_t r = 0; r < size; ++r) {
      const JointEquation& e = wide_.equations[pivots_.rows[r]];
      Rational lack = e.single ? Rational() : z_[e.sample];
      for (std::size_t p = 0; p < parameters.values.size(); ++p) {
        if (!parameters.values[p].is_zero()) lack -= entry(e, p) * parameters.values[p];
      }
      lacks.push_back(std::move(lack));
      for (std::size_t c = 0; c < size; ++c) matrix.row(r)[c] = entry(e, pivots_.columns[c]);
    }
    const std::vector<Rational> corrections = solve_exactly(matrix, lacks);
    if (corrections.empty()) return false;
    for (std::size_t c = 0; c < size; ++c) parameters.values[pivots_.columns[c]] += corrections[c];
    return true;
  }

  bool meets_all(const JointForms& forms) const {
    const std::size_t d = points_.dimension, m = forms.rows.size();
    AffineMap hidden(m, d), outer(1, m);
    for (std::size_t j = 0; j < m; ++j) {
      for (std::size_t f = 0; f < d; ++f) hidden.weight(j, f) = forms.rows[j][f];
      hidden.bias[j] = forms.rows[j][d];
      outer.weight(0, j) = forms.signs[j];
    }
    outer.bias[0] = forms.constant;
    const PointMatrix values = evaluate_batch(Network(d, {std::move(hidden), std::move(outer)}), points_);
    return values.entries == z_;
  }

  const PointMatrix& points_;
  const CentredSamples& samples_;
  const JointData& data_;
  const WideNetwork& wide_;
  const std::vector<Rational>& z_;
  Pivots pivots_;
};

}  // namespace

std::optional<JointForms> exact_forms(const PointMatrix& points, const CentredSamples& samples, const JointData& data,
                                      const WideNetwork& wide, const std::vector<Rational>& z) {
  return Exact(points, samples, data, wide, z).run();
}

JointForms near_forms(const CentredSamples& samples, const JointData& data, const JointNetwork& network) {
  return to_forms(samples, data, network, rounded_parameters(samples, data, network, 0x1p-40));
}

}  // namespace ftcert
