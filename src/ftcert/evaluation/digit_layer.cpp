#include "ftcert/evaluation/digit_layer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <span>

namespace ftcert {

namespace {

__extension__ using Wide = __int128;

constexpr std::size_t kDigit = 56;
constexpr std::int64_t kMask = (std::int64_t{1} << kDigit) - 1;

// Rows whose weights stand side by side, column by column.
constexpr std::size_t kRows = 4;
constexpr std::size_t whole_groups(std::size_t rows) { return (rows + kRows - 1) / kRows * kRows; }
constexpr std::array<std::uint32_t, 1> kOnly = {0};
using Sums = std::array<Wide, kRows>;

// sums[r] += inputs[n] * weight of row r in column places[n], for all n.
void add_products(const std::int64_t* inputs, std::span<const std::uint32_t> places, const std::int64_t* weights,
                  Sums& sums) {
  Wide a = sums[0], b = sums[1], c = sums[2], d = sums[3];
  for (std::size_t n = 0; n < places.size(); ++n) {
    const std::int64_t* w = weights + std::size_t{places[n]} * kRows;
    const std::int64_t x = inputs[n];
    a += static_cast<Wide>(x) * w[0];
    b += static_cast<Wide>(x) * w[1];
    c += static_cast<Wide>(x) * w[2];
    d += static_cast<Wide>(x) * w[3];
  }
  sums = {a, b, c, d};
}

}  // namespace

void DigitRow::reset(std::size_t columns, std::size_t bits) {
  columns_ = columns;
  bits_ = bits;
  length_ = bits / kDigit + 1;
  digits_.assign(columns_ * length_, 0);
}

void DigitRow::set(std::size_t column, const MatrixEntry* value) {
  for (std::size_t k = 0; k < length_; ++k) digits(k)[column] = entry::slice(value, k * kDigit, kDigit);
}

void DigitRow::get(std::size_t column, MatrixEntry* value) const {
  for (std::size_t k = length_; k-- > 0;) entry::append(value, kDigit, digits(k)[column]);
}

std::size_t DigitRow::bits_of(std::size_t column) const {
  const std::int64_t sign = is_negative(column) ? -1 : 0;
  for (std::size_t k = length_; k-- > 0;) {
    const std::int64_t digit = (digits(k)[column] ^ sign) & kMask;
    if (digit != 0) return k * kDigit + static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(digit)));
  }
  return 0;
}

void DigitRow::set_zero(std::size_t column) {
  for (std::size_t k = 0; k < length_; ++k) digits(k)[column] = 0;
}

void DigitRow::shorten(std::size_t bits) {
  bits_ = bits;
  length_ = std::max<std::size_t>(1, (bits + kDigit - 1) / kDigit);
}

DigitLayer::DigitLayer(const IntegerMatrix& matrix, std::size_t rows, std::size_t columns)
    : rows_(rows), columns_(columns) {
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) weight_bits_ = std::max(weight_bits_, entry::bits(matrix.at(c, r)));
    bias_bits_ = std::max(bias_bits_, entry::bits(matrix.at(columns, r)));
  }
  fits_ = std::max(weight_bits_, bias_bits_) <= kMostBits && (weight_bits_ / kDigit + 1) * columns <= kMostTerms;
  if (!fits_) return;
  weights_.reset(whole_groups(rows) * columns, weight_bits_);
  bias_.reset(whole_groups(rows), bias_bits_);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c)
      weights_.set((r / kRows * columns + c) * kRows + r % kRows, matrix.at(c, r));
    bias_.set(r, matrix.at(columns, r));
  }
}

std::size_t DigitLayer::result_bits(std::size_t input, std::size_t denominator) const {
  const auto terms = static_cast<std::size_t>(std::bit_width(columns_));
  return std::max(input + weight_bits_ + terms, denominator + bias_bits_) + 1;
}

void DigitLayer::multiply(const DigitRow& x, const DigitRow& denominator, DigitRow& result) const {
  std::vector<std::uint32_t> places;  // of inputs that are not 0
  for (std::size_t c = 0; c < columns_; ++c) {
    std::int64_t any = 0;
    for (std::size_t k = 0; k < x.length(); ++k) any |= x.digits(k)[c];
    if (any != 0) places.push_back(static_cast<std::uint32_t>(c));
  }
  std::vector<std::int64_t> inputs;  // theirs
  for (std::size_t k = 0; k < x.length(); ++k) {
    for (const std::uint32_t c : places) inputs.push_back(x.digits(k)[c]);
  }
  result.reset(whole_groups(rows_), result_bits(x.bits(), denominator.bits()));
  for (std::size_t first = 0; first < rows_; first += kRows) {
    Sums sums{};
    for (std::size_t k = 0; k < result.length(); ++k) {
      for (std::size_t j = k - std::min(k, x.length() - 1); j < std::min(k + 1, weights_.length()); ++j)
        add_products(inputs.data() + (k - j) * places.size(), places, weights_.digits(j) + first * columns_, sums);
      for (std::size_t j = k - std::min(k, denominator.length() - 1); j < std::min(k + 1, bias_.length()); ++j)
        add_products(denominator.digits(k - j), kOnly, bias_.digits(j) + first, sums);
      std::int64_t* digits = result.digits(k) + first;
      for (std::size_t r = 0; r < kRows; ++r) {
        digits[r] = static_cast<std::int64_t>(k + 1 < result.length() ? sums[r] & kMask : sums[r]);
        sums[r] >>= kDigit;
      }
    }
  }
}

}  // namespace ftcert
