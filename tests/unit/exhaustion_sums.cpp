// Attained sums of patterns against subset sums that are listed one by one.
#include "ftcert/construct/exhaustion/pattern_sums.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <variant>

#include "ftcert/construct/exhaustion/exhaustion.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

using Numbers = std::vector<std::int64_t>;

// Slopes -2B, then increasing by every number twice.
LineData subset_sum(const Numbers& numbers, std::int64_t target) {
  LineData data{{0, 1}, {0, -2 * target}};
  std::int64_t slope = -2 * target;
  for (const std::int64_t number : numbers) {
    for (int twice = 0; twice < 2; ++twice) {
      slope += number;
      data.x.push_back(data.x.back() + 1);
      data.z.push_back(data.z.back() + slope);
    }
  }
  return data;
}

std::int64_t sum(const Numbers& numbers, std::size_t from = 0) {
  std::int64_t all = 0;
  for (std::size_t k = from; k < numbers.size(); ++k) all += numbers[k];
  return all;
}

// Of all subsets of the first `count` numbers.
std::set<std::int64_t> subset_sums(const Numbers& numbers, std::size_t count) {
  std::set<std::int64_t> sums;
  for (std::uint64_t subset = 0; subset < std::uint64_t{1} << count; ++subset) {
    std::int64_t all = 0;
    for (std::size_t k = 0; k < count; ++k) all += (subset >> k & 1U) != 0 ? numbers[k] : 0;
    sums.insert(all);
  }
  return sums;
}

// The most at a cell. Behind the k-th kink: the sums of the first k numbers from which those behind can reach the target. In its cell, where it
// faces right or left: those of the k - 1 before it, without and with the number.
std::size_t expected_intervals(const Numbers& numbers, std::int64_t target) {
  std::size_t most = 1;  // in the first cell, no sum yet
  for (std::size_t k = 1; k <= numbers.size(); ++k) {
    const std::int64_t rest = sum(numbers, k);
    const auto reaches = [&](std::int64_t s) { return s <= target && target <= s + rest; };
    std::size_t at = 0, behind = 0;
    for (const std::int64_t s : subset_sums(numbers, k - 1))
      at += (reaches(s) ? 1 : 0) + (reaches(s + numbers[k - 1]) ? 1 : 0);
    for (const std::int64_t s : subset_sums(numbers, k)) behind += reaches(s) ? 1 : 0;
    most = std::max({most, at, behind});
  }
  return most;
}

// Subsets that are above the target and of which every number is needed for it, and subsets that are below and to which none can be added.
std::size_t sets_at_the_target(const Numbers& numbers, std::int64_t target) {
  std::size_t count = 0;
  for (std::uint64_t subset = 0; subset < std::uint64_t{1} << numbers.size(); ++subset) {
    std::int64_t all = 0;
    for (std::size_t k = 0; k < numbers.size(); ++k) all += (subset >> k & 1U) != 0 ? numbers[k] : 0;
    bool edge = all != target;
    for (std::size_t k = 0; k < numbers.size(); ++k) {
      const bool in = (subset >> k & 1U) != 0;
      if (all > target && in) edge = edge && all - numbers[k] < target;
      if (all < target && !in) edge = edge && all + numbers[k] > target;
    }
    count += edge ? 1 : 0;
  }
  return count;
}

}  // namespace

