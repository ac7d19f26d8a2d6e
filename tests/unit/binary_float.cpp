// Bit patterns and rounding against the hardware, the C library, and brute force.
#include "ftcert/data/binary_float.hpp"

#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "ftcert/core/number_text.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/data/data_number.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

static_assert(std::numeric_limits<float>::is_iec559 && std::numeric_limits<double>::is_iec559);

namespace {

// By the C library's frexp; no bit of the format is looked at.
Rational exact(double value) {
  int exponent = 0;
  const double mantissa = std::frexp(value, &exponent);
  return Rational(static_cast<std::int64_t>(std::ldexp(mantissa, 53))) * power_of_two(exponent - 53);
}

// A hardware result as round_to() gives it.
std::optional<Rational> as_result(double value) {
  return std::isinf(value) ? std::nullopt : std::optional<Rational>(exact(value));
}

std::uint64_t bits_of(float value) { return std::bit_cast<std::uint32_t>(value); }
std::uint64_t bits_of(double value) { return std::bit_cast<std::uint64_t>(value); }

// Random bit patterns, every second one near a power of two, subnormal or near the greatest.
double random_double(Generator& random) {
  std::uint64_t bits = random.next();
  if (random.one_in(4)) bits &= ~(std::uint64_t{0x7FF} << 52);                              // subnormal
  if (random.one_in(4)) bits = (bits & ~((std::uint64_t{1} << 52) - 1)) + random.below(3);  // few bits
  if (random.one_in(4)) bits |= ((std::uint64_t{1} << 52) - 1) ^ random.below(3);           // all bits
  const double value = std::bit_cast<double>(bits);
  return std::isfinite(value) ? value : 1.0;
}
float random_float(Generator& random) {
  auto bits = static_cast<std::uint32_t>(random.next());
  if (random.one_in(4)) bits &= ~(std::uint32_t{0xFF} << 23);
  if (random.one_in(4)) bits = (bits & ~((std::uint32_t{1} << 23) - 1)) + static_cast<std::uint32_t>(random.below(3));
  if (random.one_in(4)) bits |= ((std::uint32_t{1} << 23) - 1) ^ static_cast<std::uint32_t>(random.below(3));
  const float value = std::bit_cast<float>(bits);
  return std::isfinite(value) ? value : 1.0F;
}

// All finite non-negative binary16 numbers in increasing order, straight from IEEE 754-2019, 3.4; the index
// is the bit pattern.
std::vector<Rational> all_halves() {
  std::vector<Rational> values;
  for (int exponent = 0; exponent < 31; ++exponent) {
    for (int fraction = 0; fraction < 1024; ++fraction) {
      values.push_back(exponent == 0 ? Rational(fraction, 1024) * power_of_two(-14)
                                     : (Rational(1) + Rational(fraction, 1024)) * power_of_two(exponent - 15));
    }
  }
  return values;
}

}  // namespace

BOOST_AUTO_TEST_CASE(example_of_the_header) {
  BOOST_TEST(*from_bits(kBinary32, 0x3dcccccd) == Rational(13421773, 134217728));
  BOOST_TEST(*round_to(kBinary32, Rational(1, 10)) == Rational(13421773, 134217728));
}

BOOST_AUTO_TEST_CASE(every_binary16_pattern) {
  const std::vector<Rational> halves = all_halves();
  for (std::uint64_t bits = 0; bits < 65536; ++bits) {
    const std::uint64_t magnitude = bits & 0x7FFF;
    const std::optional<Rational> value = from_bits(kBinary16, bits);
    BOOST_REQUIRE(value.has_value() == (magnitude < 0x7C00));
    BOOST_REQUIRE(is_nan(kBinary16, bits) == (magnitude > 0x7C00));
    if (value) BOOST_REQUIRE(*value == (bits < 32768 ? halves[magnitude] : -halves[magnitude]));
  }
}

