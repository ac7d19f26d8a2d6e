#include "ftcert/floats/upper.hpp"

#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

struct TopBits {
  std::uint64_t bits;  // the first 64, the first of all being 1
  bool more;           // there are others that are not 0
  long exponent;       // of the last of the 64
};

// number != 0. Read from FLINT's words, as a quotient would take memory from the heap each time.
TopBits top_bits(const MatrixEntry* number) {
  if (!COEFF_IS_MPZ(*number)) {
    const auto word = static_cast<std::uint64_t>(*number < 0 ? -*number : *number);
    const int shift = std::countl_zero(word);
    return {word << shift, false, -shift};
  }
  const auto* const big = COEFF_TO_PTR(*number);
  const std::size_t words = mpz_size(big);
  const mp_limb_t* const limbs = mpz_limbs_read(big);
  const int shift = std::countl_zero(limbs[words - 1]);
  TopBits top{limbs[words - 1] << shift, false, 64 * (static_cast<long>(words) - 1) - shift};
  for (std::size_t i = words - 1; i-- > 0;) {
    // Of the word below the first, what does not fit.
    std::uint64_t rest = limbs[i];
    if (i + 2 == words && shift > 0) {
      top.bits |= rest >> (64 - shift);
      rest <<= shift;
    }
    if (rest != 0) {
      top.more = true;
      break;
    }
  }
  return top;
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
