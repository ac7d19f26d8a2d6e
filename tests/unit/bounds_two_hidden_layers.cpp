// Worst-case bounds for two hidden layers: upper ends against the statements, the labels against a count of their own, and the gap.
#include <boost/test/unit_test.hpp>

#include "ftcert/bounds/few_labels.hpp"
#include "ftcert/bounds/roots.hpp"
#include "ftcert/bounds/spaced_labels.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/refute/largest_kinks.hpp"
#include "ftcert/refute/lower_bound.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Every n and P of theorems 3.3.3 to 3.3.5.
std::uint64_t few_labels_by_enumeration(std::uint64_t changed) {
  if (changed <= 3) return changed == 3 ? 6 : changed + 2;
  std::uint64_t best = changed + 4;
  for (std::uint64_t n = 1; n < best; ++n) {
    const std::uint64_t odd = n % 2 == 1 ? n : n - 1;
    for (std::uint64_t p = 1; n + 4 * p < best; ++p) {
      const bool tuned = n >= 3 && p + 1 <= odd && (n + 1) * p >= changed;
      const bool hosts =
          n * p + n / 2 >= changed || (n >= 3 && 2 * p + 1 <= odd && (n + 1) * p + (n + 1) / 2 >= changed);
      if (n * p >= changed || tuned) best = std::min(best, n + 4 * p);
      if (hosts) best = std::min(best, n + 4 * p + 2);
    }
  }
  return best;
}

// Every d1 and d2 of theorems 3.2.1 and 3.2.4, and 3.13.2.
std::uint64_t dense_by_enumeration(std::uint64_t samples) {
  std::uint64_t best = samples <= 6 ? 4 : samples;
  for (std::uint64_t d1 = 1; d1 < samples; ++d1) {
    for (std::uint64_t d2 = 1; d1 + d2 < best; ++d2) {
      if (d1 * d2 + 1 >= samples || (d2 >= 3 && d1 * (d2 + 1) + 1 >= samples)) best = d1 + d2;
    }
  }
  return best;
}

// Neurons that labels in {-1, 0, 1} at 0, 1, 2, .. need by theorem 3.7.2 and corollary 3.7.5. The word comes from the second differences, and the
// least number of cuts from all ways to cut it: reach[i] is the least number of cuts with which the first i letters are served.
std::size_t neurons_by_all_cuts(const Labels& labels) {
  std::vector<int> word;
  std::size_t up = 0, run = 0;
  int last = 0;
  for (std::size_t i = 1; i + 1 < labels.size(); ++i) {
    const int second = labels[i - 1] - 2 * labels[i] + labels[i + 1], sign = second > 0 ? 1 : second < 0 ? -1 : 0;
    run = sign == last ? run + 1 : 1;
    last = sign;
    if (sign != 0 && run % 2 == 1) word.push_back(sign);
  }
  for (const int sign : word) up += sign > 0 ? 1 : 0;
  const std::size_t size = word.size(), down = size - up;
  std::size_t best = size + 1;
  for (std::size_t positive = 0; positive < best; ++positive) {
    for (std::size_t negative = 0; positive + negative < best; ++negative) {
      if (positive + negative == 0) continue;
      std::vector<std::size_t> reach(size + 1, size + 1);  // the next cell begins behind these letters
      reach[0] = 0;
      std::size_t cuts = size + 1;
      for (std::size_t from = 0; from <= size; ++from) {
        std::size_t a = 0, b = 0, to = from;
        for (;; ++to) {  // the cell takes the letters from, .., to - 1; the cut behind it takes one more
          if (to == size) cuts = std::min(cuts, reach[from]);
          if (to < size) reach[to + 1] = std::min(reach[to + 1], reach[from] + 1);
          if (to == size || (word[to] > 0 ? ++a > positive : ++b > negative)) break;
        }
      }
      std::size_t first = std::max<std::size_t>(1, cuts);
      const auto beyond = [&](std::size_t count, std::size_t each) {
        return count > first * each ? count - first * each : 0;
      };
      while (first <= 2 && beyond(up, positive) + beyond(down, negative) > first) ++first;
      best = std::min(best, positive + negative + first);
    }
  }
  return best;
}

}  // namespace

