#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

// The numbers as row (X, D): numbers[i] = X[i] / D, D > 0 least possible.
void set_row(IntegerMatrix& matrix, std::size_t row, std::span<const Rational> numbers) {
  MatrixEntry* common = matrix.at(row, numbers.size());
  entry::set_one(common);
  for (const Rational& number : numbers) {
    if (!number.is_integer()) entry::common_multiple(common, number);
  }
  for (std::size_t i = 0; i < numbers.size(); ++i) entry::set_numerator(matrix.at(row, i), numbers[i], common);
}

}  // namespace

HomogeneousVector common_denominator(std::span<const Rational> numbers) {
  IntegerMatrix row(1, numbers.size() + 1);
  set_row(row, 0, numbers);
  HomogeneousVector result;
  result.numerators.reserve(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) result.numerators.push_back(to_integer(row.at(0, i)));
  result.denominator = to_integer(row.at(0, numbers.size()));
  return result;
}

IntegerMatrix homogeneous_rows(const PointMatrix& points, std::size_t first, std::size_t count) {
  IntegerMatrix rows(count, points.dimension + 1);
  for (std::size_t i = 0; i < count; ++i) set_row(rows, i, points.row(first + i));
  return rows;
}

int FractionComparer::compare(const MatrixEntry* a, const MatrixEntry* b, const MatrixEntry* c, const MatrixEntry* d) {
  const int sign_a = entry::sign(a);
  const int sign_c = entry::sign(c);
  if (sign_a != sign_c) return sign_a - sign_c;
  return sign_a == 0 ? 0 : sign_a * compare_magnitudes(a, b, c, d);
}

int FractionComparer::compare_magnitudes(const MatrixEntry* a, const MatrixEntry* b, const MatrixEntry* c,
                                         const MatrixEntry* d) {
  if (entry::is_zero(a) || entry::is_zero(c))
    return static_cast<int>(!entry::is_zero(a)) - static_cast<int>(!entry::is_zero(c));
  if (entry::equal(b, d)) return entry::compare_magnitudes(a, c);
  // A product of numbers with p and q bits has p+q-1 or p+q bits.
  const auto left_bits = entry::bits(a) + entry::bits(d);
  const auto right_bits = entry::bits(c) + entry::bits(b);
  if (left_bits > right_bits + 1) return 1;
  if (right_bits > left_bits + 1) return -1;
  MatrixEntry* left = products_.at(0, 0);
  MatrixEntry* right = products_.at(0, 1);
  entry::multiply(left, a, d);
  entry::multiply(right, c, b);
  return entry::compare_magnitudes(left, right);
}

}  // namespace ftcert
