#include "ftcert/construct/space/solution_line.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

// To reduced row echelon form in place, all pivots equal to `pivot`; result: the rank.
std::size_t reduce_rows(IntegerMatrix& matrix, Integer& pivot) {
  fmpz_t common;
  fmpz_init(common);
  const slong rank = fmpz_mat_rref(matrix.raw(), common, matrix.raw());
  pivot = to_integer(common);
  fmpz_clear(common);
  return static_cast<std::size_t>(rank);
}

Integer content(const std::vector<Integer>& numbers, const Integer& start) {
  Integer result = start;
  for (const Integer& number : numbers) {
    mpz_gcd(result.backend().data(), result.backend().data(), number.backend().data());
  }
  return result;
}

void divide(std::vector<Integer>& numbers, const Integer& divisor) {
  for (Integer& number : numbers) {
    mpz_divexact(number.backend().data(), number.backend().data(), divisor.backend().data());
  }
}

// An integer vector r with r . primitive = 1, modulo `modulus`.
std::vector<Integer> dual_vector(const std::vector<Integer>& primitive, const Integer& modulus) {
  std::vector<Integer> dual(primitive.size());
  Integer gcd = 0, old_factor, new_factor;
  for (std::size_t j = 0; j < primitive.size() && gcd != 1; ++j) {
    mpz_gcdext(gcd.backend().data(), old_factor.backend().data(), new_factor.backend().data(), gcd.backend().data(),
               primitive[j].backend().data());
    for (std::size_t i = 0; i < j; ++i) dual[i] = dual[i] * old_factor % modulus;
    dual[j] = new_factor;
  }
  return dual;
}

// base + multiple * kernel
void add_multiple(std::vector<Integer>& base, const std::vector<Integer>& kernel, const Integer& multiple) {
  for (std::size_t j = 0; j < base.size(); ++j) base[j] += multiple * kernel[j];
}

// Every solution with denominator S' is p = base / S + t kernel with r . (S' p) an integer for the dual
// vector r of kernel. Moving base along the line to r . base = 0 (mod S) leaves S' base / S an integer
// vector, so S / gcd(S, base) divides S'.
void minimize_denominator(SolutionLine& line) {
  const std::vector<Integer> dual = dual_vector(line.kernel, line.denominator);
  Integer product = 0;
  for (std::size_t j = 0; j < dual.size(); ++j) product += dual[j] * line.base[j];
  product %= line.denominator;
  add_multiple(line.base, line.kernel, -product);
  const Integer common = content(line.base, line.denominator);
  divide(line.base, common);
  line.denominator /= common;
}

// Moves base along the line by an integer multiple of kernel so that it gets short.
void shorten(SolutionLine& line) {
  const auto shorter = [](const Integer& a, const Integer& b) { return abs(a) < abs(b); };
  const auto at = std::max_element(line.kernel.begin(), line.kernel.end(), shorter) - line.kernel.begin();
  const Integer quotient = line.base[static_cast<std::size_t>(at)] / line.kernel[static_cast<std::size_t>(at)];
  add_multiple(line.base, line.kernel, -quotient);
}

}  // namespace

std::optional<SolutionLine> solve_line(const std::vector<Integer>& equations, const std::vector<Integer>& right_side,
                                       const Integer& right_denominator) {
  const std::size_t k = right_side.size();
  require(k > 0 && equations.size() == k * (k + 1) && right_denominator > 0, "solve_line: shapes");
  IntegerMatrix matrix(k, k + 2);
  for (std::size_t r = 0; r < k; ++r) {
    for (std::size_t c = 0; c <= k; ++c) matrix.set(r, c, equations[r * (k + 1) + c]);
    matrix.set(r, k + 1, right_side[r]);
  }
  Integer pivot;
  if (reduce_rows(matrix, pivot) < k) return std::nullopt;
  SolutionLine line{std::vector<Integer>(k + 1), std::vector<Integer>(k + 1), pivot * right_denominator};
  std::size_t free_column = k;
  for (std::size_t r = 0, c = 0; r < k; ++r, ++c) {
    while (c <= k && fmpz_is_zero(matrix.at(r, c))) free_column = c++;
    if (c > k) return std::nullopt;  // a pivot on the right side
  }
  for (std::size_t r = 0; r < k; ++r) {
    const std::size_t c = r < free_column ? r : r + 1;
    line.base[c] = to_integer(matrix.at(r, k + 1));
    line.kernel[c] = -to_integer(matrix.at(r, free_column));
  }
  line.kernel[free_column] = pivot;
  divide(line.kernel, content(line.kernel, 0));
  if (line.denominator < 0) {
    line.denominator = -line.denominator;
    for (Integer& entry : line.base) entry = -entry;
  }
  minimize_denominator(line);
  shorten(line);
  return line;
}

}  // namespace ftcert
