#include "ftcert/core/number_text.hpp"

#include <algorithm>
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

// Digits to integer, no sign, checked by the caller to be digits of the base.
Integer from_digits(std::string_view digits, int base = 10) {
  if (digits.size() <= 18 && base == 10) {
    std::uint64_t value = 0;
    for (char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return Integer(value);
  }
  Integer result;
  mpz_set_str(result.backend().data(), std::string(digits).c_str(), base);
  return result;
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
  const Integer mantissa = from_digits(digits, base);
  if (base == 16) {
    value = Rational(mantissa) * power_of_two(exponent - 4 * static_cast<long>(fraction.size()));
    return true;
  }
  const long scale = exponent - static_cast<long>(fraction.size());
  Integer power;
  mpz_ui_pow_ui(power.backend().data(), 10, static_cast<unsigned long>(scale < 0 ? -scale : scale));
  value = scale < 0 ? Rational(mantissa, power) : Rational(mantissa * power);
  return true;
}

}  // namespace

Integer read_integer(std::string_view text) {
  std::string_view s = text;
  const bool negative = take_sign(s, false);
  if (!canonical_natural(s) || (negative && s == "0")) fail(text, "an integer without leading zeros or '+'");
  Integer value = from_digits(s);
  return negative ? Integer(-value) : value;
}

Rational read_rational(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return Rational(read_integer(text));
  const std::string_view below = text.substr(slash + 1);
  if (!canonical_natural(below) || below == "0" || below == "1") fail(text, "a rational p/q in lowest terms, q > 1");
  const Integer numerator = read_integer(text.substr(0, slash));
  const Integer denominator = from_digits(below);
  if (gcd(numerator, denominator) != 1) fail(text, "a rational p/q in lowest terms, q > 1");
  return Rational(numerator, denominator);
}

std::uint64_t read_count(std::string_view text) {
  if (!canonical_natural(text) || text.size() > 18) fail(text, "a count");
  std::uint64_t value = 0;
  for (char c : text) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

Rational read_data_number(std::string_view text) {
  constexpr const char* kExpected = "a decimal, a fraction or a hexadecimal float";
  std::string_view s = text;
  const bool negative = take_sign(s, true);
  Rational value;
  if (const auto slash = s.find('/'); slash != std::string_view::npos) {
    const std::string_view above = s.substr(0, slash), below = s.substr(slash + 1);
    if (!all_digits(above) || !all_digits(below)) fail(text, kExpected);
    const Integer denominator = from_digits(below);
    if (denominator.is_zero()) fail(text, "a fraction with a denominator other than 0");
    value = Rational(from_digits(above), denominator);
  } else {
    const bool hex = s.starts_with("0x") || s.starts_with("0X");
    if (hex) s.remove_prefix(2);
    if (!read_scientific(s, hex ? 16 : 10, value)) fail(text, kExpected);
  }
  return negative ? -value : value;
}

}  // namespace ftcert
