#include "ftcert/core/number_text.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

[[noreturn]] void fail(std::string_view text, const char* expected) {
  throw Error(Code::kNumberSyntax, std::string("expected ") + expected + ", found " + shown(text));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), is_digit); }
bool canonical_natural(std::string_view s) { return all_digits(s) && (s.size() == 1 || s[0] != '0'); }

constexpr std::size_t kWordDigits = 18;  // fit 64 bits

std::uint64_t from_few_digits(std::string_view digits) {
  std::uint64_t value = 0;
  for (char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

// Digits to Integer or Rational, no sign, checked by the caller to be digits of the base.
template <class Number>
Number from_digits(std::string_view digits, int base = 10) {
  if (digits.size() <= kWordDigits && base == 10) return Number(from_few_digits(digits));
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));  // to Boost "010" is 8
  return Number(Integer((base == 16 ? "0x" : "") + std::string(digits)));
}

bool take_sign(std::string_view& s, bool plus_allowed) {
  if (s.empty()) return false;
  const bool negative = s[0] == '-';
  if (negative || (plus_allowed && s[0] == '+')) s.remove_prefix(1);
  return negative;
}

constexpr long kExponentLimit = 100000;

// Exponent digits with optional sign; false when they are not a number within the limit.
bool read_exponent(std::string_view s, long& exponent) {
  const bool negative = take_sign(s, true);
  if (!all_digits(s)) return false;
  s.remove_prefix(std::min(s.find_first_not_of('0'), s.size() - 1));
  if (s.size() > 6) return false;
  exponent = 0;
  for (char c : s) exponent = exponent * 10 + (c - '0');
  if (exponent > kExponentLimit) return false;
  if (negative) exponent = -exponent;
  return true;
}

bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// mantissa[.fraction][e|p exponent] in base 10 or 16; false when it is not of that form.
bool read_scientific(std::string_view s, int base, Rational& value) {
  const std::string_view markers = base == 10 ? "eE" : "pP";
  long exponent = 0;
  if (const auto at = s.find_first_of(markers); at != std::string_view::npos) {
    if (!read_exponent(s.substr(at + 1), exponent)) return false;
    s = s.substr(0, at);
  }
  const auto dot = s.find('.');
  const std::string_view whole = s.substr(0, dot);
  const std::string_view fraction = dot == std::string_view::npos ? std::string_view() : s.substr(dot + 1);
  const std::string digits = std::string(whole) + std::string(fraction);
  const auto digit_ok = base == 10 ? is_digit : is_hex_digit;
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), digit_ok)) return false;
  if (base == 16) {
    value = from_digits<Rational>(digits, base) * power_of_two(exponent - 4 * static_cast<long>(fraction.size()));
    return true;
  }
  const long scale = exponent - static_cast<long>(fraction.size());
  value = from_digits<Rational>(digits);
  if (scale == 0) return true;
  const Rational power(pow(Integer(10), static_cast<unsigned>(scale < 0 ? -scale : scale)));
  scale < 0 ? value /= power : value *= power;
  return true;
}

template <class Number>
Number read_whole(std::string_view text) {
  std::string_view s = text;
  const bool negative = take_sign(s, false);
  if (!canonical_natural(s) || (negative && s == "0")) fail(text, "an integer without leading zeros or '+'");
  Number value = from_digits<Number>(s);
  return negative ? Number(-value) : value;
}

}  // namespace

Integer read_integer(std::string_view text) { return read_whole<Integer>(text); }

Rational read_rational(std::string_view text) {
  constexpr const char* kExpected = "a rational p/q in lowest terms, q > 1";
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return read_whole<Rational>(text);
  const std::string_view above = text.substr(0, slash), below = text.substr(slash + 1);
  if (!canonical_natural(below) || below == "0" || below == "1") fail(text, kExpected);
  if (above.size() <= kWordDigits && below.size() <= kWordDigits) {
    const auto numerator = static_cast<std::int64_t>(read_whole<std::uint64_t>(above));
    const auto denominator = static_cast<std::int64_t>(from_few_digits(below));
    if (std::gcd(numerator, denominator) != 1) fail(text, kExpected);
    return Rational(numerator, denominator);
  }
  const Integer numerator = read_integer(above), denominator = from_digits<Integer>(below);
  if (gcd(numerator, denominator) != 1) fail(text, kExpected);
  return Rational(numerator, denominator);
}

std::uint64_t read_count(std::string_view text) {
  if (!canonical_natural(text) || text.size() > kWordDigits) fail(text, "a count");
  return from_few_digits(text);
}

Rational read_data_number(std::string_view text) {
  constexpr const char* kExpected = "a decimal, a fraction or a hexadecimal float";
  std::string_view s = text;
  const bool negative = take_sign(s, true);
  Rational value;
  if (const auto slash = s.find('/'); slash != std::string_view::npos) {
    const std::string_view above = s.substr(0, slash), below = s.substr(slash + 1);
    if (!all_digits(above) || !all_digits(below)) fail(text, kExpected);
    const Rational denominator = from_digits<Rational>(below);
    if (denominator.is_zero()) fail(text, "a fraction with a denominator other than 0");
    value = from_digits<Rational>(above) / denominator;
  } else {
    const bool hex = s.starts_with("0x") || s.starts_with("0X");
    if (hex) s.remove_prefix(2);
    if (!read_scientific(s, hex ? 16 : 10, value)) fail(text, kExpected);
  }
  return negative ? -value : value;
}

}  // namespace ftcert
