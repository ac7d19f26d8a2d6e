#include "ftcert/construct/space/exact_solution.hpp"

#include <flint/fmpq_mat.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "ftcert/construct/space/centred_samples.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

Rational rounded(double value, double step) {
  const int exponent = std::ilogb(step);
  return to_rational(std::nearbyint(std::ldexp(value, -exponent))) * power_of_two(exponent);
}

Pivots full_pivots(std::vector<std::vector<double>> m, double least) {
  const std::size_t rows = m.size(), columns = rows == 0 ? 0 : m[0].size();
  std::vector<std::size_t> position(rows);
  std::iota(position.begin(), position.end(), 0);
  Pivots result;
  for (std::size_t r = 0; r < std::min(rows, columns); ++r) {
    std::size_t at_row = r, at_column = 0;
    double most = 0;
    for (std::size_t i = r; i < rows; ++i) {
      for (std::size_t c = 0; c < columns; ++c) {
        if (std::abs(m[i][c]) > most) most = std::abs(m[i][c]), at_row = i, at_column = c;
      }
    }
    if (most < least) break;
    std::swap(m[r], m[at_row]);
    std::swap(position[r], position[at_row]);
    result.rows.push_back(position[r]);
    result.columns.push_back(at_column);
    for (std::size_t i = r + 1; i < rows; ++i) {
      const double factor = m[i][at_column] / m[r][at_column];
      if (factor == 0) continue;
      for (std::size_t c = 0; c < columns; ++c) m[i][c] -= factor * m[r][c];
      m[i][at_column] = 0;
    }
  }
  return result;
}

std::optional<PointMatrix> solve_exactly(const PointMatrix& matrix, const PointMatrix& right) {
  const std::size_t n = matrix.count, sides = right.dimension;
  require(matrix.dimension == n && right.count == n, "solve_exactly: shapes");
  IntegerMatrix left(n, n), over(n, sides);
  std::vector<Rational> scaled(n * sides);  // side by side, each as a column
  for (std::size_t r = 0; r < n; ++r) {
    const HomogeneousVector row = common_denominator(matrix.row(r));
    for (std::size_t c = 0; c < n; ++c) left.set(r, c, row.numerators[c]);
    for (std::size_t s = 0; s < sides; ++s) scaled[s * n + r] = right.row(r)[s] * Rational(row.denominator);
  }
  std::vector<Integer> denominators;
  for (std::size_t s = 0; s < sides; ++s) {
    HomogeneousVector column = common_denominator(std::span<const Rational>(scaled).subspan(s * n, n));
    for (std::size_t r = 0; r < n; ++r) over.set(r, s, column.numerators[r]);
    denominators.push_back(std::move(column.denominator));
  }
  fmpq_mat_t x;
  fmpq_mat_init(x, static_cast<slong>(n), static_cast<slong>(sides));
  std::optional<PointMatrix> result;
  if (fmpq_mat_solve_fmpz_mat_dixon(x, left.raw(), over.raw()) != 0) {
    result.emplace(n, sides);
    for (std::size_t r = 0; r < n; ++r) {
      for (std::size_t s = 0; s < sides; ++s) {
        const fmpq* entry = fmpq_mat_entry(x, static_cast<slong>(r), static_cast<slong>(s));
        result->row(r)[s] = Rational(to_integer(fmpq_numref(entry)), to_integer(fmpq_denref(entry)) * denominators[s]);
      }
    }
  }
  fmpq_mat_clear(x);
  return result;
}

std::vector<Rational> solve_exactly(const PointMatrix& matrix, const std::vector<Rational>& right) {
  PointMatrix column(right.size(), 1);
  column.entries = right;
  auto solution = solve_exactly(matrix, column);
  return solution ? std::move(solution->entries) : std::vector<Rational>();
}

}  // namespace ftcert
