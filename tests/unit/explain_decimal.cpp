// Decimal texts against their definition: read back exactly, they are the nearest numbers of their length.
#include "ftcert/explain/decimal.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/data_number.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

std::size_t significant_digits(const std::string& text) {
  std::string digits;
  for (const char c : text.substr(0, text.find('e'))) {
    if (c >= '0' && c <= '9') digits += c;
  }
  digits.erase(0, digits.find_first_not_of('0'));
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits.size();
}

}  // namespace

BOOST_AUTO_TEST_CASE(header_examples) {
  BOOST_TEST(decimal(Rational(2, 3), 2) == "0.67");
  BOOST_TEST(rounded(Rational(1, 3000000), 3) == "3.33e-7");
  BOOST_TEST(readable(Rational(1, 2)) == "1/2");
}

BOOST_AUTO_TEST_CASE(upper_bounds_are_rounded_up) {
  BOOST_TEST(rounded_up(0, 3) == "0");
  BOOST_TEST(rounded_up(Rational(1, 3000000), 3) == "3.34e-7");
  BOOST_TEST(rounded_up(Rational(1, 4), 3) == "0.25");
  BOOST_TEST(rounded_up(Rational(10001), 3) == "10100");
  BOOST_TEST(rounded_up(Rational(99901, 100), 3) == "1000");  // 999.01
  BOOST_TEST(rounded_up(power_of_ten(9) - 1, 3) == "1e9");    // carries into the other form
  BOOST_TEST(rounded_up(power_of_ten(-9) * 2, 1) == "2e-9");
  BOOST_TEST(rounded_up(Rational(60154, 1000), 3) == "60.2");
}

BOOST_AUTO_TEST_CASE(decimal_corner_cases) {
  BOOST_TEST(decimal(0, 3) == "0");
  BOOST_TEST(decimal(Rational(-1, 1000), 2) == "0");   // no "-0"
  BOOST_TEST(decimal(Rational(1, 200), 2) == "0.01");  // a tie, away from zero
  BOOST_TEST(decimal(Rational(-1, 200), 2) == "-0.01");
  BOOST_TEST(decimal(Rational(-7, 2), 0) == "-4");
  BOOST_TEST(decimal(Rational(999, 1000), 2) == "1");  // no trailing zeros
  BOOST_TEST(decimal(Rational(2001, 20), 3) == "100.05");
  BOOST_TEST(decimal(Rational(100), 3) == "100");
}

BOOST_AUTO_TEST_CASE(rounded_corner_cases) {
  BOOST_TEST(rounded(0, 3) == "0");
  BOOST_TEST(rounded(Rational(9996, 10), 3) == "1000");
  BOOST_TEST(rounded(Rational(99996, 1000000000), 3) == "0.0001");
  BOOST_TEST(rounded(Rational(99996, Integer(10) * 1000000000), 3) == "1e-5");
  BOOST_TEST(rounded(Rational(123456789), 3) == "123000000");
  BOOST_TEST(rounded(Rational(1234567890), 3) == "1.23e9");
  BOOST_TEST(rounded(Rational(999999999), 3) == "1e9");
  BOOST_TEST(rounded(Rational(-1, 3), 4) == "-0.3333");
  BOOST_TEST(rounded(power_of_ten(300), 5) == "1e300");
  FTCERT_CHECK_ERROR(rounded(1, 0), Code::kContract);
}

BOOST_AUTO_TEST_CASE(nearest_of_its_length) {
  Generator random(1);
  for (int round = 0; round < rounds(3000); ++round) {
    const Rational value = random.rational();
    const auto digits = static_cast<unsigned>(random.below(6));
    const std::string fixed = decimal(value, digits);
    BOOST_TEST(abs(read_data_number(fixed) - value) * Rational(2) <= power_of_ten(-static_cast<long>(digits)), fixed);
    const auto point = fixed.find('.');
    if (point != std::string::npos) {
      BOOST_TEST(fixed.size() - point - 1 <= digits, fixed);
      BOOST_TEST(fixed.back() != '0', fixed);
    }
    BOOST_TEST((fixed.find_first_of("123456789") != std::string::npos || fixed == "0"), fixed);
    if (value.is_zero()) continue;
    const long exponent = decimal_exponent(value);
    BOOST_TEST(power_of_ten(exponent) <= abs(value));
    BOOST_TEST(abs(value) < power_of_ten(exponent + 1));
    const auto length = static_cast<unsigned>(random.below(8) + 1);
    const std::string text = rounded(value, length);
    BOOST_TEST(significant_digits(text) <= length, text);
    BOOST_TEST(
        abs(read_data_number(text) - value) * Rational(2) <= power_of_ten(exponent + 1 - static_cast<long>(length)),
        text);
    const Rational magnitude = abs(read_data_number(text));
    BOOST_TEST((text.find('e') != std::string::npos) == (magnitude < power_of_ten(-4) || magnitude >= power_of_ten(9)),
               text);
  }
}

BOOST_AUTO_TEST_CASE(readable_marks_what_it_rounds) {
  Generator random(2);
  for (int round = 0; round < rounds(500); ++round) {
    const Rational value = random.rational();
    const std::string text = readable(value);
    if (text.starts_with("about ")) {
      BOOST_TEST(value.text().size() > 12U);
      BOOST_TEST(text == "about " + rounded(value, 4));
    } else {
      BOOST_TEST(read_rational(text) == value);
    }
  }
}
