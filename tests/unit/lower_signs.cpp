// The count of sign sequences against a brute-force cutting of their words.
#include "ftcert/check/methods/signs.hpp"

#include <boost/test/unit_test.hpp>

#include "support/generator.hpp"
#include "support/sign_count.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

ForcedKinks random_kinks(std::size_t positions, Generator& generator) {
  ForcedKinks kinks;
  for (std::size_t r = 1; r + 1 < positions; ++r) {
    auto& same = generator.one_in(2) ? kinks.convex : kinks.concave;
    if ((same.empty() || same.back() + 2 <= r) && !generator.one_in(4)) same.push_back(r);
  }
  return kinks;
}

ForcedKinks zigzag(std::size_t count) {
  ForcedKinks kinks;
  for (std::size_t r = 1; r <= count; ++r) (r % 2 == 1 ? kinks.convex : kinks.concave).push_back(r);
  return kinks;
}

}  // namespace

BOOST_AUTO_TEST_CASE(count_against_all_cuts) {
  Generator generator(21);
  for (int trial = 0; trial < rounds(700); ++trial) {
    const auto positions = static_cast<std::size_t>(generator.between(3, 14));
    const ForcedKinks kinks = random_kinks(positions, generator);
    const SignWord word(kinks);
    BOOST_REQUIRE_EQUAL(word.size(), kinks.size());
    BOOST_REQUIRE_EQUAL(word.convex(), kinks.convex.size());
    BOOST_REQUIRE_EQUAL(word.concave(), kinks.concave.size());
    for (std::size_t positive = 0; positive <= 2; ++positive) {
      for (std::size_t negative = 0; negative <= 2; ++negative) {
        const std::size_t least = least_cuts_by_force(kinks, positive, negative);
        BOOST_REQUIRE_EQUAL(word.least_cuts(positive, negative, 100), least);
        BOOST_REQUIRE_EQUAL(word.least_cuts(positive, negative, least), least);
        if (least > 0) BOOST_REQUIRE_EQUAL(word.least_cuts(positive, negative, least - 1), least - 1);
      }
    }
  }
}

// Without pruning: every pair, every first layer.
BOOST_AUTO_TEST_CASE(least_neurons_against_all_shapes) {
  Generator generator(22);
  for (int trial = 0; trial < rounds(150); ++trial) {
    const auto positions = static_cast<std::size_t>(generator.between(3, 9));
    const ForcedKinks kinks = random_kinks(positions, generator);
    BOOST_REQUIRE_EQUAL(least_neurons_signs(kinks), least_neurons_by_force(kinks));
  }
}

// One neuron d2 with d1 cuts: |I| <= 1 + d2 for d1 = 1, and so on (Remark 8.4); large zigzags need (d1+1)(d2+1) > kinks.
BOOST_AUTO_TEST_CASE(zigzags) {
  for (std::size_t count = 1; count <= 400; ++count) {
    std::size_t least = count + 1;
    for (std::size_t first = 1; first <= count; ++first) {
      for (std::size_t second = 1; first + second < least; ++second) {
        const std::size_t most = first <= 2 ? first * second + first : (first + 1) * (second + 1) - 1;
        if (most >= count) least = first + second;
      }
    }
    BOOST_REQUIRE(least_neurons_signs(zigzag(count)) >= least);
    BOOST_REQUIRE(least_neurons_signs(zigzag(count)) >= least_neurons_alternation(3, count));
    BOOST_REQUIRE(least_neurons_signs(zigzag(count)) <= least + 1);
  }
}

BOOST_AUTO_TEST_CASE(products_against_enumeration) {
  for (std::size_t kinks = 0; kinks <= 80; ++kinks) {
    BOOST_REQUIRE_EQUAL(least_neurons_alternation(2, kinks), std::max<std::size_t>(1, kinks));
    std::size_t two = 1000, three = 1000;
    for (std::size_t a = 1; a <= kinks + 1; ++a) {
      for (std::size_t b = 1; b <= kinks + 1; ++b) {
        if ((a + 1) * (b + 1) > kinks) two = std::min(two, a + b);
        for (std::size_t c = 1; c <= kinks + 1; ++c) {
          if ((a + 1) * (b + 1) * (c + 1) > kinks) three = std::min(three, a + b + c);
        }
      }
    }
    BOOST_REQUIRE_EQUAL(least_neurons_alternation(3, kinks), two);
    BOOST_REQUIRE_EQUAL(least_neurons_alternation(4, kinks), three);
  }
  BOOST_TEST(least_neurons_alternation(200, ~std::size_t{0}) == 199U);
  BOOST_TEST(least_neurons_alternation(65, ~std::size_t{0} >> 1) == 64U);
  // 63 layers of one neuron make 2^63 pieces; one more neuron doubles less than the missing kink.
  BOOST_TEST(least_neurons_alternation(64, (std::size_t{1} << 63) - 1) == 63U);
  BOOST_TEST(least_neurons_alternation(64, std::size_t{1} << 63) == 64U);
}
