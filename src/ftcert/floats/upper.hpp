// Upper bounds of magnitudes in one machine word and an exponent.
//
// Purpose: error bounds of many samples and neurons at a few nanoseconds each, without a floating-point operation. A number is 0 or m 2^e with
// 2^63 <= m < 2^64; every operation rounds up, and is exact where its result has at most 64 bits.
//
//   Upper a = Upper::of(Rational(1, 3));   // a.rational() > 1/3, by less than 2^-64
//   (a * a + Upper::power(-3)).rational();
#pragma once

#include <bit>
#include <cstdint>

#include "ftcert/core/rational.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

class Upper {
 public:
  Upper() = default;  // 0

  static Upper power(long exponent) { return {kTop, exponent - 63}; }
  // |value|.
  static Upper of(const Rational& value);
  // |number| 2^shift.
  static Upper of(const MatrixEntry* number, long shift);

  bool is_zero() const { return m_ == 0; }
  // this times 2^exponent.
  Upper times_power(long exponent) const { return is_zero() ? *this : Upper{m_, e_ + exponent}; }
  Rational rational() const;
  // Whether this is at most |number| 2^shift, exactly.
  bool at_most(const MatrixEntry* number, long shift) const;

  friend bool operator<(const Upper& a, const Upper& b) {
    if (a.is_zero() || b.is_zero()) return !b.is_zero();
    return a.e_ == b.e_ ? a.m_ < b.m_ : a.e_ < b.e_;
  }
  Upper& operator+=(const Upper& other) { return *this = *this + other; }
  friend Upper operator+(Upper a, Upper b) {
    if (a.is_zero() || (!b.is_zero() && a.e_ < b.e_)) std::swap(a, b);
    if (b.is_zero()) return a;
    const auto shift = static_cast<unsigned long>(a.e_ - b.e_);
    // What falls off on the right counts as one.
    const std::uint64_t small = shift > 63 ? 1 : (b.m_ >> shift) + ((b.m_ & ((std::uint64_t{1} << shift) - 1)) != 0);
    const std::uint64_t sum = a.m_ + small;
    if (sum >= a.m_) return {sum, a.e_};
    return {kTop + (sum >> 1) + (sum & 1), a.e_ + 1};  // 2^64 + sum, and sum < 2^64 - 1
  }
  friend Upper operator*(const Upper& a, const Upper& b) {
    if (a.is_zero() || b.is_zero()) return {};
    const Wide product = static_cast<Wide>(a.m_) * b.m_;
    const auto high = static_cast<std::uint64_t>(product >> 64), low = static_cast<std::uint64_t>(product);
    if (high >= kTop) return above(high, low != 0, a.e_ + b.e_ + 64);
    return above(high << 1 | low >> 63, low << 1 != 0, a.e_ + b.e_ + 63);
  }

 private:
  __extension__ using Wide = unsigned __int128;
  static constexpr std::uint64_t kTop = std::uint64_t{1} << 63;

  Upper(std::uint64_t m, long e) : m_(m), e_(e) {}
  // m 2^e, or the next greater number; m >= 2^63.
  static Upper above(std::uint64_t m, bool more, long e) {
    if (!more) return {m, e};
    return m + 1 == 0 ? Upper{kTop, e + 1} : Upper{m + 1, e};
  }

  std::uint64_t m_ = 0;
  long e_ = 0;
};

}  // namespace ftcert
