// The strict reader of certificates and the reader of data cells: tables of accepted and rejected texts, and
// round trips.
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/data_number.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using namespace std::string_literals;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

const std::string kLong(400, '7');

// 10^exponent by repeated multiplication.
Rational ten_to(long exponent) {
  Rational result(1);
  for (long e = 0; e < exponent; ++e) result *= 10;
  for (long e = 0; e > exponent; --e) result /= 10;
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(integers) {
  for (const std::string& text : {"0"s, "1"s, "-1"s, "10"s, "-900"s, "18446744073709551616"s, kLong, "-" + kLong}) {
    BOOST_TEST(read_integer(text).str() == text);
    BOOST_TEST(read_rational(text).text() == text);
  }
  for (const std::string& text : {""s,
                                  "-"s,
                                  "+"s,
                                  "-0"s,
                                  "+1"s,
                                  "01"s,
                                  "00"s,
                                  "-01"s,
                                  "--1"s,
                                  " 1"s,
                                  "1 "s,
                                  "1\n"s,
                                  "1\0"s,
                                  "\0"s,
                                  "1.0"s,
                                  "1."s,
                                  ".5"s,
                                  "1e3"s,
                                  "0x1"s,
                                  "a"s,
                                  "1a"s,
                                  "1_000"s,
                                  "1,000"s,
                                  "\xD9\xA1"s,
                                  "\xE2\x88\x92"
                                  "1"s,
                                  "1/"s,
                                  "nan"s,
                                  "inf"s}) {
    FTCERT_CHECK_ERROR(read_integer(text), Code::kNumberSyntax);
    FTCERT_CHECK_ERROR(read_rational(text), Code::kNumberSyntax);
  }
  FTCERT_CHECK_ERROR(read_integer("1/2"), Code::kNumberSyntax);
}

BOOST_AUTO_TEST_CASE(rationals) {
  for (const std::string& text : {"1/2"s, "-7/3"s, "1/10"s, "10/9"s, "2/" + kLong, kLong + "/10"}) {
    BOOST_TEST(read_rational(text).text() == text);
  }
  for (const std::string& text : {"4/6"s,  "1/0"s,   "0/0"s,   "0/1"s,   "0/2"s,   "1/1"s,   "-1/1"s,
                                  "2/-3"s, "2/+3"s,  "+2/3"s,  "02/3"s,  "2/03"s,  "/3"s,    "2/"s,
                                  "/"s,    "-/3"s,   "-0/3"s,  "2//3"s,  "2/3/5"s, "2 /3"s,  "2/ 3"s,
                                  "2/3 "s, "1/0x2"s, "1.5/2"s, "1/2\0"s, "3/6"s,   "-10/4"s, kLong + "/" + kLong}) {
    FTCERT_CHECK_ERROR(read_rational(text), Code::kNumberSyntax);
  }
}

BOOST_AUTO_TEST_CASE(counts) {
  BOOST_TEST(read_count("0") == 0U);
  BOOST_TEST(read_count("7") == 7U);
  BOOST_TEST(read_count("100000") == 100000U);
  BOOST_TEST(read_count("999999999999999999") == 999999999999999999U);
  for (const std::string& text : {""s, "-1"s, "-0"s, "+1"s, "01"s, "00"s, "1.0"s, "1/2"s, " 1"s, "1 "s, "1e3"s,
                                  "1000000000000000000"s, "18446744073709551616"s, "\0"s, kLong}) {
    FTCERT_CHECK_ERROR(read_count(text), Code::kNumberSyntax);
  }
}

BOOST_AUTO_TEST_CASE(every_rational_is_read_back_from_its_text) {
  Generator random(1);
  for (int round = 0; round < rounds(3000); ++round) {
    const Rational x = random.rational();
    BOOST_REQUIRE(read_rational(x.text()) == x);
    BOOST_REQUIRE(read_data_number(x.text()) == x);
    // No other text of the same number is accepted.
    const std::string k = std::to_string(2 + random.below(9));
    const std::string scaled =
        (x.numerator() * Integer(std::stoi(k))).str() + "/" + (x.denominator() * Integer(std::stoi(k))).str();
    FTCERT_CHECK_ERROR(read_rational(scaled), Code::kNumberSyntax);
    BOOST_REQUIRE(read_data_number(scaled) == x);
  }
}

BOOST_AUTO_TEST_CASE(data_numbers_accepted) {
  const std::pair<std::string, Rational> table[] = {
      {"0", 0},
      {"-0", 0},
      {"+0", 0},
      {"0.0", 0},
      {"-0.0e9", 0},
      {"0/5", 0},
      {"-0/5", 0},
      {"0x0p0", 0},
      {"1", 1},
      {"+1", 1},
      {"-1", -1},
      {"007", 7},
      {"1.", 1},
      {"-1.", -1},
      {".5", {1, 2}},
      {"-.5", {-1, 2}},
      {"+.5", {1, 2}},
      {"0.1", {1, 10}},
      {"-1.25e-3", {-1, 800}},
      {"1e3", 1000},
      {"1E3", 1000},
      {"1e+3", 1000},
      {"1.e3", 1000},
      {".1e1", 1},
      {"1e-03", {1, 1000}},
      {"1e0", 1},
      {"1e-0", 1},
      {"1e+0003", 1000},
      {"1.50", {3, 2}},
      {"00.50", {1, 2}},
      {"7/3", {7, 3}},
      {"+7/3", {7, 3}},
      {"-7/3", {-7, 3}},
      {"14/6", {7, 3}},
      {"07/03", {7, 3}},
      {"6/3", 2},
      {"1/1", 1},
      {"0x1", 1},
      {"0X1", 1},
      {"0x1.8p-3", {3, 16}},
      {"0x1.8P-3", {3, 16}},
      {"-0x1.8p3", -12},
      {"+0xaBcDeF", 0xabcdef},
      {"0x.8", {1, 2}},
      {"0x8.", 8},
      {"0x8.p1", 16},
      {"0xep1", 28},
      {"0x1e2", 0x1e2},
      {"0x1p+4", 16},
      {"0x0.01", {1, 256}},
      {"0x1.999999999999ap-4", Rational(3602879701896397, Integer(1) << 55)},
      {"123456789012345678", 123456789012345678},
      {"1234567890123456789", 1234567890123456789},
      {"12345678901234567.89", {Integer(1234567890123456789), 100}}};
  for (const auto& [text, value] : table) BOOST_TEST(read_data_number(text) == value, text);
}

BOOST_AUTO_TEST_CASE(data_numbers_rejected) {
  for (const std::string& text : {""s,          "+"s,
                                  "-"s,         "."s,
                                  "-."s,        "+-1"s,
                                  "--1"s,       "++1"s,
                                  "- 1"s,       " 1"s,
                                  "1 "s,        "1\t"s,
                                  "1\0"s,       "1.2.3"s,
                                  "1..2"s,      "1,5"s,
                                  "e5"s,        ".e5"s,
                                  "1e"s,        "1e+"s,
                                  "1e-"s,       "1e+-5"s,
                                  "1e5.0"s,     "1e5e5"s,
                                  "1e 5"s,      "1p5"s,
                                  "1e0x5"s,     "1_0"s,
                                  "1'0"s,       "1f"s,
                                  "1.0f"s,      "1d5"s,
                                  "0x"s,        "0x."s,
                                  "0xp1"s,      "0x.p1"s,
                                  "0xg"s,       "0x1p"s,
                                  "0x1p-"s,     "0x1pa"s,
                                  "0x1p0x1"s,   "0x1.8.0"s,
                                  "x1"s,        "00x1"s,
                                  "0x-1"s,      "0x+1"s,
                                  "0x0x1"s,     "-0x"s,
                                  "0b1"s,       "0o7"s,
                                  "nan"s,       "NaN"s,
                                  "inf"s,       "-inf"s,
                                  "Infinity"s,  "1/0"s,
                                  "0/0"s,       "1/00"s,
                                  "1/"s,        "/1"s,
                                  "/"s,         "1/-2"s,
                                  "1/+2"s,      "1/2/3"s,
                                  "1.5/2"s,     "1/2.5"s,
                                  "1e3/2"s,     "1/2e3"s,
                                  "0x1/2"s,     "1/0x2"s,
                                  "-/2"s,       "1%"s,
                                  "$1"s,        "\xEF\xBC\x91"s,
                                  "1e20001"s,   "1e-20001"s,
                                  "0x1p20001"s, "0x1p-20001"s,
                                  "0e20001"s,   "1e9999999999999999999999"s,
                                  "true"s,      "n/a"s}) {
    FTCERT_CHECK_ERROR(read_data_number(text), Code::kNumberSyntax);
  }
}

BOOST_AUTO_TEST_CASE(exponents_up_to_the_limit) {
  BOOST_TEST(read_data_number("1e20000") * read_data_number("1e-20000") == 1);
  BOOST_TEST(bit_size(read_data_number("1e20000")) == 66439U);  // floor(20000 log2(10)) + 1
  BOOST_TEST(read_data_number("0x1p20000") == power_of_two(20000));
  BOOST_TEST(read_data_number("0x1p-20000") == power_of_two(-20000));
  BOOST_TEST(read_data_number("0x.1p-00020000") == power_of_two(-20004));
}

// The same number composed from its parts by arithmetic, digit by digit.
BOOST_AUTO_TEST_CASE(random_decimals_and_hexadecimals) {
  Generator random(2);
  for (int round = 0; round < rounds(3000); ++round) {
    const bool hex = random.one_in(2);
    const std::string digits = hex ? "0123456789abcdef" : "0123456789";
    const bool negative = random.one_in(2);
    std::string text = std::string(negative ? "-" : (random.one_in(2) ? "+" : "")) + (hex ? "0x" : "");
    Rational value;
    const std::size_t whole = random.below(30), fraction = random.below(30) + (whole == 0 ? 1 : 0);
    const Rational base(digits.size());
    for (std::size_t i = 0; i < whole; ++i) {
      const std::size_t digit = random.below(digits.size());
      text += digits[digit];
      value = value * base + digit;
    }
    if (fraction > 0) text += '.';
    Rational place = 1;
    for (std::size_t i = 0; i < fraction; ++i) {
      const std::size_t digit = random.below(digits.size());
      text += digits[digit];
      place /= base;
      value += place * digit;
    }
    if (random.one_in(2)) {
      const long exponent = static_cast<long>(random.below(121)) - 60;
      text += std::string(hex ? "p" : "e") + (exponent >= 0 && random.one_in(2) ? "+" : "") + std::to_string(exponent);
      value *= hex ? power_of_two(exponent) : ten_to(exponent);
    }
    if (negative) value = -value;
    BOOST_REQUIRE_MESSAGE(read_data_number(text) == value, text);
  }
}

// As many digits as a word holds, one fewer and a few more, the point in every place: numbers that leave their word, and those whose
// powers of 2 and 5 reduce with the power of ten.
BOOST_AUTO_TEST_CASE(decimals_around_a_word) {
  Generator random(4);
  for (std::size_t length = 1; length <= 22; ++length) {
    std::vector<std::string> all = {std::string(length, '9'), "1" + std::string(length - 1, '0'),
                                    "5" + std::string(length - 1, '0'), std::string(length - 1, '0') + "8",
                                    std::string(length, '0')};
    const std::string powers[] = {"262144",
                                  "1000000000000000000",
                                  "3814697265625",
                                  "9223372036854775808",
                                  "4611686018427387904",
                                  "4611686018427387903",
                                  "18446744073709551615"};
    for (const std::string& power : powers) {
      if (power.size() <= length) all.push_back(std::string(length - power.size(), '0') + power);
    }
    for (int more = 0; more < 10; ++more) {
      std::string digits;
      for (std::size_t i = 0; i < length; ++i) digits += static_cast<char>('0' + random.below(10));
      all.push_back(digits);
    }
    for (const std::string& digits : all) {
      Integer whole = 0;
      for (const char c : digits) whole = whole * 10 + (c - '0');
      for (std::size_t behind = 0; behind <= length; ++behind) {
        const std::string text = digits.substr(0, length - behind) + "." + digits.substr(length - behind);
        const Rational value = Rational(whole) * ten_to(-static_cast<long>(behind));
        BOOST_REQUIRE_MESSAGE(read_data_number(text) == value, text);
        BOOST_REQUIRE_MESSAGE(read_data_number("-" + text) == -value, text);
        BOOST_REQUIRE_MESSAGE(read_data_number("+" + text + "e0") == value, text);
      }
      BOOST_REQUIRE_MESSAGE(read_data_number("-" + digits) == -Rational(whole), digits);
      if (whole > 1) {
        const std::string fraction = Rational(Integer(whole - 1), whole).text();
        BOOST_REQUIRE(read_rational(fraction).numerator() == whole - 1);
        BOOST_REQUIRE(read_rational("-" + fraction).denominator() == whole);
      }
    }
  }
}

// What the C library prints of a double with %a is that double.
BOOST_AUTO_TEST_CASE(hexadecimal_floats_of_the_c_library) {
  Generator random(3);
  for (int round = 0; round < rounds(1000); ++round) {
    const auto mantissa = static_cast<std::int64_t>(random.next() >> 11) - (std::int64_t{1} << 52);
    const int exponent = static_cast<int>(random.below(600)) - 300;
    char text[64];
    std::snprintf(text, sizeof text, "%a", std::ldexp(static_cast<double>(mantissa), exponent));
    BOOST_REQUIRE_MESSAGE(read_data_number(text) == Rational(mantissa) * power_of_two(exponent), text);
  }
}

BOOST_AUTO_TEST_CASE(errors_show_the_text_cut_and_safe) {
  const auto message = [](const std::string& text) { return test::error_of([&] { read_data_number(text); })->text(); };
  BOOST_TEST(message("n/a").ends_with("found 'n/a'"));
  BOOST_TEST(message("1\0002"s).ends_with("found '1\\x002'"));
  BOOST_TEST(message(std::string(1000, 'z')).ends_with("found '" + std::string(60, 'z') + "...'"));
}