BOOST_AUTO_TEST_CASE(patterns_of_floats_and_doubles) {
  Generator random(1);
  for (int round = 0; round < rounds(5000); ++round) {
    const double d = random_double(random);
    const float f = random_float(random);
    BOOST_REQUIRE(*from_bits(kBinary64, bits_of(d)) == exact(d));
    BOOST_REQUIRE(*from_bits(kBinary32, bits_of(f)) == exact(f));
    BOOST_REQUIRE(!is_nan(kBinary64, bits_of(d)));
    // Numbers of the format round to themselves.
    BOOST_REQUIRE(*round_to(kBinary64, exact(d)) == exact(d));
    BOOST_REQUIRE(*round_to(kBinary32, exact(f)) == exact(f));
  }
  for (double d :
       {0.0, -0.0, 5e-324, -5e-324, std::numeric_limits<double>::max(), std::numeric_limits<double>::min()}) {
    BOOST_TEST(*from_bits(kBinary64, bits_of(d)) == exact(d));
  }
  for (double d : {HUGE_VAL, -HUGE_VAL}) {
    BOOST_TEST(!from_bits(kBinary64, bits_of(d)).has_value());
    BOOST_TEST(!is_nan(kBinary64, bits_of(d)));
    BOOST_TEST(!from_bits(kBinary32, bits_of(static_cast<float>(d))).has_value());
  }
  BOOST_TEST(!from_bits(kBinary64, bits_of(std::nan(""))).has_value());
  BOOST_TEST(is_nan(kBinary64, bits_of(std::nan(""))));
  BOOST_TEST(is_nan(kBinary64, bits_of(-std::nan(""))));
  BOOST_TEST(is_nan(kBinary32, bits_of(std::nanf(""))));
}

// Neighbours in binary16, their midpoints (ties), and a hair beside the midpoints.
BOOST_AUTO_TEST_CASE(rounding_to_binary16_by_brute_force) {
  const std::vector<Rational> halves = all_halves();
  const Rational hair = power_of_two(-40);
  for (std::size_t i = 0; i + 1 < halves.size(); ++i) {
    const Rational middle = (halves[i] + halves[i + 1]) / 2;
    const Rational& even = i % 2 == 0 ? halves[i] : halves[i + 1];
    BOOST_REQUIRE(*round_to(kBinary16, halves[i]) == halves[i]);
    BOOST_REQUIRE(*round_to(kBinary16, middle) == even);
    BOOST_REQUIRE(*round_to(kBinary16, middle - hair) == halves[i]);
    BOOST_REQUIRE(*round_to(kBinary16, middle + hair) == halves[i + 1]);
    BOOST_REQUIRE(*round_to(kBinary16, -middle) == -even);
  }
  // Beyond the greatest number, 65504, the next would be 65536; from half way on it is infinity.
  BOOST_TEST(*round_to(kBinary16, 65519) == 65504);
  BOOST_TEST(*round_to(kBinary16, Rational(65520) - hair) == 65504);
  BOOST_TEST(!round_to(kBinary16, 65520).has_value());
  BOOST_TEST(!round_to(kBinary16, -65520).has_value());
  BOOST_TEST(!round_to(kBinary16, 65536).has_value());
}

// Division in IEEE arithmetic is correctly rounded: the quotient of two floats is the rounded quotient of
// rationals.
BOOST_AUTO_TEST_CASE(rounding_of_quotients_by_the_hardware) {
  Generator random(2);
  int infinite = 0, subnormal = 0;
  for (int round = 0; round < rounds(20000); ++round) {
    const double a = random_double(random), b = random_double(random);
    if (b != 0) {
      const double quotient = a / b;
      infinite += std::isinf(quotient);
      subnormal += std::fpclassify(quotient) == FP_SUBNORMAL;
      BOOST_REQUIRE((round_to(kBinary64, exact(a) / exact(b)) == as_result(quotient)));
    }
    const float c = random_float(random), d = random_float(random);
    if (d != 0) {
      const float quotient = c / d;
      infinite += std::isinf(quotient);
      subnormal += std::fpclassify(quotient) == FP_SUBNORMAL;
      BOOST_REQUIRE((round_to(kBinary32, exact(c) / exact(d)) == as_result(quotient)));
    }
  }
  BOOST_TEST(infinite > 100);
  BOOST_TEST(subnormal > 100);
}

