// proofs/theorems.md, theorems 3.3.4 and 3.3.5: n + 4P neurons for (n+1) P nonzero labels.
#include "ftcert/construct/layers/tuned.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/construct/layers/sparse.hpp"
#include "ftcert/construct/layers/tuned_net.hpp"
#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

std::size_t neurons(std::size_t knots, std::size_t second) { return knots + second; }

// The theorems' numbers as they stand, over all n and P, with units of `unit` neurons and `hosts` hosting neurons.
std::size_t promised(std::size_t changed, std::size_t unit = 4, std::size_t hosts = 2) {
  std::size_t best = static_cast<std::size_t>(-1);
  for (std::size_t n = 3; n <= std::max<std::size_t>(changed, 3) + 2; ++n) {
    const std::size_t i = n % 2 == 1 ? n : n - 1;
    for (std::size_t p = 1; p <= i - 1; ++p) {
      if ((n + 1) * p >= changed) best = std::min(best, n + unit * p);
      if (p <= (i - 1) / 2 && (n + 1) * p + (n + 1) / 2 >= changed) best = std::min(best, n + unit * p + hosts);
    }
  }
  return best;
}

}  // namespace

// Upper bounds for any number of samples, by hand from the formula: N = 4: n = 3, P = 1; N = 9: n = 5, P = 1 with hosts; and so on.
BOOST_AUTO_TEST_CASE(numbers_of_the_theorems) {
  const std::vector<std::size_t> expected{7,  8,  9,  10, 11, 11, 12, 13, 13, 14, 14, 15, 15, 16,
                                          16, 17, 17, 18, 18, 19, 19, 19, 20, 20, 21, 21, 21};
  for (std::size_t i = 0; i < expected.size(); ++i) BOOST_TEST(promised_tuned(i + 4, 1, &neurons) == expected[i]);
  for (std::size_t changed = 1; changed <= 300; ++changed)
    BOOST_TEST(promised_tuned(changed, 1, &neurons) == promised(changed));
}

// All 1 <= N <= K <= 60: one set of every pair, built and evaluated at every sample.
BOOST_AUTO_TEST_CASE(every_pair_to_sixty) {
  Generator generator(61);
  for (std::size_t count = 1; count <= 60; ++count) {
    for (std::size_t changed = 1; changed <= count; ++changed) {
      if (count > 20 && !generator.one_in(4)) continue;
      const Labels kind = kAllLabels[generator.below(6)];
      const Places place = kAllPlaces[generator.below(5)];
      const LineData data = data_of(kind, place, static_cast<Spacing>(generator.below(3)), changed, count, generator);
      const auto plan = checked_plan(kTuned, on_line(data), data.text());
      BOOST_REQUIRE_MESSAGE(plan.has_value(), data.text());
      BOOST_REQUIRE_EQUAL(plan->promised, promised(changed));
      if (kind == Labels::kEqual || kind == Labels::kOneSign) BOOST_TEST(plan->neurons() == promised(changed, 3, 1));
    }
  }
}
