#include "ftcert/data/binary_float.hpp"
#include "ftcert/core/rounding.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace ftcert {

namespace {

// The fields of a bit pattern. The exponent field of a format is as wide as its greatest value, 2 *
// greatest_exponent + 1, which stands for NaN and infinity.
struct Fields {
  std::uint64_t fraction;
  long biased_exponent;
  bool negative;
};

long special_exponent(BinaryFormat format) { return 2L * format.greatest_exponent + 1; }

Fields split(BinaryFormat format, std::uint64_t bits) {
  const int fraction_bits = format.precision - 1;
  const auto exponent_mask = static_cast<std::uint64_t>(special_exponent(format));
  const std::uint64_t upper = bits >> fraction_bits;
  return {bits & ((std::uint64_t{1} << fraction_bits) - 1), static_cast<long>(upper & exponent_mask),
          upper > exponent_mask};
}

// The exponent of the last place of the subnormal numbers.
long least_exponent(BinaryFormat format) { return 2L - format.greatest_exponent - format.precision; }

// significand 2^exponent.
Rational scaled(std::uint64_t significand, long exponent) {
  if (significand == 0) return {};
  const int zeros = std::countr_zero(significand);
  significand >>= zeros;
  exponent += zeros;
  const auto above = static_cast<std::int64_t>(significand);
  if (exponent <= 0 && exponent > -62) return Rational(Fraction(above, std::int64_t{1} << -exponent));
  if (exponent > 0 && exponent + std::bit_width(significand) <= 62) return Rational(above << exponent);
  return Rational(above) * power_of_two(exponent);
}

// Parts of so many bits are words of FLINT.
constexpr std::size_t kWordBits = 62;
struct Words {
  std::uint64_t above, below;  // |numerator|, denominator
};
Words words_of(const Fraction& value) {
#ifdef FTCERT_PORTABLE_NUMBERS
  return {static_cast<std::uint64_t>(abs(value.numerator())), static_cast<std::uint64_t>(value.denominator())};
#else
  return {static_cast<std::uint64_t>(std::abs(*value.numerator_raw())),
          static_cast<std::uint64_t>(*value.denominator_raw())};
#endif
}

// round_to() of above / below where both fit a word of 62 bits, above > 0.
std::optional<Rational> round_words(BinaryFormat format, std::uint64_t above, std::uint64_t below) {
  __extension__ using Wide = unsigned __int128;
  Wide dividend = above, divisor = below;
  long exponent = std::bit_width(above) - std::bit_width(below);
  if (exponent < 0 ? dividend << -exponent < divisor : dividend < divisor << exponent) --exponent;
  if (exponent > format.greatest_exponent) return std::nullopt;
  const long last = std::max(exponent - (format.precision - 1), least_exponent(format));
  (last < 0 ? dividend : divisor) <<= last < 0 ? -last : last;  // at most 62 + 53 bits
  auto units = static_cast<std::uint64_t>(dividend / divisor);
  const Wide twice = 2 * (dividend % divisor);
  if (twice > divisor || (twice == divisor && units % 2 != 0)) ++units;
  Rational result = scaled(units, last);
  if (exponent == format.greatest_exponent && result >= power_of_two(exponent + 1)) return std::nullopt;
  return result;
}

}  // namespace

bool is_nan(BinaryFormat format, std::uint64_t bits) {
  const Fields fields = split(format, bits);
  return fields.biased_exponent == special_exponent(format) && fields.fraction != 0;
}

std::optional<Rational> from_bits(BinaryFormat format, std::uint64_t bits) {
  const Fields fields = split(format, bits);
  if (fields.biased_exponent == special_exponent(format)) return std::nullopt;
  Rational value;
  if (fields.biased_exponent == 0) {
    value = scaled(fields.fraction, least_exponent(format));
  } else {
    const std::uint64_t significand = fields.fraction | (std::uint64_t{1} << (format.precision - 1));
    value = scaled(significand, least_exponent(format) + fields.biased_exponent - 1);
  }
  return fields.negative ? -value : value;
}

std::optional<Rational> round_to(BinaryFormat format, const Rational& value) {
  if (value.is_zero()) return value;
  if (value.fraction().numerator_bits() <= kWordBits && value.fraction().denominator_bits() <= kWordBits) {
    const auto [above, below] = words_of(value.fraction());
    std::optional<Rational> rounded = round_words(format, above, below);
    return rounded && value.sign() < 0 ? -*std::move(rounded) : rounded;
  }
  // |value| = above/below lies in [2^(e-1), 2^(e+1)) for e = size difference; one comparison tells which
  // half.
  Integer above = abs(value).numerator(), below = value.denominator();
  long exponent = static_cast<long>(bit_size(above)) - static_cast<long>(bit_size(below));
  if (abs(value) < power_of_two(exponent)) --exponent;
  if (exponent > format.greatest_exponent) return std::nullopt;
  // In units of the last place, 2^last, the value is above/below after this shift.
  const long last = std::max(exponent - (format.precision - 1), least_exponent(format));
  if (last < 0) above <<= static_cast<unsigned long>(-last);
  if (last > 0) below <<= static_cast<unsigned long>(last);
  Integer units, rest;
  divide_qr(above, below, units, rest);
  const int half = Integer(rest * 2).compare(below);
  if (half > 0 || (half == 0 && bit_test(units, 0))) ++units;
  Rational result = Rational(units) * power_of_two(last);
  if (result >= power_of_two(format.greatest_exponent + 1)) return std::nullopt;
  return value.sign() < 0 ? -result : result;
}

}  // namespace ftcert