// The same of whole numbers of up to 53 bits, ties among them: quotients whose parts fit a word.
BOOST_AUTO_TEST_CASE(rounding_of_short_quotients_by_the_hardware) {
  Generator random(5);
  for (int round = 0; round < rounds(20000); ++round) {
    const auto a = static_cast<std::int64_t>(random.next() >> (11 + random.below(52)));
    const auto b = static_cast<std::int64_t>(random.one_in(3) ? std::uint64_t{1} << random.below(52)
                                                              : random.next() >> (11 + random.below(52))) +
                   1;
    const auto power = std::int64_t{1} << random.below(50);  // ties
    for (const std::int64_t below : {b, power}) {
      const double quotient = static_cast<double>(a) / static_cast<double>(below);
      BOOST_REQUIRE((round_to(kBinary64, Rational(a, below)) == as_result(quotient)));
      BOOST_REQUIRE((round_to(kBinary64, Rational(-a, below)) == as_result(-quotient)));
      const auto c = static_cast<float>(a % (1 << 24)), d = static_cast<float>(below % (1 << 24) + 1);
      BOOST_REQUIRE((round_to(kBinary32, Rational(a % (1 << 24), below % (1 << 24) + 1)) == as_result(c / d)));
      if (below == power)
        BOOST_REQUIRE((round_to(kBinary32, Rational(a, power)) == as_result(static_cast<float>(quotient))));
    }
  }
}

// So are conversion from double to float, with ties made on purpose, and sums.
BOOST_AUTO_TEST_CASE(rounding_of_doubles_to_floats_and_of_sums) {
  Generator random(3);
  for (int round = 0; round < rounds(20000); ++round) {
    const float f = random_float(random);
    const float next = std::nextafter(f, random.one_in(2) ? HUGE_VALF : -HUGE_VALF);
    const double tie = std::isinf(next) ? f : (static_cast<double>(f) + static_cast<double>(next)) / 2;
    for (double d : {tie, std::nextafter(tie, HUGE_VAL), std::nextafter(tie, -HUGE_VAL), random_double(random)}) {
      BOOST_REQUIRE((round_to(kBinary32, exact(d)) == as_result(static_cast<float>(d))));
    }
    const double a = random_double(random), b = std::ldexp(a, static_cast<int>(random.below(110)) - 55);
    if (std::isfinite(b)) BOOST_REQUIRE((round_to(kBinary64, exact(a) + exact(b)) == as_result(a + b)));
  }
}

// The C library reads decimals correctly rounded.
BOOST_AUTO_TEST_CASE(rounding_of_decimals_by_the_c_library) {
  Generator random(4);
  for (int round = 0; round < rounds(5000); ++round) {
    std::string text = std::to_string(random.next());
    text.insert(random.below(text.size()), ".");
    text += "e" + std::to_string(static_cast<int>(random.below(720)) - 370);
    const Rational value = read_data_number(text);
    BOOST_REQUIRE((round_to(kBinary64, value) == as_result(std::strtod(text.c_str(), nullptr))));
    BOOST_REQUIRE((round_to(kBinary32, value) == as_result(std::strtof(text.c_str(), nullptr))));
  }
}

BOOST_AUTO_TEST_CASE(thresholds) {
  const Rational least = power_of_two(-1074), hair = power_of_two(-5000);
  BOOST_TEST(*round_to(kBinary64, 0) == 0);
  BOOST_TEST(*round_to(kBinary64, least / 2) == 0);  // a tie, to even
  BOOST_TEST(*round_to(kBinary64, -least / 2) == 0);
  BOOST_TEST(*round_to(kBinary64, least / 2 + hair) == least);
  BOOST_TEST(*round_to(kBinary64, least * 3 / 2) == least * 2);
  BOOST_TEST(*round_to(kBinary64, power_of_two(-100000)) == 0);
  const Rational greatest = exact(std::numeric_limits<double>::max());
  const Rational half_place = power_of_two(970);
  BOOST_TEST(*round_to(kBinary64, greatest + half_place - hair) == greatest);
  BOOST_TEST(!round_to(kBinary64, greatest + half_place).has_value());
  BOOST_TEST(!round_to(kBinary64, power_of_two(100000)).has_value());
  BOOST_TEST(*round_to(kBinary32, power_of_two(-149)) == power_of_two(-149));
  BOOST_TEST(*round_to(kBinary32, power_of_two(-150)) == 0);
}
