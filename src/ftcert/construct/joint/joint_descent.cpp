#include "ftcert/construct/joint/joint_descent.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace ftcert {

namespace {

// What counts as met: the sum of squares.
constexpr double kMet = 1e-18;
// Steps without a gain of a hundredth before the descent gives up.
constexpr int kPatience = 8;

// One term of the sum: weight * (sum over the active forms - target), or one form.
struct Term {
  std::size_t sample;
  std::uint32_t active;  // bit j: form j, with its sign; kSingle: one form with sign 1
  bool single;           // sign is left out
  bool constant;
  double value;  // what is to become 0
  double weight;
};

class Descent {
 public:
  Descent(const JointData& data, JointNetwork network, const std::vector<double>& weights,
          const DescentOptions& options, JointBudget& budget)
      : data_(data),
        weights_(weights),
        options_(options),
        budget_(budget),
        network_(std::move(network)),
        n_(data.width()),
        m_(network_.neurons()),
        parameters_(m_ * n_ + (network_.with_constant ? 1 : 0)) {}

  DescentResult run() {
    std::vector<Term> terms;
    double loss = collect(network_, terms);
    double damping = 1e-3, reference = loss;
    int idle = 0;
    for (int step = 0; step < options_.steps && loss > kMet && idle < kPatience && !budget_.spent(); ++step) {
      const std::vector<double> move = solve(terms, damping);
      JointNetwork next = network_;
      for (std::size_t p = 0; p < parameters_; ++p) next.parameters[p] -= move[p];
      std::vector<Term> next_terms;
      const double next_loss = collect(next, next_terms);
      if (next_loss < loss) {
        network_ = std::move(next);
        terms = std::move(next_terms);
        loss = next_loss;
        damping = std::max(damping / 5, 1e-12);
      } else {
        damping *= 8;
        if (damping > 1e6) break;
      }
      if (loss < 0.97 * reference) {
        reference = loss;
        idle = 0;
      } else {
        ++idle;
      }
    }
    return {std::move(network_), loss <= kMet, loss};
  }

 private:
  double collect(const JointNetwork& g, std::vector<Term>& terms) const {
    terms.clear();
    double loss = 0;
    const auto add = [&](Term term) {
      const double soft = options_.softness;
      if (data_.target(term.sample) == 0 && soft > 0) {
        const double size = std::hypot(term.value, soft);
        loss += 2 * soft * term.weight * (size - soft);
        term.weight *= soft / size;
      } else {
        loss += term.weight * term.value * term.value;
      }
      terms.push_back(term);
    };
    double l[32];
    for (std::size_t i = 0; i < data_.count(); ++i) {
      const auto x = data_.row(i);
      std::uint32_t active = 0, above = 0;
      bool plus = false, minus = false;
      double sum = g.with_constant ? g.constant() : 0;
      for (std::size_t j = 0; j < m_; ++j) {
        l[j] = g.form(j, x);
        if (l[j] > -options_.margin) above |= 1U << j;
        if (l[j] <= 0) continue;
        active |= 1U << j;
        sum += g.signs[j] * l[j];
        (g.signs[j] > 0 ? plus : minus) = true;
      }
      const double z = data_.target(i);
      if (z == 0 && !g.with_constant) {
        if (plus && minus && options_.exceptions) {
          add({i, active, false, false, sum, weights_[i]});
        } else {
          for (std::size_t j = 0; j < m_; ++j) {
            if ((above >> j & 1U) != 0) add({i, 1U << j, true, false, l[j] + options_.margin, weights_[i]});
          }
        }
        continue;
      }
      const double lack = z - sum;
      if ((lack > 0 ? !plus : !minus) && !g.with_constant) {
        std::size_t nearest = m_;
        for (std::size_t j = 0; j < m_; ++j) {
          if ((g.signs[j] > 0) == (lack > 0) && (nearest == m_ || l[j] > l[nearest])) nearest = j;
        }
        if (nearest < m_) {
          active |= 1U << nearest;
          sum += g.signs[nearest] * l[nearest];
        }
      }
      if (sum != z || active != 0) add({i, active, false, g.with_constant, sum - z, weights_[i]});
    }
    budget_.left -= static_cast<double>(data_.count() * m_ * n_);
    return loss;
  }

  double factor(const Term& t, std::size_t j) const { return t.single ? 1 : network_.signs[j]; }

  // The damped step: (J' W J + damping I)^-1 J' W r.
  std::vector<double> solve(const std::vector<Term>& terms, double damping) const {
    return terms.size() < parameters_ ? solve_in_terms(terms, damping) : solve_in_parameters(terms, damping);
  }