BOOST_AUTO_TEST_CASE(upper_ends_by_enumeration) {
  for (std::uint64_t changed = 1; changed <= 700; ++changed)
    BOOST_REQUIRE_EQUAL(upper_few_labels(changed).value, few_labels_by_enumeration(changed));
  for (std::uint64_t samples = 2; samples <= 200; ++samples) {
    const std::uint64_t dense = dense_by_enumeration(samples);
    for (std::uint64_t changed = 1; changed <= samples; ++changed) {
      const std::uint64_t expected =
          std::min({dense, few_labels_by_enumeration(changed), exact_two_layers(changed, samples) + 1});
      BOOST_REQUIRE_MESSAGE(upper_three_layers(changed, samples).value == expected,
                            "N = " << changed << ", K = " << samples << ": " << expected);
    }
  }
}

BOOST_AUTO_TEST_CASE(small_numbers) {
  // 3 for one label; 4 for two, and for up to six samples; 5 for seven to nine.
  for (std::uint64_t samples = 4; samples <= 9; ++samples) {
    for (std::uint64_t changed = 1; changed <= samples; ++changed) {
      const ProvedInterval bounds = bounds_three_layers(changed, samples);
      const std::uint64_t exact = changed == 1 ? 3 : changed == 2 || samples <= 6 ? 4 : 5;
      BOOST_REQUIRE_EQUAL(bounds.lower.value, exact);
      BOOST_REQUIRE_EQUAL(bounds.upper.value, exact);
    }
  }
  BOOST_TEST(bounds_three_layers(1, 1'000'000).upper.value == 3U);
  BOOST_TEST(bounds_three_layers(2, 1'000'000).upper.value == 4U);
  BOOST_TEST(bounds_three_layers(3, 1'000'000).upper.value == 6U);
}

BOOST_AUTO_TEST_CASE(spaced_labels_and_their_kinks) {
  BOOST_TEST((spaced_labels(15, {1, 1, -1}) == Labels{0, 0, 1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0}));
  Generator generator(7);
  for (int trial = 0; trial < rounds(200); ++trial) {
    Signs signs;
    for (std::int64_t n = generator.between(1, 30); n > 0; --n) signs.push_back(generator.between(0, 1) == 0 ? -1 : 1);
    const std::size_t samples = spaced_samples(signs);
    BOOST_REQUIRE_THROW(spaced_labels(samples - 1, signs), std::exception);
    const Labels labels = spaced_labels(samples, signs);
    std::vector<Rational> t, z(labels.begin(), labels.end());
    for (std::size_t i = 0; i < samples; ++i) t.emplace_back(i);
    const ForcedKinks expected = largest_kinks(t, z, Start::kLeft), kinks = spaced_kinks(signs);
    BOOST_REQUIRE(kinks.convex == expected.convex);
    BOOST_REQUIRE(kinks.concave == expected.concave);
    BOOST_REQUIRE_EQUAL(kinks.size(), 3 * signs.size());
  }
}

// What worst_labels says of its labels is what a count of their word says that goes through all cuts, and what refute certifies.
BOOST_AUTO_TEST_CASE(worst_labels_need_what_they_say) {
  const auto check = [](std::size_t samples, std::size_t changed) {
    const WorstLabels worst = worst_labels(samples, changed, 3);
    const std::string pair = "N = " + std::to_string(changed) + ", K = " + std::to_string(samples);
    BOOST_REQUIRE_EQUAL(worst.labels.size(), samples);
    const auto zeros = std::count(worst.labels.begin(), worst.labels.end(), 0);
    BOOST_REQUIRE_MESSAGE(samples - static_cast<std::size_t>(zeros) <= changed, pair);
    if (samples >= 3) BOOST_REQUIRE_MESSAGE(neurons_by_all_cuts(worst.labels) == worst.neurons, pair);
    BOOST_REQUIRE_MESSAGE(worst.neurons <= bounds_three_layers(changed, samples).lower.value, pair);
    LineData data;
    for (std::size_t i = 0; i < samples; ++i) {
      data.x.emplace_back(i);
      data.z.emplace_back(worst.labels[i]);
    }
    BOOST_REQUIRE_MESSAGE(best_lower_bound(on_line(data), 3) == worst.neurons, pair);
  };
  for (std::size_t samples = 1; samples <= 40; ++samples) {
    for (std::size_t changed = 1; changed <= samples; ++changed) check(samples, changed);
  }
  for (const auto& [samples, changed] : {std::pair<std::size_t, std::size_t>{77, 19},
                                         {100, 25},
                                         {112, 28},
                                         {112, 31},
                                         {150, 41},
                                         {160, 47},
                                         {200, 55},
                                         {230, 60}})
    check(samples, changed);
}

