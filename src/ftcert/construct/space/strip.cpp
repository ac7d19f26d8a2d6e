#include "ftcert/construct/space/strip.hpp"

#include <algorithm>
#include <cstdint>

#include "ftcert/common/splitmix.hpp"
#include "ftcert/construct/space/modular_span.hpp"
#include "ftcert/construct/space/solution_line.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

// The forms that p is combined from: all for k = d, otherwise k random ones and the constant.
class FormSpace {
 public:
  // Random entries have at most 2 attempt + 1 bits.
  FormSpace(std::size_t dimension, std::size_t k, unsigned attempt) : rows_(dimension + 1), columns_(k + 1) {
    if (k == dimension) return;
    entries_.resize(rows_ * columns_);
    const std::uint64_t most = std::uint64_t{1} << std::min(2 * attempt, 60U);
    for (std::size_t r = 0; r < rows_; ++r) {
      for (std::size_t c = 0; c < k; ++c) {
        entries_[r * columns_ + c] =
            Integer(splitmix(splitmix(attempt * rows_ + r) + c) % (2 * most + 1)) - Integer(most);
      }
    }
    entries_.back() = 1;
  }

  // Values of the forms, given a sample (numerators, denominator).
  std::vector<Integer> values(const std::vector<Integer>& x) const {
    if (entries_.empty()) return x;
    std::vector<Integer> result(columns_);
    for (std::size_t r = 0; r < rows_; ++r) {
      for (std::size_t c = 0; c < columns_; ++c) result[c] += entries_[r * columns_ + c] * x[r];
    }
    return result;
  }
  // The combination of the forms, as d weights and a constant.
  std::vector<Integer> combine(const std::vector<Integer>& coefficients) const {
    if (entries_.empty()) return coefficients;
    std::vector<Integer> result(rows_);
    for (std::size_t r = 0; r < rows_; ++r) {
      for (std::size_t c = 0; c < columns_; ++c) result[r] += entries_[r * columns_ + c] * coefficients[c];
    }
    return result;
  }

 private:
  std::size_t rows_;
  std::size_t columns_;
  std::vector<Integer> entries_;  // rows x columns, the last column the constant; empty: the unit matrix
};

Strip make_strip(std::vector<Integer> base, const std::vector<Integer>& kernel, std::size_t exponent, Integer scale) {
  Integer common = scale;
  for (std::size_t j = 0; j < base.size(); ++j) {
    base[j] += kernel[j] << static_cast<unsigned long>(exponent);
    common = gcd(common, base[j]);
  }
  for (Integer& entry : base) entry /= common;
  Integer constant = std::move(base.back());
  base.pop_back();
  return {std::move(base), std::move(constant), scale / common};
}

// Random forms may be dependent on the group, or vanish at a sample outside its hull; wider ones will not. A
// group that goes on failing is taken for a bad one, except one sample alone, which has no other in its hull.
constexpr unsigned kAttempts = 12;

}  // namespace

Rational Strip::value(std::span<const Rational> x) const {
  Rational sum(constant);
  for (std::size_t j = 0; j < x.size(); ++j) sum += Rational(weights[j]) * x[j];
  return sum /= Rational(scale);
}

std::vector<Integer> homogeneous(std::span<const Rational> x) {
  HomogeneousVector vector = common_denominator(x);
  vector.numerators.push_back(std::move(vector.denominator));
  return std::move(vector.numerators);
}

StripFit fit_strip(const PointMatrix& points, const SteepnessTable& table, const std::vector<std::size_t>& group,
                   const std::vector<Rational>& targets, const Integer& threshold) {
  const std::size_t k = group.size();
  require(k > 0 && k <= points.dimension && targets.size() == k, "fit_strip: shapes");
  const HomogeneousVector target = common_denominator(targets);
  std::vector<std::vector<Integer>> samples(k);
  std::vector<Integer> right_side(k);
  ModularSpan span(points.dimension + 1, k);
  for (std::size_t a = 0; a < k; ++a) {
    samples[a] = homogeneous(points.row(group[a]));
    right_side[a] = target.numerators[a] * samples[a].back();
    if (!span.insert(samples[a])) return {std::nullopt, a};
  }
  for (unsigned attempt = 0;; ++attempt) {
    const FormSpace forms(points.dimension, k, attempt);
    std::vector<Integer> equations;
    for (const std::vector<Integer>& sample : samples) {
      for (Integer& value : forms.values(sample)) equations.push_back(std::move(value));
    }
    const std::optional<SolutionLine> line = solve_line(equations, right_side, target.denominator);
    std::optional<std::vector<std::size_t>> support;
    if (line) {
      const std::vector<Integer> base = forms.combine(line->base), kernel = forms.combine(line->kernel);
      const Steepness steepness = table.find(base, kernel, threshold * line->denominator, group);
      if (!steepness.obstacle) return {make_strip(base, kernel, steepness.exponent, line->denominator), 0};
      support = span.support(homogeneous(points.row(*steepness.obstacle)));
    }
    if (k > 1 && support && !support->empty()) return {std::nullopt, support->back()};
    if (k > 1 && attempt >= kAttempts) return {std::nullopt, k - 1};
  }
}

}  // namespace ftcert
