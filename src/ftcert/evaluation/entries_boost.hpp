// Matrices of integers in the portable build: Integer entries, products by plain loops.
//
// Purpose: the interface of evaluation/entries_flint.hpp without FLINT.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

using MatrixEntry = Integer;

inline Integer to_integer(const MatrixEntry* value) { return *value; }

namespace entry {

inline int sign(const MatrixEntry* a) { return a->sign(); }
inline bool is_zero(const MatrixEntry* a) { return a->is_zero(); }
inline bool equal(const MatrixEntry* a, const MatrixEntry* b) { return *a == *b; }
inline std::size_t bits(const MatrixEntry* a) { return bit_size(*a); }
// Negative, zero or positive like |a| - |b|.
inline int compare_magnitudes(const MatrixEntry* a, const MatrixEntry* b) { return abs(*a).compare(abs(*b)); }
inline std::size_t numerator_bits(const Rational& x) { return bit_size(x.numerator()); }
inline std::size_t denominator_bits(const Rational& x) { return bit_size(x.denominator()); }
inline void set(MatrixEntry* out, const MatrixEntry* a) { *out = *a; }
inline void set(MatrixEntry* out, const Integer& a) { *out = a; }
inline void set_one(MatrixEntry* out) { *out = 1; }
inline void set_magnitude(MatrixEntry* out, const MatrixEntry* a) { *out = abs(*a); }
inline void swap(MatrixEntry* a, MatrixEntry* b) { a->swap(*b); }
inline void multiply(MatrixEntry* out, const MatrixEntry* a, const MatrixEntry* b) { *out = *a * *b; }
// Bits from .. from + count - 1 of |a|, with its sign; count < 63.
inline std::int64_t slice(const MatrixEntry* a, std::size_t from, std::size_t count) {
  const Integer part = (abs(*a) >> from) % (Integer(1) << count);
  return a->sign() * static_cast<std::int64_t>(part);
}
// out = out * 2^count + digit.
inline void append(MatrixEntry* out, std::size_t count, std::int64_t digit) {
  *out = *out * (Integer(1) << count) + digit;
}

// out = least common multiple of out and a, or of out and the denominator of x; all > 0.
inline void common_multiple(MatrixEntry* out, const MatrixEntry* a) { *out = lcm(*out, *a); }
inline void common_multiple(MatrixEntry* out, const Rational& x) { *out = lcm(*out, x.denominator()); }
// out = x * denominator, an integer.
inline void set_numerator(MatrixEntry* out, const Rational& x, const MatrixEntry* denominator) {
  *out = *denominator / x.denominator() * x.numerator();
}
// above / below, reduced; below != 0.
inline Rational ratio(const MatrixEntry* above, const MatrixEntry* below) { return Rational(*above, *below); }

}  // namespace entry

class IntegerMatrix {
 public:
  // All entries 0.
  IntegerMatrix(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns), entries_(rows * columns) {}

  MatrixEntry* at(std::size_t row, std::size_t column) { return entries_.data() + row * columns_ + column; }
  const MatrixEntry* at(std::size_t row, std::size_t column) const { return entries_.data() + row * columns_ + column; }
  void set(std::size_t row, std::size_t column, const Integer& value) { *at(row, column) = value; }
  // *this = a * b; shapes must fit.
  void set_product(const IntegerMatrix& a, const IntegerMatrix& b) {
    entries_.assign(entries_.size(), Integer(0));
    for (std::size_t i = 0; i < rows_; ++i) {
      for (std::size_t k = 0; k < a.columns_; ++k) {
        const MatrixEntry& factor = *a.at(i, k);
        if (factor.is_zero()) continue;
        for (std::size_t j = 0; j < columns_; ++j) *at(i, j) += factor * *b.at(k, j);
      }
    }
  }

 private:
  std::size_t rows_, columns_;
  std::vector<MatrixEntry> entries_;
};

}  // namespace ftcert
