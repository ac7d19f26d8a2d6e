#include "ftcert/explain/decimal.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

// Nearest integer to value >= 0, ties upwards.
Integer nearest(const Rational& value) { return floor(value + Rational(1, 2)); }

// The digits of an integer >= 0 with a point before the last `digits` of them, without trailing zeros after
// the point.
std::string with_point(const Integer& value, std::size_t digits) {
  std::string text = value.str();
  if (digits == 0) return text;
  if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
  text.insert(text.size() - digits, ".");
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// value >= 0 with so many significant digits; to_integer says which way they are rounded.
std::string significant_text(const Rational& value, unsigned significant, Integer (*to_integer)(const Rational&)) {
  require(significant > 0, "significant_text: no digits");
  if (value.is_zero()) return "0";
  long exponent = decimal_exponent(value);
  const long last = exponent - static_cast<long>(significant) + 1;  // power of ten of the last digit
  const Integer digits = to_integer(value / power_of_ten(last));
  if (Rational(digits) == power_of_ten(static_cast<long>(significant))) ++exponent;  // 9.99 became 10.0
  if (exponent >= -4 && exponent < 9) {
    if (last >= 0) return (Rational(digits) * power_of_ten(last)).text();
    return with_point(digits, static_cast<std::size_t>(-last));
  }
  return with_point(digits, static_cast<std::size_t>(exponent - last)) + "e" + std::to_string(exponent);
}

}  // namespace

Rational power_of_ten(long exponent) {
  const Integer power = pow(Integer(10), static_cast<unsigned>(exponent < 0 ? -exponent : exponent));
  return exponent < 0 ? Rational(Integer(1), power) : Rational(power);
}

std::string decimal(const Rational& value, unsigned digits) {
  const Integer scaled = nearest(abs(value) * power_of_ten(digits));
  const bool negative = value.sign() < 0 && !scaled.is_zero();
  return (negative ? "-" : "") + with_point(scaled, digits);
}

long decimal_exponent(const Rational& value) {
  require(!value.is_zero(), "decimal_exponent: zero");
  const Rational magnitude = abs(value);
  const auto above = static_cast<long>(bit_size(magnitude.numerator())),
             below = static_cast<long>(bit_size(magnitude.denominator()));
  long exponent = (above - below) * 30103 / 100000;  // near log10; the loops make it exact
  while (power_of_ten(exponent) > magnitude) --exponent;
  while (power_of_ten(exponent + 1) <= magnitude) ++exponent;
  return exponent;
}

std::string rounded(const Rational& value, unsigned significant) {
  return (value.sign() < 0 ? "-" : "") + significant_text(abs(value), significant, nearest);
}

std::string rounded_up(const Rational& value, unsigned significant) {
  require(value.sign() >= 0, "rounded_up: negative");
  return significant_text(value, significant, ceil);
}

std::string readable(const Rational& value) {
  constexpr std::size_t kShort = 12;
  std::string exact = value.text();
  return exact.size() <= kShort ? exact : "about " + rounded(value, 4);
}

}  // namespace ftcert
