// Samples in general position: the closed form of the worst case against all partitions, and both ends for given K against each other.
#include <boost/test/unit_test.hpp>
#include <vector>

#include "ftcert/bounds/general_position.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/construct/space/unit_groups.hpp"

using namespace ftcert;

namespace {

constexpr std::size_t kMost = 18;

using Table = std::vector<std::vector<std::size_t>>;

// Least cost of a partition of p plus and q minus samples into groups of at most d: 3 for a group of one sign, 4 for a mixed one. By removing
// each possible group.
Table partitions(std::size_t d) {
  Table least(kMost + 1, std::vector<std::size_t>(kMost + 1, 0));
  for (std::size_t p = 0; p <= kMost; ++p) {
    for (std::size_t q = 0; q <= kMost; ++q) {
      if (p + q == 0) continue;
      std::size_t best = 4 * (p + q);
      for (std::size_t a = 0; a <= p; ++a) {
        for (std::size_t b = 0; b <= q && a + b <= d; ++b) {
          if (a + b > 0) best = std::min(best, least[p - a][q - b] + (a > 0 && b > 0 ? 4 : 3));
        }
      }
      least[p][q] = best;
    }
  }
  return least;
}

}  // namespace

BOOST_AUTO_TEST_CASE(worst_labels_of_all_partitions) {
  for (std::size_t d = 1; d <= 8; ++d) {
    const Table least = partitions(d);
    std::size_t worst = 0;
    for (std::size_t n = 0; n <= kMost; ++n) {
      for (std::size_t p = 0; p <= n; ++p) {
        worst = std::max(worst, least[p][n - p]);
        BOOST_TEST(signed_neurons(p, n - p, d) == least[p][n - p]);
      }
      BOOST_TEST(worst_general_position(n, d) == worst, "N = " << n << ", d = " << d);
    }
  }
}

BOOST_AUTO_TEST_CASE(large_numbers) {
  const std::uint64_t most = (std::uint64_t{1} << 60) - 1;
  BOOST_TEST(worst_general_position(most, 1) == 3 * most);
  BOOST_TEST(worst_general_position(most, most) == 4);  // one group of all of one sign is 3, a mixed one 4
  BOOST_TEST(worst_general_position(most - 1, most) == 4);
  const ProvedInterval ends = bounds_general_position(most, most, most);
  BOOST_TEST(ends.lower.value == 1);
  BOOST_TEST(ends.upper.value == 1);
}

BOOST_AUTO_TEST_CASE(ends_for_given_samples) {
  for (std::uint64_t d = 1; d <= 6; ++d) {
    for (std::uint64_t k = 1; k <= 40; ++k) {
      std::uint64_t before = 0;
      for (std::uint64_t n = 0; n <= k; ++n) {
        const ProvedInterval ends = bounds_general_position(n, k, d);
        BOOST_TEST(ends.lower.value <= ends.upper.value, "N = " << n << ", K = " << k << ", d = " << d);
        BOOST_TEST(ends.upper.value <= exact_two_layers(n, k));
        BOOST_TEST(ends.upper.value <= worst_general_position(n, d));
        // An upper end for more changed samples is one for fewer.
        BOOST_TEST(before <= ends.upper.value);
        before = ends.upper.value;
        // m neurons have m (d + 1) + 1 parameters.
        if (d > 1 && n > 0 && k > 1) BOOST_TEST(ends.lower.value * (d + 1) + 1 >= n);
        if (d == 1) BOOST_TEST(ends.lower.value == exact_two_layers(n, k));
        if (n > 0 && k > 1 && k <= d + 1) BOOST_TEST(ends.upper.value == 1);
      }
    }
  }
  // Two signs and d + 1 kept samples: no single neuron. One kept sample fewer: the bound does not hold.
  BOOST_TEST(bounds_general_position(2, 5, 2).lower.value == 2);
  BOOST_TEST(bounds_general_position(2, 4, 2).lower.value == 1);
  BOOST_TEST(bounds_general_position(20, 442, 10).upper.value == 7);
}
