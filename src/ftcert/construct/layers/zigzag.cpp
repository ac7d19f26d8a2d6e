#include "ftcert/construct/layers/zigzag.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

// value > 0 rounded up to a dyadic number of at most 33 bits.
Rational rounded_up(const Rational& value) {
  const long size = static_cast<long>(bit_size(value.numerator())) - static_cast<long>(bit_size(value.denominator()));
  const Rational unit = power_of_two(size - 32);
  return Rational(ceil(value / unit)) * unit;
}

}  // namespace

Rational least_rise(std::span<const Pivot> pivots, int sign) {
  Rational rise = 0;
  bool outermost = true;
  for (std::size_t i = pivots.size(); i > 0; --i) {
    const Pivot& pivot = pivots[i - 1];
    Rational least = pivot.steepness * pivot.distance;
    if (!outermost) {
      // The next rise is (value - next value) with the sign of this group, plus what this one goes on to rise.
      const int here = (i - 1) % 2 == 0 ? sign : -sign;
      const Rational step = pivot.value - pivots[i].value;
      least = std::max(least, (rise - (here > 0 ? step : -step)) * pivot.distance / pivot.beyond);
    }
    rise = least.sign() > 0 ? rounded_up(least) : Rational(0);
    outermost = false;
  }
  return rise;
}

Rational follow(std::span<const Pivot> pivots, Rational start, std::vector<Rational>& slopes) {
  for (const Pivot& pivot : pivots) {
    slopes.push_back((pivot.value - start) / pivot.distance);
    start = pivot.value + slopes.back() * pivot.beyond;
  }
  return start;
}

Rational power_above(const Rational& value) {
  if (value.sign() <= 0) return 1;
  // 2^(n-1) <= numerator < 2^n and 2^(d-1) <= denominator < 2^d: 2^(n-d-1) < value < 2^(n-d+1).
  const long exponent =
      static_cast<long>(bit_size(value.numerator())) - static_cast<long>(bit_size(value.denominator()));
  const Rational low = power_of_two(exponent);
  return low > value ? low : power_of_two(exponent + 1);
}

}  // namespace ftcert
