#include "ftcert/data/data_number.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

[[noreturn]] void fail(std::string_view text, const char* expected) {
  throw Error(Code::kNumberSyntax, std::string("expected ") + expected + ", found " + shown(text));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), is_digit); }

// Digits of the base, no sign, checked by the caller.
Rational from_digits(std::string_view digits, int base) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return base == 16 ? Rational(Integer("0x" + std::string(digits))) : read_rational(digits);
}

bool take_sign(std::string_view& s, bool plus_allowed) {
  if (s.empty()) return false;
  const bool negative = s[0] == '-';
  if (negative || (plus_allowed && s[0] == '+')) s.remove_prefix(1);
  return negative;
}

constexpr long kExponentLimit = 20000;

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
    value = from_digits(digits, base) * power_of_two(exponent - 4 * static_cast<long>(fraction.size()));
    return true;
  }
  const long scale = exponent - static_cast<long>(fraction.size());
  value = from_digits(digits, 10);
  if (scale == 0) return true;
  const Rational power(pow(Integer(10), static_cast<unsigned>(scale < 0 ? -scale : scale)));
  scale < 0 ? value /= power : value *= power;
  return true;
}

constexpr std::size_t kWordDigits = 18;  // fit 64 bits, as does their power of ten

// [+-]digits[.digits] with so few digits that no integer beyond a word is needed: nearly all cells. nullopt: for the other reader.
std::optional<Rational> read_short_decimal(std::string_view text) {
  const bool negative = take_sign(text, true);
  if (text.size() > kWordDigits + 1) return std::nullopt;
  std::uint64_t digits = 0, power = 1;
  std::size_t count = 0;
  bool dot = false;
  for (const char c : text) {
    if (is_digit(c)) {
      digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
      if (dot) power *= 10;
      ++count;
    } else if (c == '.' && !dot) {
      dot = true;
    } else {
      return std::nullopt;
    }
  }
  if (count == 0 || count > kWordDigits) return std::nullopt;
  if (digits == 0) return Rational();
  const int twos = std::min(std::countr_zero(digits), std::countr_zero(power));
  digits >>= twos;
  power >>= twos;
  while (power % 5 == 0 && digits % 5 == 0) {
    digits /= 5;
    power /= 5;
  }
  const auto above = static_cast<std::int64_t>(digits);
  return Rational(Fraction(negative ? -above : above, static_cast<std::int64_t>(power)));
}

}  // namespace

std::uint64_t number_work(std::string_view text) {
  const bool hex = text.find_first_of("xX") != std::string_view::npos;
  const auto at = text.find_first_of(hex ? "pP" : "eE");
  long exponent = 0;
  if (at == std::string_view::npos || !read_exponent(text.substr(at + 1), exponent)) exponent = 0;
  const std::uint64_t words = (text.size() + static_cast<std::uint64_t>(exponent < 0 ? -exponent : exponent)) / 16;
  return words * words;
}

Rational read_data_number(std::string_view text) {
  if (std::optional<Rational> value = read_short_decimal(text)) return *std::move(value);
  constexpr const char* kExpected = "a decimal, a fraction or a hexadecimal float";
  std::string_view s = text;
  const bool negative = take_sign(s, true);
  Rational value;
  if (const auto slash = s.find('/'); slash != std::string_view::npos) {
    const std::string_view above = s.substr(0, slash), below = s.substr(slash + 1);
    if (!all_digits(above) || !all_digits(below)) fail(text, kExpected);
    const Rational denominator = from_digits(below, 10);
    if (denominator.is_zero()) fail(text, "a fraction with a denominator other than 0");
    value = from_digits(above, 10) / denominator;
  } else {
    const bool hex = s.starts_with("0x") || s.starts_with("0X");
    if (hex) s.remove_prefix(2);
    if (!read_scientific(s, hex ? 16 : 10, value)) fail(text, kExpected);
  }
  return negative ? -value : value;
}

}  // namespace ftcert
