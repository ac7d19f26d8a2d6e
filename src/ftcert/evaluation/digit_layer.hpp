// A layer in digits of 56 bits, for one sample at a time.
//
// Purpose: the products of evaluation/batch.cpp where the numbers are of moderate size, as those of models in floating point are: sums of
// products of machine words, and no memory from the heap for each number. A number is the sum of its digits times powers of B = 2^56. The
// product of two numbers is carried out as on paper:
//
//   s_k = sum over j of x_j w_(k-j), plus the carry;   digit k of the result is s_k mod B, the carry floor(s_k / B), the last digit what is left
//
// Digits of what is read have the number's sign, those of results are at least 0 but for the last one; |digit| < 2^56. A layer has at most
// kMostTerms products of digits of weights in a sum, so that |s_k| < 2^127. Cost: a multiplication of words for each pair of digits of a weight
// and an input that is not 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

// A vector of numbers, |number| < 2^bits.
class DigitRow {
 public:
  // Zeros, with room for so many bits.
  void reset(std::size_t columns, std::size_t bits);
  // Contract: a value of at most bits() bits, resp. 0 before.
  void set(std::size_t column, const MatrixEntry* value);
  void get(std::size_t column, MatrixEntry* value) const;

  std::size_t bits() const { return bits_; }
  // Digits of every number.
  std::size_t length() const { return length_; }
  std::int64_t* digits(std::size_t place) { return digits_.data() + place * columns_; }
  const std::int64_t* digits(std::size_t place) const { return digits_.data() + place * columns_; }

  // Of results:
  bool is_negative(std::size_t column) const { return digits(length_ - 1)[column] < 0; }
  // Of |number|, for negative ones of |number| - 1.
  std::size_t bits_of(std::size_t column) const;
  void set_zero(std::size_t column);
  // Leaves out digits that are 0: no number is negative or has more bits.
  void shorten(std::size_t bits);

 private:
  std::size_t columns_ = 0, bits_ = 0, length_ = 0;
  std::vector<std::int64_t> digits_;
};

class DigitLayer {
 public:
  // matrix: (columns + 1) x rows, as in IntegerLayer.
  DigitLayer(const IntegerMatrix& matrix, std::size_t rows, std::size_t columns);

  // Whether its numbers are short enough.
  bool fits() const { return fits_; }
  // Results have fewer bits, for inputs and a denominator of so many.
  std::size_t result_bits(std::size_t input, std::size_t denominator) const;
  // result = (x, denominator) * matrix. Contract: fits(), and as many bits as kMostBits at most.
  void multiply(const DigitRow& x, const DigitRow& denominator, DigitRow& result) const;

  static constexpr std::size_t kMostBits = 1000, kMostTerms = 8192;

 private:
  std::size_t rows_, columns_, weight_bits_ = 0, bias_bits_ = 0;
  bool fits_;
  DigitRow weights_, bias_;  // row by row
};

}  // namespace ftcert
