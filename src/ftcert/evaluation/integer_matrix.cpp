#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

HomogeneousVector common_denominator(std::span<const Rational> numbers) {
  HomogeneousVector result;
  mpz_ptr common = result.denominator.backend().data();
  for (const Rational& number : numbers) {
    if (!number.is_integer() && !mpz_divisible_p(common, mpq_denref(number.raw()))) {
      mpz_lcm(common, common, mpq_denref(number.raw()));
    }
  }
  result.numerators.resize(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    mpz_ptr out = result.numerators[i].backend().data();
    if (mpz_cmp_ui(common, 1) == 0) {
      mpz_set(out, mpq_numref(numbers[i].raw()));
    } else {
      mpz_divexact(out, common, mpq_denref(numbers[i].raw()));
      mpz_mul(out, out, mpq_numref(numbers[i].raw()));
    }
  }
  return result;
}

IntegerMatrix homogeneous_rows(const PointMatrix& points, std::size_t first, std::size_t count) {
  IntegerMatrix rows(count, points.dimension + 1);
  for (std::size_t i = 0; i < count; ++i) {
    const HomogeneousVector x = common_denominator(points.row(first + i));
    for (std::size_t c = 0; c < points.dimension; ++c) rows.set(i, c, x.numerators[c]);
    rows.set(i, points.dimension, x.denominator);
  }
  return rows;
}

int FractionComparer::compare(const fmpz* a, const fmpz* b, const fmpz* c, const fmpz* d) {
  const int sign_a = fmpz_sgn(a);
  const int sign_c = fmpz_sgn(c);
  if (sign_a != sign_c) return sign_a - sign_c;
  return sign_a == 0 ? 0 : sign_a * compare_magnitudes(a, b, c, d);
}

int FractionComparer::compare_magnitudes(const fmpz* a, const fmpz* b, const fmpz* c, const fmpz* d) {
  if (fmpz_is_zero(a) || fmpz_is_zero(c))
    return static_cast<int>(!fmpz_is_zero(a)) - static_cast<int>(!fmpz_is_zero(c));
  if (fmpz_equal(b, d)) return fmpz_cmpabs(a, c);
  // A product of numbers with p and q bits has p+q-1 or p+q bits.
  const auto left_bits = fmpz_bits(a) + fmpz_bits(d);
  const auto right_bits = fmpz_bits(c) + fmpz_bits(b);
  if (left_bits > right_bits + 1) return 1;
  if (right_bits > left_bits + 1) return -1;
  fmpz_mul(left_, a, d);
  fmpz_mul(right_, c, b);
  return fmpz_cmpabs(left_, right_);
}

Integer to_integer(const fmpz* value) {
  Integer result;
  fmpz_get_mpz(result.backend().data(), value);
  return result;
}

}  // namespace ftcert
