// Two hidden layers: the fewest neurons of all constructions together, against the theorems' numbers.
#include <boost/test/unit_test.hpp>

#include "ftcert/construct/choice.hpp"
#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// What the theorems promise for every set of so many samples and changed samples, by trying all widths.
std::size_t promised(std::size_t changed, std::size_t count) {
  std::size_t best = changed <= 2 ? changed + 2 : changed == 3 ? 6 : 2 * count + 9;  // 3.13.1
  if (count <= 6) best = std::min<std::size_t>(best, 4);                             // 3.13.2
  for (std::size_t n = 1; n <= count; ++n) {
    const std::size_t i = n % 2 == 1 ? n : n - 1;
    for (std::size_t p = 1; p <= count; ++p) {
      if (n * p + 1 >= count) best = std::min(best, n + p);                                  // 3.2.1
      if (n * p >= changed) best = std::min(best, n + 4 * p);                                // 3.3.3
      if (n >= 3 && p <= i - 1 && (n + 1) * p >= changed) best = std::min(best, n + 4 * p);  // 3.3.4
      if (n >= 3 && p <= (i - 1) / 2 && (n + 1) * p + (n + 1) / 2 >= changed) {
        best = std::min(best, n + 4 * p + 2);  // 3.3.5
      }
    }
  }
  return best;
}

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_by_hand) {
  BOOST_TEST(promised(1, 100) == 3);
  BOOST_TEST(promised(2, 100) == 4);
  BOOST_TEST(promised(3, 100) == 6);
  BOOST_TEST(promised(6, 6) == 4);
  BOOST_TEST(promised(9, 1000) == 11);   // n = 5, P = 1, hosts
  BOOST_TEST(promised(20, 20) == 9);     // 4 * 5 + 1 >= 20
  BOOST_TEST(promised(30, 1000) == 21);  // n = 9, P = 3
}

// All 1 <= N <= K <= 60, small K and a fourteenth of the others; the network evaluated at every sample.
BOOST_AUTO_TEST_CASE(never_more_than_the_theorems) {
  Generator generator(71);
  for (std::size_t count = 1; count <= 60; ++count) {
    for (std::size_t changed = 1; changed <= count; ++changed) {
      if (count > 12 && !generator.one_in(14)) continue;
      const Labels kind = kAllLabels[generator.below(6)];
      const LineData data = data_of(kind, kAllPlaces[generator.below(5)], static_cast<Spacing>(generator.below(3)),
                                    changed, count, generator);
      const Problem problem = on_line(data);
      const Choice choice = choose_construction(problem, {3, "auto"});
      BOOST_TEST(choice.candidates[choice.best].neurons <= promised(changed, count),
                 "N = " << changed << ", K = " << count << ": " << choice.candidates[choice.best].construction->name);
      for (std::size_t i = 0; i < count; ++i)
        BOOST_REQUIRE(choice.network.evaluate(problem.points().row(i))[0] == data.z[i]);
    }
  }
}
