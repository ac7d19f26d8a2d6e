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

// Digits without a leading zero, checked by the caller.
template <class Number>
Number from_digits(std::string_view digits) {
  if (digits.size() <= kWordDigits) return Number(from_few_digits(digits));
  return Number(Integer(std::string(digits)));
}

template <class Number>
Number read_whole(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view s = text.substr(negative ? 1 : 0);
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
    return Rational(Fraction(numerator, denominator));
  }
  const Integer numerator = read_integer(above), denominator = from_digits<Integer>(below);
  if (gcd(numerator, denominator) != 1) fail(text, kExpected);
  return Rational(numerator, denominator);
}

std::uint64_t read_count(std::string_view text) {
  if (!canonical_natural(text) || text.size() > kWordDigits) fail(text, "a count");
  return from_few_digits(text);
}

}  // namespace ftcert
