// More than two hidden layers in the worst case: parameters and blocks counted by enumeration.
#include "ftcert/bounds/deeper.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

#include "ftcert/bounds/two_layers.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// The greatest 1 + d_1 + d_1 d_2 + .. + d_h over d_1 + .. + d_h = neurons, d_l >= 1.
std::uint64_t most_parameters(std::uint64_t neurons, std::size_t hidden) {
  std::uint64_t best = 0;
  const std::function<void(std::size_t, std::uint64_t, std::uint64_t, std::uint64_t)> go =
      [&](std::size_t left, std::uint64_t rest, std::uint64_t before, std::uint64_t count) {
        if (left == 0) {
          if (rest == 0) best = std::max(best, count + before);
          return;
        }
        for (std::uint64_t d = 1; d <= rest; ++d) go(left - 1, rest - d, d, count + before * d);
      };
  go(hidden, neurons, 1, 1);
  return best;
}

// What a block of so many neurons in its two layers serves, by the best of the theorems it may follow.
std::uint64_t block_of_few(std::uint64_t knots, std::uint64_t rows) {
  std::uint64_t best = 0;
  for (std::uint64_t units = 1; 4 * units <= rows; ++units) {
    best = std::max(best, knots * units);
    std::uint64_t odd = 1;
    while (odd + 2 <= knots) odd += 2;
    if (knots < 3 || units > odd - 1) continue;
    best = std::max(best, (knots + 1) * units);
    if (4 * units + 2 <= rows && 2 * units <= odd - 1) best = std::max(best, (knots + 1) * units + (knots + 1) / 2);
  }
  return best;
}

std::uint64_t served(std::uint64_t width, std::size_t blocks, bool ladders) {
  std::uint64_t sum = ladders ? 1 : 0;
  for (std::size_t b = 1; b <= blocks; ++b) {
    const std::uint64_t sums = b > 1 ? 1 : 0, points = b < blocks ? 1 : 0;
    if (width < sums + points) continue;
    const std::uint64_t rows = width - sums - points;
    sum += !ladders ? block_of_few(width - sums, rows) : rows >= 3 ? rows * (rows + 1) : rows * rows;
  }
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_CASE(neurons_by_counting_parameters) {
  for (std::uint64_t layers = 4; layers <= 7; ++layers) {
    std::uint64_t neurons = layers - 1;
    for (std::uint64_t n = 2; n <= (layers < 6 ? 90U : 40U); ++n) {
      while (most_parameters(neurons, layers - 1) < n) ++neurons;
      const ProvedEnd lower = bounds_deeper(n, n, layers).lower;
      BOOST_REQUIRE_MESSAGE(lower.value >= neurons, "L = " << layers << ", N = " << n);
      // Where it is said to be the reason, it is no more than that.
      if (lower.source.find("parameters") != std::string::npos) BOOST_REQUIRE_EQUAL(lower.value, neurons);
    }
  }
  BOOST_TEST(bounds_deeper(400, 400, 5).lower.value ==
             40U);  // 4 + 36 neurons: at most 40^2/4 + 2 parameters, with 39 only 380 + 2
}

BOOST_AUTO_TEST_CASE(widths_by_enumeration) {
  for (std::uint64_t samples : {7U, 10U, 23U, 60U, 150U, 400U, 1000000U}) {
    for (std::uint64_t changed = 4; changed <= std::min<std::uint64_t>(samples, 300); changed += 1 + changed / 4) {
      for (std::uint64_t layers = 4; layers <= 9; ++layers) {
        const std::size_t blocks = (layers - 1) / 2;
        std::uint64_t upper = 3;
        const auto enough = [&](std::size_t q) {
          return served(upper, q, false) >= changed || served(upper, q, true) >= samples;
        };
        while (!enough(1) && !enough(blocks)) ++upper;
        BOOST_REQUIRE_EQUAL(bounds_width(changed, samples, layers).upper.value,
                            std::min(upper, exact_two_layers(changed, samples)));
        std::uint64_t lower = 2;
        for (;; ++lower) {
          Integer pieces = 1;
          for (std::uint64_t l = 1; l < layers; ++l) pieces *= lower + 1;
          const std::uint64_t parameters = 1 + lower + (layers - 2) * lower * lower + lower;
          if (pieces > std::min(3 * changed, samples - 2) && parameters >= changed) break;
        }
        BOOST_REQUIRE_EQUAL(bounds_width(changed, samples, layers).lower.value, lower);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(widths_by_hand) {
  // 14 neurons: 2 14 13 + 1 = 365 samples; 15: 2 15 14 + 1 = 421. 3 11^2 + 22 + 1 = 386 parameters, 3 12^2 + 24 + 1 = 457.
  BOOST_TEST(bounds_width(400, 400, 5).upper.value == 15U);
  BOOST_TEST(bounds_width(400, 400, 5).lower.value == 12U);
  // 20 neurons: 21 5 = 105 labels, 19: 20 4 + 10 = 90.
  BOOST_TEST(bounds_width(100, 100000, 4).upper.value == 20U);
  // 15 neurons: 16 3 + 8 with 14 in the second layer, then 15 3 + 7: 110; 14: 15 3, then 14 3, 87.
  BOOST_TEST(bounds_width(100, 100000, 5).upper.value == 15U);
  BOOST_TEST(bounds_width(1, 1000, 6).upper.value == 2U);
  BOOST_TEST(bounds_width(3, 1000, 6).upper.value == 3U);
  BOOST_TEST(bounds_width(6, 6, 4).upper.value == 2U);
}

BOOST_AUTO_TEST_CASE(lower_ends_are_not_above_upper_ends) {
  const auto look = [](std::uint64_t changed, std::uint64_t samples, std::uint64_t layers) {
    const ProvedInterval deep = bounds_deeper(changed, samples, layers), width = bounds_width(changed, samples, layers);
    BOOST_REQUIRE_MESSAGE(deep.lower.value <= deep.upper.value,
                          "L = " << layers << ", N = " << changed << ", K = " << samples);
    BOOST_REQUIRE_MESSAGE(width.lower.value <= width.upper.value && width.upper.value <= deep.upper.value,
                          "width, L = " << layers << ", N = " << changed << ", K = " << samples);
    if (changed == samples && samples >= layers * layers)
      BOOST_REQUIRE_MESSAGE(deep.upper.value - deep.lower.value <= 2, "L = " << layers << ", K = " << samples);
  };
  for (std::uint64_t samples = 1; samples <= 400; ++samples) {
    for (std::uint64_t changed = 0; changed <= samples; ++changed) {
      for (std::uint64_t layers = 4; layers <= 8; ++layers) look(changed, samples, layers);
    }
  }
  Generator generator(41);
  for (int trial = 0; trial < rounds(20000); ++trial) {
    const std::int64_t samples = generator.between(1, 1'000'000'000'000);
    const std::int64_t changed =
        generator.one_in(4) ? samples : generator.between(0, generator.one_in(2) ? samples : 1000);
    look(static_cast<std::uint64_t>(std::min(changed, samples)), static_cast<std::uint64_t>(samples),
         static_cast<std::uint64_t>(generator.between(4, 8)));
  }
}
