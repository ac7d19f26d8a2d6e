#include "ftcert/refute/patterns/exact_leaf.hpp"

#include <flint/fmpz_mat.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

// Multipliers below this part of the greatest are taken as 0 at first.
constexpr double kSmall = 1e-9;
// Free multipliers are rounded to so many bits behind the greatest one.
constexpr int kBits = 30;

// Columns: rows of the leaf; rows: the coefficients of the l_j. Each column over the common denominator of its sample.
class LeafSystem {
 public:
  LeafSystem(const PatternProblem& problem, const Signs& signs, std::vector<AllowedRow> rows)
      : problem_(problem), signs_(signs), rows_(std::move(rows)) {}

  std::optional<std::vector<PatternRow>> solve(const std::vector<double>& wanted) {
    const auto solution = near(wanted);
    if (!solution) return std::nullopt;
    return integers(*solution);
  }

 private:
  // The solution of the homogeneous system that has the free multipliers, rounded, of the wanted one.
  std::optional<std::vector<Rational>> near(const std::vector<double>& wanted) {
    const std::size_t width = problem_.features().size() + 1, columns = rows_.size();
    IntegerMatrix matrix(signs_.neurons() * width + 1, columns);
    scale_.clear();
    for (std::size_t r = 0; r < columns; ++r) {
      const auto x = problem_.points().row(rows_[r].sample);
      std::vector<Rational> chosen;
      for (const std::size_t f : problem_.features()) chosen.push_back(x[f]);
      chosen.emplace_back(1);
      const HomogeneousVector over = common_denominator(chosen);
      scale_.push_back(over.denominator);
      for (std::size_t j = signs_.first(); j <= signs_.neurons(); ++j) {
        const int factor = coefficient(rows_[r], j);
        if (factor == 0) continue;
        const std::size_t row = j == 0 ? signs_.neurons() * width : (j - 1) * width;
        if (j == 0) {
          matrix.set(row, r, over.denominator * factor);
        } else {
          for (std::size_t c = 0; c < width; ++c) matrix.set(row + c, r, over.numerators[c] * factor);
        }
      }
    }
    return null_vector(matrix, wanted);
  }

  int coefficient(const AllowedRow& row, std::size_t j) const {
    if (row.digits.empty()) return row.neuron == j ? 1 : 0;
    return row.digits[j - signs_.first()] == '1' ? signs_.of(j) : 0;
  }

  static std::optional<std::vector<Rational>> null_vector(IntegerMatrix& matrix, const std::vector<double>& wanted) {
    const std::size_t columns = wanted.size();
    fmpz_t denominator;
    fmpz_init(denominator);
    const auto rank = static_cast<std::size_t>(fmpz_mat_rref(matrix.raw(), denominator, matrix.raw()));
    std::optional<std::vector<Rational>> result;
    if (rank < columns) {
      const Integer below = to_integer(denominator);
      std::vector<std::size_t> pivots;
      for (std::size_t c = 0; c < columns && pivots.size() < rank; ++c) {
        if (fmpz_is_zero(fmpz_mat_entry(matrix.raw(), static_cast<slong>(pivots.size()), static_cast<slong>(c))) == 0)
          pivots.push_back(c);
      }
      std::vector<Rational> value(columns);
      const bool single = rank + 1 == columns;
      for (std::size_t c = 0, p = 0; c < columns; ++c) {
        if (p < pivots.size() && pivots[p] == c) {
          ++p;
          continue;
        }
        value[c] =
            single ? Rational(wanted[c] < 0 ? -1 : 1) : to_rational(std::nearbyint(std::ldexp(wanted[c], kBits)));
        if (value[c].is_zero()) continue;
        for (std::size_t k = 0; k < pivots.size(); ++k) {
          const fmpz* entry = fmpz_mat_entry(matrix.raw(), static_cast<slong>(k), static_cast<slong>(c));
          if (fmpz_is_zero(entry) == 0) value[pivots[k]] -= value[c] * Rational(to_integer(entry), below);
        }
      }
      result = std::move(value);
    }
    fmpz_clear(denominator);
    return result;
  }

  // Over the samples as they are, without common factors; nothing if signs or right side are wrong.
  std::optional<std::vector<PatternRow>> integers(const std::vector<Rational>& solution) const {
    std::vector<Rational> scaled;
    for (std::size_t r = 0; r < rows_.size(); ++r) scaled.push_back(solution[r] * Rational(scale_[r]));
    HomogeneousVector over = common_denominator(scaled);
    Integer common = 0;
    for (const Integer& numerator : over.numerators) common = gcd(common, numerator);
    if (common.is_zero()) return std::nullopt;
    std::vector<PatternRow> result;
    Rational right;
    bool strict = false;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (over.numerators[r].is_zero()) continue;
      PatternRow row{rows_[r].sample, rows_[r].neuron, rows_[r].digits, over.numerators[r] / common, 0};
      if (row.multiplier.sign() != -rows_[r].sense) return std::nullopt;
      if (row.is_sum()) {
        const Interval& z = problem_.z()[row.sample];
        right += Rational(row.multiplier) * (row.multiplier.sign() > 0 ? *z.high : *z.low);
      } else {
        strict = strict || row.multiplier.sign() < 0;
      }
      result.push_back(std::move(row));
    }
    if (right.sign() > 0 || (right.is_zero() && !strict)) return std::nullopt;
    return result;
  }

  const PatternProblem& problem_;
  const Signs& signs_;
  std::vector<AllowedRow> rows_;
  std::vector<Integer> scale_;
};

}  // namespace

std::optional<std::vector<PatternRow>> exact_leaf(const PatternProblem& problem, const Signs& signs,
                                                  const std::vector<AllowedRow>& rows,
                                                  const std::vector<double>& multipliers) {
  double most = 0;
  for (const double m : multipliers) most = std::max(most, std::abs(m));
  if (!(most > 0) || !std::isfinite(most)) return std::nullopt;
  for (const double least : {kSmall, kSmall * kSmall, 1e-6}) {
    std::vector<std::size_t> order;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (std::abs(multipliers[r]) > least * most) order.push_back(r);
    }
    // Great multipliers last: they are the free ones.
    std::ranges::stable_sort(order, {}, [&](std::size_t r) { return std::abs(multipliers[r]); });
    std::vector<AllowedRow> chosen;
    std::vector<double> wanted;
    for (const std::size_t r : order) chosen.push_back(rows[r]), wanted.push_back(multipliers[r] / most);
    if (auto leaf = LeafSystem(problem, signs, std::move(chosen)).solve(wanted)) return leaf;
  }
  return std::nullopt;
}

}  // namespace ftcert
