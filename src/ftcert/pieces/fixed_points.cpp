#include "ftcert/pieces/fixed_points.hpp"

#include <algorithm>
#include <bit>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

__extension__ using UnsignedWide = unsigned __int128;

std::int64_t bits_of(const fmpz* value) { return static_cast<std::int64_t>(fmpz_bits(value)); }

std::int64_t size_of(const fmpz* numerator, const fmpz* denominator) {
  return bits_of(numerator) - bits_of(denominator) + 1;
}

ScaledFloor divided(Wide above, std::int64_t below) {
  const Wide quotient = above / below, rest = above % below;
  return {quotient - (rest < 0 ? 1 : 0), rest == 0};
}

ScaledFloor clamped(const ScaledFloor& value) {
  if (value.floor > kBeyond) return {kBeyond, false};
  return value.floor < -kBeyond ? ScaledFloor{-kBeyond, false} : value;
}

// The result is less than 2^127 in absolute value.
ScaledFloor floor_of_long(const fmpz* numerator, const fmpz* denominator, std::int64_t shift) {
  fmpz_t above, below, rest;
  fmpz_init_set(above, numerator);
  fmpz_init_set(below, denominator);
  fmpz_init(rest);
  if (shift >= 0) {
    fmpz_mul_2exp(above, above, static_cast<ulong>(shift));
  } else {
    fmpz_mul_2exp(below, below, static_cast<ulong>(-shift));
  }
  fmpz_fdiv_qr(above, rest, above, below);
  ScaledFloor result{0, fmpz_is_zero(rest) != 0};
  ulong low = 0, high = 0;
  fmpz_get_signed_uiui(&high, &low, above);
  result.floor = static_cast<Wide>((static_cast<UnsignedWide>(high) << 64) | low);
  fmpz_clear(above);
  fmpz_clear(below);
  fmpz_clear(rest);
  return result;
}

// floor(numerator / denominator * 2^shift) as of scaled_floor(); denominator > 0.
ScaledFloor floor_of(const fmpz* numerator, const fmpz* denominator, std::int64_t shift) {
  const int sign = fmpz_sgn(numerator);
  if (sign == 0) return {};
  const std::int64_t size = size_of(numerator, denominator) + shift;
  if (size <= 0) return {sign < 0 ? -1 : 0, false};
  if (size > 127) return {sign < 0 ? -kBeyond : kBeyond, false};
  const fmpz above = *numerator, below = *denominator;
  if (!COEFF_IS_MPZ(above) && !COEFF_IS_MPZ(below) && shift >= 0 && shift + bits_of(&above) < 126) {
    const Wide scaled = static_cast<Wide>(above) * (static_cast<Wide>(1) << shift);
    return clamped(below == 1 ? ScaledFloor{scaled, true} : divided(scaled, below));
  }
  return clamped(floor_of_long(numerator, denominator, shift));
}

}  // namespace

std::int64_t size_of(const Rational& value) {
  return size_of(value.fraction().numerator_raw(), value.fraction().denominator_raw());
}

ScaledFloor scaled_floor(const Rational& value, std::int64_t shift) {
  return floor_of(value.fraction().numerator_raw(), value.fraction().denominator_raw(), shift);
}

ScaledFloor scaled_floor_of_zero(const Rational& slope, const Rational& intercept, std::int64_t shift) {
  fmpz_t above, below;
  fmpz_init(above);
  fmpz_init(below);
  fmpz_mul(above, intercept.fraction().numerator_raw(), slope.fraction().denominator_raw());
  fmpz_mul(below, intercept.fraction().denominator_raw(), slope.fraction().numerator_raw());
  if (slope.sign() > 0) fmpz_neg(above, above);
  fmpz_abs(below, below);
  const ScaledFloor result = floor_of(above, below, shift);
  fmpz_clear(above);
  fmpz_clear(below);
  return result;
}

FixedPoints::FixedPoints(const PointMatrix& points)
    : points_(points),
      bits_((124 - static_cast<int>(std::bit_width(points.dimension - 1))) / 2),
      shifts_(points.dimension) {
  require(points.dimension > 0, "FixedPoints: needs a dimension");
  std::vector<std::int64_t> places(dimension());  // of binary digits behind the point
  std::vector<std::int64_t> sizes(dimension());
  std::vector<bool> seen(dimension());
  for (std::size_t i = 0; i < points.count; ++i) {
    const auto x = points.row(i);
    for (std::size_t j = 0; j < dimension(); ++j) {
      if (x[j].is_zero()) continue;
      const std::int64_t size = size_of(x[j]);
      sizes[j] = seen[j] ? std::max(sizes[j], size) : size;
      seen[j] = true;
      if (x[j].is_integer()) continue;
      const auto zeros = static_cast<std::int64_t>(x[j].fraction().denominator_zeros());
      exact_ = exact_ && zeros + 1 == bits_of(x[j].fraction().denominator_raw());
      places[j] = std::max(places[j], zeros);
    }
  }
  for (std::size_t j = 0; j < dimension(); ++j) {
    shifts_[j] = seen[j] ? bits_ - sizes[j] : 0;
    exact_ = exact_ && places[j] <= shifts_[j] && shifts_[j] >= 0;
  }
}

void FixedPoints::row(std::size_t sample, std::int64_t* out) const {
  const auto x = points_.row(sample);
  for (std::size_t j = 0; j < dimension(); ++j)
    out[j] = static_cast<std::int64_t>(scaled_floor(x[j], shifts_[j]).floor);
}

}  // namespace ftcert