BOOST_AUTO_TEST_CASE(subset_sum_decides) {
  Generator generator(31);
  std::size_t with = 0, without = 0;
  for (int round = 0; round < rounds(400); ++round) {
    Numbers numbers(static_cast<std::size_t>(generator.between(1, 9)));
    const std::int64_t most = generator.one_in(2) ? 15 : 1'000'000;
    for (std::int64_t& number : numbers) number = generator.between(1, most);
    std::int64_t target = generator.between(1, sum(numbers));
    if (generator.one_in(3)) {  // a sum
      target = 0;
      for (const std::int64_t number : numbers) target += generator.one_in(2) ? number : 0;
    }
    const bool fits = subset_sums(numbers, numbers.size()).contains(target);
    const LineData data = subset_sum(numbers, target);
    const PatternSums sums = decide_by_sums(data.x, data.z, numbers.size());
    BOOST_REQUIRE(sums.decided);
    BOOST_REQUIRE_MESSAGE(sums.choice.has_value() == fits, data.text());
    if (target > 0) BOOST_TEST(sums.intervals == expected_intervals(numbers, target), data.text());
    ++(fits ? with : without);
    if (!fits) continue;
    BOOST_TEST(pattern_count(*sums.choice) == numbers.size());
    BOOST_TEST(std::holds_alternative<ReluSum>(fit(data.x, data.z, *sums.choice)));
  }
  BOOST_TEST(with > 50U);
  BOOST_TEST(without > 50U);
}

// Doubling for numbers with different sums; for equal ones a sum for each count. Certificates of exhaustion double for both: every subset at the target needs
// a sum of its own in them.
BOOST_AUTO_TEST_CASE(growth) {
  std::size_t sums_before = 0, nodes_before = 0;
  for (const std::size_t n : {3U, 5U, 7U}) {
    Numbers powers, equal(n, 2);
    for (std::size_t k = 0; k < n; ++k) powers.push_back(std::int64_t{2} << k);
    const std::int64_t middle = sum(powers) / 2;  // odd
    const LineData hard = subset_sum(powers, middle), easy = subset_sum(equal, static_cast<std::int64_t>(n));
    const PatternSums of_powers = decide_by_sums(hard.x, hard.z, n), of_equal = decide_by_sums(easy.x, easy.z, n);
    BOOST_TEST((of_powers.decided && !of_powers.choice && of_equal.decided && !of_equal.choice));
    BOOST_TEST(of_powers.intervals == expected_intervals(powers, middle));
    BOOST_TEST(of_equal.intervals <= n + 1);
    const Decision decision = decide(easy.x, easy.z, n);
    BOOST_REQUIRE(std::holds_alternative<Refutation>(decision));
    const auto& refutation = std::get<Refutation>(decision);
    BOOST_TEST(refutation.sums.size() == sets_at_the_target(equal, static_cast<std::int64_t>(n)));
    BOOST_TEST(refutation.sums.size() > 3 * sums_before);
    BOOST_TEST(refutation.nodes > 3 * nodes_before);
    sums_before = refutation.sums.size();
    nodes_before = refutation.nodes;
  }
  BOOST_TEST(sums_before == 70U);  // 8 choose 4
}

BOOST_AUTO_TEST_CASE(at_the_limits) {
  const Numbers numbers{2, 4, 8, 16, 32, 64, 128, 256};
  const LineData without = subset_sum(numbers, 255), with = subset_sum(numbers, 254);
  const std::size_t needed = decide_by_sums(without.x, without.z, 8).intervals;
  BOOST_TEST(decide_by_sums(without.x, without.z, 8, {needed, 100000}).decided);
  BOOST_TEST(!decide_by_sums(without.x, without.z, 8, {needed - 1, 100000}).decided);
  BOOST_TEST(!decide_by_sums(without.x, without.z, 8, {needed, 20}).decided);
  const PatternSums few = decide_by_sums(without.x, without.z, 8, {1, 100000});
  BOOST_TEST((!few.decided && !few.choice));
  // What is left out may hold the network; one that is found is one.
  const PatternSums found = decide_by_sums(with.x, with.z, 8, {2, 100000});
  if (found.choice) BOOST_TEST(std::holds_alternative<ReluSum>(fit(with.x, with.z, *found.choice)));
  BOOST_TEST(found.decided == found.choice.has_value());
  // Numbers of some 710 bits: a step counts for three.
  LineData long_numbers = without;
  for (Rational& z : long_numbers.z) z *= power_of_two(700) + Rational(1);
  const PatternSums longer = decide_by_sums(long_numbers.x, long_numbers.z, 8);
  BOOST_TEST((longer.decided && longer.intervals == needed));
  BOOST_TEST(longer.steps == 3 * decide_by_sums(without.x, without.z, 8).steps);
}
