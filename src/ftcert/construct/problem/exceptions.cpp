#include "ftcert/construct/problem/exceptions.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "ftcert/evaluation/integer_matrix.hpp"
#include "ftcert/pieces/fixed_form.hpp"

namespace ftcert {

namespace {

// The greatest sign of the neurons of a layer, sample by sample: by integers of one word, and exactly where these do not decide.
class GreatestSign {
 public:
  GreatestSign(const AffineMap& layer, const PointMatrix& points)
      : layer_(layer), points_(points), row_(points.dimension) {
    for (std::size_t r = 0; r < layer.rows; ++r) {
      HomogeneousVector weights = common_denominator(layer.row(r));
      if (std::ranges::all_of(weights.numerators, [](const Integer& w) { return w.is_zero(); })) {
        constant_ = std::max(constant_, layer.bias[r].sign());
        continue;
      }
      if (!fixed_) fixed_.emplace(points);
      Neuron neuron{r, FixedForm(weights.numerators, *fixed_), {}};
      neuron.zero = neuron.form.bound(-layer.bias[r] * Rational(weights.denominator));
      neurons_.push_back(std::move(neuron));
    }
  }

  int at(std::size_t sample) {
    if (constant_ > 0 || neurons_.empty()) return constant_;
    fixed_->row(sample, row_.data());
    undecided_.clear();
    for (std::size_t k = 0; k < neurons_.size(); ++k) {
      const Wide sum = neurons_[k].form.sum(row_.data());
      if (sum > neurons_[k].zero.high) {
        std::swap(neurons_[k], neurons_[k / 2]);  // those that are positive often come first
        return 1;
      }
      if (sum >= neurons_[k].zero.low) undecided_.push_back(neurons_[k].row);
    }
    int most = constant_;
    for (const std::size_t r : undecided_) most = std::max(most, exactly(r, points_.row(sample)));
    return most;
  }

 private:
  struct Neuron {
    std::size_t row;
    FixedForm form;
    FixedBound zero;  // of the form, where the neuron is 0
  };

  int exactly(std::size_t r, std::span<const Rational> x) const {
    Rational sum = layer_.bias[r];
    for (std::size_t c = 0; c < x.size(); ++c) sum += layer_.weight(r, c) * x[c];
    return sum.sign();
  }

  const AffineMap& layer_;
  const PointMatrix& points_;
  int constant_ = -1;  // of the neurons that have no weights
  std::optional<FixedPoints> fixed_;
  std::vector<Neuron> neurons_;
  std::vector<std::int64_t> row_;
  std::vector<std::size_t> undecided_;
};

}  // namespace

Exceptions exceptions_of(const Network& g, const Problem& problem) {
  GreatestSign sign(g.layers().front(), problem.points());
  Exceptions result{problem.samples() - problem.changed().size(), 0, 0};
  auto changed = problem.changed().begin();
  for (std::size_t i = 0; i < problem.samples(); ++i) {
    if (changed != problem.changed().end() && *changed == i) {
      ++changed;
      continue;
    }
    const int most = sign.at(i);
    if (most > 0) ++result.positive;
    if (most == 0) ++result.zero;
  }
  return result;
}

std::string exceptions_note(const Network& g, const Problem& problem) {
  if (g.neurons() == 0 || problem.changed().size() == problem.samples()) return {};
  const Exceptions found = exceptions_of(g, problem);
  if (found.positive > 0) {
    return "exceptions: at " + std::to_string(found.positive) + " of " + std::to_string(found.unchanged) +
           " unchanged samples neurons are positive and cancel";
  }
  if (found.zero > 0) return "exceptions: none; no neuron is positive at an unchanged sample";
  return "exceptions: none; all neurons are off at all unchanged samples, by a margin";
}

}  // namespace ftcert
