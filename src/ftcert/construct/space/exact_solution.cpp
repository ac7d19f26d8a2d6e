#include "ftcert/construct/space/exact_solution.hpp"

#include <flint/fmpq_mat.h>

#include <cmath>
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
