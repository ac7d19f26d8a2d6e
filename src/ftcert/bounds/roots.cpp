#include "ftcert/bounds/roots.hpp"

#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Greatest n >= 0 with n <= factor * value.
Integer floor_of(const AtMost& value, const Integer& factor) {
  const auto at_most = [&](const Integer& n) { return value(Rational(n, factor)); };
  Integer low = 0, high = 1;
  while (at_most(high)) high *= 2;
  while (high - low > 1) {
    const Integer middle = (low + high) / 2;
    (at_most(middle) ? low : high) = middle;
  }
  return low;
}

}  // namespace

std::uint64_t least_sum(std::uint64_t n) {
  require(n >= 1 && n < (std::uint64_t{1} << 62), "least_sum: out of range");
  Integer rest;
  const Integer square = Integer(n) * 4;
  const Integer down = boost::multiprecision::sqrt(square, rest);
  return static_cast<std::uint64_t>(down) + (rest.is_zero() ? 0 : 1);
}

AtMost root(Rational scale, Rational radicand, Rational shift) {
  return [scale = std::move(scale), radicand = std::move(radicand), shift = std::move(shift)](const Rational& q) {
    const Rational s = (q - shift) / scale;
    return s.sign() <= 0 || s * s <= radicand;
  };
}

std::string rounded(const AtMost& value) {
  const Integer hundredths = (floor_of(value, 200) + 1) / 2;
  const Integer whole = hundredths / 100, part = hundredths % 100;
  return whole.str() + (part < 10 ? ".0" : ".") + part.str();
}

Integer scaled_floor(const AtMost& value, unsigned digits) {
  return floor_of(value, boost::multiprecision::pow(Integer(10), digits));
}

}  // namespace ftcert