  std::vector<double> solve_in_parameters(const std::vector<Term>& terms, double damping) const {
    const std::size_t p = parameters_;
    std::vector<double> normal(p * p), right(p), row(p);
    double work = 0;
    for (const Term& t : terms) {
      const auto x = data_.row(t.sample);
      for (std::size_t j = 0; j < m_; ++j) {
        if ((t.active >> j & 1U) == 0) continue;
        const double sj = factor(t, j) * t.weight;
        for (std::size_t f = 0; f < n_; ++f) right[j * n_ + f] += sj * x[f] * t.value;
        for (std::size_t k = 0; k <= j; ++k) {
          if ((t.active >> k & 1U) == 0) continue;
          const double both = sj * factor(t, k);
          for (std::size_t f = 0; f < n_; ++f) {
            double* at = normal.data() + (j * n_ + f) * p + k * n_;
            const double xf = both * x[f];
            for (std::size_t h = 0; h < n_; ++h) at[h] += xf * x[h];
          }
          work += static_cast<double>(n_ * n_);
        }
        if (t.constant) {
          for (std::size_t f = 0; f < n_; ++f) normal[(p - 1) * p + j * n_ + f] += sj * x[f];
        }
      }
      if (t.constant) {
        normal[p * p - 1] += t.weight;
        right[p - 1] += t.weight * t.value;
      }
    }
    for (std::size_t a = 0; a < p; ++a) normal[a * p + a] += damping;
    cholesky(normal, right, p);
    budget_.left -= work + static_cast<double>(p * p * p) / 6;
    return right;
  }

  // The same step as W^1/2 J' y: (A A' + damping I) y = W^1/2 r with A = W^1/2 J.
  std::vector<double> solve_in_terms(const std::vector<Term>& terms, double damping) const {
    const std::size_t r = terms.size();
    std::vector<double> gram(r * r), y(r);
    double work = 0;
    for (std::size_t a = 0; a < r; ++a) {
      const auto x = data_.row(terms[a].sample);
      for (std::size_t b = 0; b <= a; ++b) {
        double common = terms[a].constant && terms[b].constant ? 1 : 0;
        if ((terms[a].active & terms[b].active) != 0) {
          double signs = 0;
          const double product = dot(x.data(), data_.row(terms[b].sample).data(), n_);
          for (std::size_t j = 0; j < m_; ++j) {
            if ((terms[a].active & terms[b].active) >> j & 1U) signs += factor(terms[a], j) * factor(terms[b], j);
          }
          common += product * signs;
          work += static_cast<double>(n_);
        }
        gram[a * r + b] = common * std::sqrt(terms[a].weight * terms[b].weight);
      }
      gram[a * r + a] += damping;
      y[a] = std::sqrt(terms[a].weight) * terms[a].value;
    }
    cholesky(gram, y, r);
    std::vector<double> step(parameters_);
    for (std::size_t a = 0; a < r; ++a) {
      const auto x = data_.row(terms[a].sample);
      const double share = y[a] * std::sqrt(terms[a].weight);
      for (std::size_t j = 0; j < m_; ++j) {
        if ((terms[a].active >> j & 1U) == 0) continue;
        const double s = factor(terms[a], j) * share;
        for (std::size_t f = 0; f < n_; ++f) step[j * n_ + f] += s * x[f];
      }
      if (terms[a].constant) step.back() += share;
    }
    budget_.left -= work + static_cast<double>(r * r * r) / 6;
    return step;
  }

  // Solves lower * lower' x = right in place; only the lower half is read.
  static void cholesky(std::vector<double>& a, std::vector<double>& right, std::size_t p) {
    for (std::size_t i = 0; i < p; ++i) {
      double* ai = a.data() + i * p;
      for (std::size_t j = 0; j <= i; ++j) {
        const double* aj = a.data() + j * p;
        const double sum = ai[j] - dot(ai, aj, j);
        ai[j] = i == j ? std::sqrt(std::max(sum, 1e-30)) : sum / aj[j];
      }
    }
    for (std::size_t i = 0; i < p; ++i) {
      for (std::size_t k = 0; k < i; ++k) right[i] -= a[i * p + k] * right[k];
      right[i] /= a[i * p + i];
    }
    for (std::size_t i = p; i-- > 0;) {
      for (std::size_t k = i + 1; k < p; ++k) right[i] -= a[k * p + i] * right[k];
      right[i] /= a[i * p + i];
    }
  }

  const JointData& data_;
  const std::vector<double>& weights_;
  const DescentOptions& options_;
  JointBudget& budget_;
  JointNetwork network_;
  std::size_t n_, m_, parameters_;
};

}  // namespace

DescentResult descend(const JointData& data, JointNetwork network, const std::vector<double>& weights,
                      const DescentOptions& options, JointBudget& budget) {
  return Descent(data, std::move(network), weights, options, budget).run();
}

}  // namespace ftcert
