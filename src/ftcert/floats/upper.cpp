#include "ftcert/floats/upper.hpp"

#include "ftcert/common/rounding.hpp"

namespace ftcert {

namespace {

struct TopBits {
  std::uint64_t bits;  // the first 64, the first of all being 1
  bool more;           // there are others that are not 0
  long exponent;       // of the last of the 64
};

// number != 0.
TopBits top_bits(const MatrixEntry* number) {
  const auto size = static_cast<long>(entry::bits(number));
  if (size <= 64) return {fmpz_get_ui(number) << (64 - size), false, size - 64};
  IntegerMatrix high(1, 1);
  fmpz_tdiv_q_2exp(high.at(0, 0), number, static_cast<ulong>(size - 64));
  return {fmpz_get_ui(high.at(0, 0)), static_cast<long>(fmpz_val2(number)) < size - 64, size - 64};
}

}  // namespace

Upper Upper::of(const MatrixEntry* number, long shift) {
  if (entry::is_zero(number)) return {};
  const TopBits top = top_bits(number);
  return above(top.bits, top.more, top.exponent + shift);
}

Upper Upper::of(const Rational& value) {
  if (value.is_zero()) return {};
  const fmpz* below = value.fraction().denominator_raw();
  IntegerMatrix parts(1, 2);
  MatrixEntry* above_part = parts.at(0, 0);
  entry::set_magnitude(above_part, value.fraction().numerator_raw());
  // The quotient has at least 65 bits, so that rounding it up twice costs no more than a unit of the last place.
  const long shift =
      std::max(0L, 66 + static_cast<long>(entry::bits(below)) - static_cast<long>(entry::bits(above_part)));
  fmpz_mul_2exp(above_part, above_part, static_cast<ulong>(shift));
  fmpz_cdiv_q(parts.at(0, 1), above_part, below);
  return of(parts.at(0, 1), -shift);
}

Rational Upper::rational() const { return Rational(m_) * power_of_two(e_); }

bool Upper::at_most(const MatrixEntry* number, long shift) const {
  if (is_zero()) return true;
  if (entry::is_zero(number)) return false;
  const long leading = e_ + 64, other = static_cast<long>(entry::bits(number)) + shift;
  return leading == other ? m_ <= top_bits(number).bits : leading < other;
}

}  // namespace ftcert