// For 1 <= N <= K <= 200, counted a second time from the statements by a program of its own: gaps 0, 1, 2.
BOOST_AUTO_TEST_CASE(gaps_up_to_200_samples) {
  constexpr std::uint64_t kMost = 200;
  std::vector<std::uint64_t> gaps(5, 0), lower(kMost + 1, 0), upper(kMost + 1, 0);
  for (std::uint64_t samples = 1; samples <= kMost; ++samples) {
    std::uint64_t fewer_lower = 0, fewer_upper = 0;
    for (std::uint64_t changed = 1; changed <= samples; ++changed) {
      const ProvedInterval bounds = bounds_three_layers(changed, samples);
      const std::uint64_t low = bounds.lower.value, high = bounds.upper.value;
      const std::string pair = "N = " + std::to_string(changed) + ", K = " + std::to_string(samples);
      BOOST_REQUIRE_MESSAGE(low <= high && high - low <= 4, pair);
      ++gaps[high - low];
      // Neither end decreases when N or K grows (3.7.7).
      BOOST_REQUIRE_MESSAGE(std::max(fewer_lower, lower[changed]) <= low, pair);
      BOOST_REQUIRE_MESSAGE(std::max(fewer_upper, upper[changed]) <= high, pair);
      lower[changed] = fewer_lower = low;
      upper[changed] = fewer_upper = high;
      if (samples >= 4 && samples <= 3 * changed + 2) BOOST_REQUIRE_MESSAGE(high - low <= 1, pair);
    }
  }
  BOOST_TEST((gaps == std::vector<std::uint64_t>{449, 16542, 3109, 0, 0}));
}

BOOST_AUTO_TEST_CASE(lower_ends_are_not_above_upper_ends) {
  for (std::uint64_t samples = 1; samples <= 400; ++samples) {
    for (std::uint64_t changed = 0; changed <= samples; ++changed) {
      const std::uint64_t low = lower_three_layers_closed(changed, samples).value;
      BOOST_REQUIRE(low <= upper_three_layers(changed, samples).value);
    }
    if (samples <= 200 || samples % 20 != 0) continue;
    for (std::uint64_t changed = 1; changed <= samples; changed += 7) {
      const ProvedInterval bounds = bounds_three_layers(changed, samples);
      BOOST_REQUIRE(bounds.lower.value <= bounds.upper.value);
    }
  }
  Generator generator(16);
  for (int trial = 0; trial < rounds(3000); ++trial) {
    const auto below = [&](std::uint64_t most) {  // 1 .. most, all sizes alike
      std::uint64_t value = most;
      for (std::int64_t halvings = generator.between(0, 39); halvings > 0; --halvings) value /= 2;
      return std::max<std::uint64_t>(1, value - value * static_cast<std::uint64_t>(generator.between(0, 999)) / 2000);
    };
    const std::uint64_t samples = below(1'000'000'000'000), changed = below(samples);
    const std::uint64_t low = lower_three_layers_closed(changed, samples).value,
                        high = upper_three_layers(changed, samples).value;
    BOOST_REQUIRE_MESSAGE(low <= high && high - low <= 3, "N = " << changed << ", K = " << samples);
    // Theorem 3.9.3: 2 sqrt M - 4 <= m and m < 2 sqrt M for M = min{K, 4N + 4}, K >= 11.
    const Integer m4 = Integer(4) * std::min<Integer>(samples, Integer(4) * changed + 4);
    BOOST_REQUIRE(samples < 11 || Integer(high) * high < m4);
    BOOST_REQUIRE(m4 <= Integer(low + 4) * (low + 4));
  }
}
