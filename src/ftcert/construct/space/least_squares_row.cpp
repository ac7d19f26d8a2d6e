#include "ftcert/construct/space/least_squares_row.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ftcert {

namespace {

constexpr std::size_t kManyFeatures = 128, kMostSamples = 1024, kAdded = 64;
constexpr int kRounds = 60;
constexpr double kTolerance = 1e-7, kLeastPivot = 1e-11, kRidge = 1e-8;

// L L^T of a symmetric matrix with `ridge` times its diagonal added, and solutions with it.
class Cholesky {
 public:
  Cholesky(std::vector<double> matrix, std::size_t n, double ridge) : n_(n), l_(std::move(matrix)) {
    for (std::size_t r = 0; r < n_ && regular_; ++r) {
      const double before = l_[r * n_ + r] * (1 + ridge);
      l_[r * n_ + r] = before;
      for (std::size_t c = 0; c <= r; ++c) {
        double sum = l_[r * n_ + c];
        for (std::size_t k = 0; k < c; ++k) sum -= l_[r * n_ + k] * l_[c * n_ + k];
        if (c < r) {
          l_[r * n_ + c] = sum / l_[c * n_ + c];
        } else if (sum > kLeastPivot * before) {
          l_[r * n_ + r] = std::sqrt(sum);
        } else {
          regular_ = false;
        }
      }
    }
  }

  bool regular() const { return regular_; }

  std::vector<double> solve(std::vector<double> b) const {
    for (std::size_t r = 0; r < n_; ++r) {
      for (std::size_t k = 0; k < r; ++k) b[r] -= l_[r * n_ + k] * b[k];
      b[r] /= l_[r * n_ + r];
    }
    for (std::size_t r = n_; r-- > 0;) {
      for (std::size_t k = r + 1; k < n_; ++k) b[r] -= l_[k * n_ + r] * b[k];
      b[r] /= l_[r * n_ + r];
    }
    return b;
  }

 private:
  std::size_t n_;
  std::vector<double> l_;
  bool regular_ = true;
};

class LeastSquares {
 public:
  LeastSquares(const CentredSamples& samples, const RowProgram& program, SearchBudget& budget)
      : samples_(samples), program_(program), budget_(budget), active_(samples.count()) {
    // All at first where all can be had; otherwise those that turn out to be violated.
    for (std::size_t i = 0; i < samples.count() && samples.count() <= samples.width(); ++i) {
      active_[i] = program.sides[i] != 0;
    }
  }

  std::optional<RowSolution> run() {
    std::optional<RowSolution> best;
    for (int round = 0; round < kRounds && !budget_.spent(); ++round) {
      if (!solve()) break;
      RowSolution now = solution();
      const bool held = update(now.row);
      if (held && (!best || now.row.size() < best->row.size())) best = std::move(now);
      if (held && !pulled_) break;
    }
    return best;
  }

 private:
  // The multipliers y of the group and of the active samples, with one step of refinement.
  bool solve() {
    members_ = program_.group;
    targets_ = program_.values;
    for (std::size_t i = 0; i < samples_.count(); ++i) {
      if (!active_[i]) continue;
      members_.push_back(i);
      targets_.push_back(program_.sides[i] * program_.margin);
    }
    const std::size_t n = members_.size();
    std::vector<double> matrix(n * n);
    for (std::size_t r = 0; r < n; ++r) {
      for (std::size_t c = 0; c < n; ++c) matrix[r * n + c] = samples_.product(members_[r], members_[c]);
    }
    budget_.left -= static_cast<double>(n * n * n) / 3;
    Cholesky factor(matrix, n, 0);
    if (!factor.regular()) {
      if (program_.prices.empty()) return false;
      factor = Cholesky(matrix, n, kRidge);
      if (!factor.regular()) return false;
    }
    y_ = factor.solve(targets_);
    std::vector<double> rest = targets_;
    for (std::size_t r = 0; r < n; ++r) {
      for (std::size_t c = 0; c < n; ++c) rest[r] -= matrix[r * n + c] * y_[c];
    }
    const std::vector<double> more = factor.solve(std::move(rest));
    for (std::size_t r = 0; r < n; ++r) y_[r] += more[r];
    return true;
  }

  RowSolution solution() const {
    RowSolution result;
    result.row.weights.assign(samples_.width(), 0);
    for (std::size_t a = 0; a < members_.size(); ++a) {
      const auto x = samples_.row(members_[a]);
      for (std::size_t f = 0; f < x.size(); ++f) result.row.weights[f] += y_[a] * x[f];
      result.row.constant += y_[a];
    }
    for (std::size_t g = 0; g < program_.group.size(); ++g) {
      result.misses.push_back(std::abs(result.row.at(samples_.row(program_.group[g])) - program_.values[g]));
      result.duals.push_back(y_[g]);
    }
    return result;
  }

  // Whether all sides hold; activates those that do not, and lets those go that pull the other way.
  bool update(const FloatRow& row) {
    pulled_ = false;
    for (std::size_t a = program_.group.size(); a < members_.size(); ++a) {
      if (program_.sides[members_[a]] * y_[a] >= 0) continue;
      active_[members_[a]] = false;
      pulled_ = true;
    }
    std::vector<std::pair<double, std::size_t>> violated;
    for (std::size_t i = 0; i < samples_.count(); ++i) {
      const double side = program_.sides[i];
      if (side == 0) continue;
      const double value = side * row.at(samples_.row(i));
      if (value < program_.margin * (1 - kTolerance)) violated.emplace_back(value, i);
    }
    const bool held = violated.empty();
    const std::size_t added = std::min(violated.size(), kAdded);
    std::partial_sort(violated.begin(), violated.begin() + static_cast<std::ptrdiff_t>(added), violated.end());
    for (std::size_t v = 0; v < added; ++v) active_[violated[v].second] = true;
    return held;
  }

  const CentredSamples& samples_;
  const RowProgram& program_;
  SearchBudget& budget_;
  std::vector<bool> active_;
  std::vector<std::size_t> members_;  // the group, then the active samples
  std::vector<double> targets_, y_;
  bool pulled_ = false;
};

}  // namespace

bool few_beside_features(const CentredSamples& samples) {
  return samples.width() >= kManyFeatures && samples.count() <= kMostSamples;
}

std::optional<RowSolution> least_squares_row(const CentredSamples& samples, const RowProgram& program,
                                             SearchBudget& budget) {
  return LeastSquares(samples, program, budget).run();
}

}  // namespace ftcert
