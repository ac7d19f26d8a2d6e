#include "ftcert/construct/space/exact_solve.hpp"

#include <flint/fmpq_mat.h>

#include <cmath>

#include "ftcert/construct/space/centred_samples.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

Rational rounded(double value, double step) {
  const int exponent = std::ilogb(step);
  return to_rational(std::nearbyint(std::ldexp(value, -exponent))) * power_of_two(exponent);
}

std::vector<Rational> solve_exactly(const PointMatrix& matrix, const std::vector<Rational>& wanted) {
  const std::size_t n = matrix.count;
  IntegerMatrix left(n, n), right(n, 1);
  std::vector<Rational> scaled;
  for (std::size_t r = 0; r < n; ++r) {
    const HomogeneousVector row = common_denominator(matrix.row(r));
    for (std::size_t c = 0; c < n; ++c) left.set(r, c, row.numerators[c]);
    scaled.push_back(wanted[r] * Rational(row.denominator));
  }
  const HomogeneousVector over = common_denominator(scaled);
  for (std::size_t r = 0; r < n; ++r) right.set(r, 0, over.numerators[r]);
  fmpq_mat_t x;
  fmpq_mat_init(x, static_cast<slong>(n), 1);
  std::vector<Rational> result;
  if (fmpq_mat_solve_fmpz_mat_dixon(x, left.raw(), right.raw()) != 0) {
    for (std::size_t r = 0; r < n; ++r) {
      const fmpq* entry = fmpq_mat_entry(x, static_cast<slong>(r), 0);
      result.push_back(Rational(to_integer(fmpq_numref(entry)), to_integer(fmpq_denref(entry)) * over.denominator));
    }
  }
  fmpq_mat_clear(x);
  return result;
}

}  // namespace ftcert
