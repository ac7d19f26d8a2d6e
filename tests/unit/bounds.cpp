// Worst-case bounds: closed forms against enumeration, the tables of the proofs, both ends of all small cases.
#include <boost/test/unit_test.hpp>

#include "ftcert/bounds/few_labels.hpp"
#include "ftcert/bounds/paper.hpp"
#include "ftcert/bounds/roots.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/check/methods/alternation.hpp"
#include "ftcert/refute/lower_bound.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

std::uint64_t least_sum_by_enumeration(std::uint64_t n) {
  std::uint64_t best = n + 1;
  for (std::uint64_t a = 1; a <= n; ++a) best = std::min(best, a + (n + a - 1) / a);
  return best;
}

std::size_t nonzero(const Labels& labels) {
  return labels.size() - static_cast<std::size_t>(std::count(labels.begin(), labels.end(), 0));
}

// Lemma 3.6.1: least d1 + d2 with d1 + 2 = r1 + r2, d2 = e+ + e-, (e+ + 1) r1 >= up + 1, (e- + 1) r2 >= down + 1.
std::size_t one_sign_by_enumeration(std::size_t up, std::size_t down) {
  std::size_t best = 1000000;
  for (std::size_t r1 = 1; r1 <= up + 1; ++r1) {
    for (std::size_t r2 = 1; r2 <= down + 1; ++r2) {
      const std::size_t positive = (up + r1) / r1 - 1, negative = (down + r2) / r2 - 1;  // ceil((up+1)/r1) - 1
      best = std::min(best, r1 + r2 - 2 + positive + negative);
    }
  }
  return best;
}

}  // namespace

BOOST_AUTO_TEST_CASE(least_sums) {
  for (std::uint64_t n = 1; n <= 3000; ++n) BOOST_REQUIRE_EQUAL(least_sum(n), least_sum_by_enumeration(n));
  const std::uint64_t big = 1'000'000'007;
  BOOST_TEST(least_sum(big * big) == 2 * big);
  BOOST_TEST(least_sum(big * big + 1) == 2 * big + 1);
  BOOST_TEST(least_sum(big * (big - 1)) == 2 * big - 1);
  BOOST_TEST(least_sum(big * (big - 1) + 1) == 2 * big);
}

// (100 v)^2 between (n - 1/2)^2 and (n + 1/2)^2, by integers.
BOOST_AUTO_TEST_CASE(decimals_of_roots) {
  BOOST_TEST(rounded(root(1, 2, 0)) == "1.41");
  BOOST_TEST(rounded(root(1, 0, 0)) == "0.00");
  BOOST_TEST(rounded(root(1, Rational(1, 100 * 100), 0)) == "0.01");
  BOOST_TEST(rounded(root(1, Rational(1, 200 * 200), 0)) == "0.01");  // a half goes up
  BOOST_TEST(rounded(root(6, 302, 0)) == "104.27");
  Generator generator(31);
  for (int trial = 0; trial < rounds(500); ++trial) {
    const Integer radicand = generator.between(0, 2'000'000'000), scale = generator.between(1, 9),
                  shift = generator.between(0, 50);
    // floor of 100 scale sqrt(radicand), then the half decides: 2 n + 1 <= 200 scale sqrt(radicand)
    const Integer n = sqrt(Integer(10000 * scale * scale * radicand));
    const bool up = (2 * n + 1) * (2 * n + 1) <= 40000 * scale * scale * radicand;
    const Integer hundredths = n + (up ? 1 : 0) + 100 * shift;
    const Integer part = hundredths % 100;
    const std::string expected = Integer(hundredths / 100).str() + (part < 10 ? ".0" : ".") + part.str();
    BOOST_REQUIRE_EQUAL(rounded(root(Rational(scale), Rational(radicand), Rational(shift))), expected);
  }
}

BOOST_AUTO_TEST_CASE(sparse_widths_by_enumeration) {
  for (std::uint64_t n = 1; n <= 2500; ++n) {
    std::uint64_t best = n + 4;
    for (std::uint64_t groups = 1; groups <= n; ++groups)
      best = std::min(best, groups + 4 * ((n + groups - 1) / groups));
    BOOST_REQUIRE_EQUAL(least_sparse(n), best);
  }
  // Remark 3.4.4: between ceil(4 sqrt N) and ceil(4 sqrt(N+1)).
  for (const std::uint64_t n : {999'999'999'999u, 123'456'789'012u, 10'000'000'000u}) {
    BOOST_TEST(least_sparse(n) >= least_sum(4 * n));
    BOOST_TEST(least_sparse(n) <= least_sum(4 * n + 4));
  }
}

BOOST_AUTO_TEST_CASE(families_have_the_promised_labels) {
  for (std::size_t samples = 1; samples <= 60; ++samples) {
    for (std::size_t changed = 1; changed <= samples; ++changed) {
      const Labels alternating = alternating_labels(samples, changed);
      BOOST_REQUIRE_EQUAL(alternating.size(), samples);
      BOOST_REQUIRE_EQUAL(nonzero(alternating), changed);
      const Labels one_sign = one_sign_labels(samples, changed);
      BOOST_REQUIRE_EQUAL(nonzero(one_sign), std::min(changed, (samples - 1) / 4));
      const Labels mixed = mixed_labels(samples, changed);
      BOOST_REQUIRE_EQUAL(nonzero(mixed), changed >= 2 && samples >= 3 * changed + 2 ? changed : 0);
      for (const Labels& labels : {alternating, one_sign, mixed}) {
        for (int label : labels) BOOST_REQUIRE(label >= -1 && label <= 1);
      }
      if (samples >= 3) BOOST_REQUIRE_EQUAL(neurons_for_labels(alternating, 2), std::min(3 * changed, samples - 2));
    }
  }
}

// The bounds of the families do not depend on where the samples are.
BOOST_AUTO_TEST_CASE(positions_do_not_matter) {
  Generator generator(32);
  for (int trial = 0; trial < rounds(150); ++trial) {
    const auto samples = static_cast<std::size_t>(generator.between(3, 60));
    const auto changed = static_cast<std::size_t>(generator.between(1, static_cast<std::int64_t>(samples)));
    for (const Labels& labels :
         {alternating_labels(samples, changed), one_sign_labels(samples, changed), mixed_labels(samples, changed)}) {
      const LineData data{positions(samples, generator.one_in(2) ? Spacing::kHuge : Spacing::kRandom, generator),
                          std::vector<Rational>(labels.begin(), labels.end())};
      for (std::size_t layers = 2; layers <= 4; ++layers) {
        BOOST_REQUIRE_EQUAL(best_lower_bound(on_line(data), layers), neurons_for_labels(labels, layers));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(one_sign_labels_reach_theorem_3_6_2) {
  for (std::size_t changed = 1; changed <= 60; ++changed) {
    const std::size_t up = 2 * ((changed + 1) / 2), down = 2 * (changed / 2);
    const std::size_t expected = one_sign_by_enumeration(up, down);
    BOOST_REQUIRE_EQUAL(least_sum(up + 1) + least_sum(down + 1) - 4, expected);
    BOOST_REQUIRE(neurons_for_labels(one_sign_labels(4 * changed + 1, changed), 3) >= expected);
    BOOST_REQUIRE(neurons_for_labels(one_sign_labels(4 * changed + 50, changed), 3) >= expected);
    BOOST_REQUIRE(lower_three_layers_closed(changed, 4 * changed + 1).value >= expected);
  }
}

// relu(w1 relu(a x + c) + b), times w2: none of these networks with one neuron in each layer takes a peak, up to scale and shift.
BOOST_AUTO_TEST_CASE(one_neuron_in_each_layer_is_too_few) {
  const auto relu = [](int t) { return t > 0 ? t : 0; };
  int peaks = 0, others = 0;
  for (int a = -3; a <= 3; ++a) {
    for (int c = -6; c <= 6; ++c) {
      for (int w = -3; w <= 3; ++w) {
        for (int b = -9; b <= 9; ++b) {
          int y[3];
          for (int x = 0; x < 3; ++x) y[x] = relu(w * relu(a * x + c) + b);
          ((y[1] - y[0]) * (y[2] - y[1]) < 0 ? peaks : others) += 1;
        }
      }
    }
  }
  BOOST_TEST(peaks == 0);
  BOOST_TEST(others > 0);
  for (std::uint64_t samples = 3; samples <= 20; ++samples) {
    for (std::uint64_t changed = 1; changed <= samples; ++changed)
      BOOST_REQUIRE(lower_three_layers_closed(changed, samples).value >= 3);
  }
  BOOST_TEST(lower_three_layers_closed(1, 2).value == 2);
  BOOST_TEST(upper_three_layers(1, 3).value == 3);
}

BOOST_AUTO_TEST_CASE(lower_ends_are_not_above_upper_ends) {
  std::uint64_t gap = 0;
  for (std::uint64_t samples = 1; samples <= 200; ++samples) {
    for (std::uint64_t changed = 0; changed <= samples; changed += samples <= 60 || changed % 3 == 0 ? 1 : 2) {
      if (changed > samples) break;
      const ProvedInterval closed{lower_three_layers_closed(changed, samples), upper_three_layers(changed, samples)};
      BOOST_REQUIRE_MESSAGE(closed.lower.value <= closed.upper.value, "N = " << changed << ", K = " << samples);
      gap = std::max(gap, closed.upper.value - closed.lower.value);
    }
  }
  BOOST_TEST_MESSAGE("largest gap of the closed forms for K <= 200: " << gap);
  BOOST_TEST(gap <= 4U);
}

BOOST_AUTO_TEST_CASE(counted_bounds_for_all_small_cases) {
  std::uint64_t gap = 0;
  for (std::uint64_t samples = 1; samples <= 200; ++samples) {
    // All N up to 40 samples, then a few of them.
    for (std::uint64_t changed = 0; changed <= samples; changed += samples <= 40 ? 1 : 1 + samples / 12) {
      const ProvedInterval bounds = bounds_three_layers(changed, samples);
      BOOST_REQUIRE_MESSAGE(bounds.lower.value <= bounds.upper.value, "N = " << changed << ", K = " << samples);
      BOOST_REQUIRE(bounds.lower.value >= lower_three_layers_closed(changed, samples).value);
      gap = std::max(gap, bounds.upper.value - bounds.lower.value);
    }
  }
  BOOST_TEST_MESSAGE("largest gap for K <= 200: " << gap);
  BOOST_TEST(gap <= 4U);
}

// The table of proofs/theorems.md, section 3.9.
BOOST_AUTO_TEST_CASE(table_of_the_proofs) {
  struct Row {
    std::uint64_t changed, samples;
    const char *paper_lower, *paper_upper;
    std::uint64_t lower, upper;
  };
  for (const Row& row :
       {Row{10, 10, "3.53", "12.65", 5, 6}, Row{10, 41, "7.26", "25.61", 10, 12},
        Row{100, 400, "24.00", "80.00", 38, 39}, Row{49, 1000, "16.65", "73.24", 26, 27},
        Row{2500, 1000000, "121.98", "519.68", 198, 199}, Row{10000, 10000, "140.91", "400.00", 198, 199}}) {
    const ProvedInterval ours = bounds_three_layers(row.changed, row.samples);
    BOOST_TEST(ours.lower.value == row.lower);
    BOOST_TEST(ours.upper.value == row.upper);
    const auto paper = paper_three_layers(row.changed, row.samples);
    BOOST_TEST(paper->lower.decimal == row.paper_lower);
    BOOST_TEST(paper->upper.decimal == row.paper_upper);
  }
}

BOOST_AUTO_TEST_CASE(papers_three_upper_bounds) {
  // 4 sqrt K, 2 sqrt K + 3N, 6 sqrt(3N+2): each the least somewhere.
  BOOST_TEST(paper_three_layers(10, 10)->upper.formula == "4*sqrt(10)");
  BOOST_TEST(paper_three_layers(1, 10)->upper.formula == "2*sqrt(10) + 3*1");
  BOOST_TEST(paper_three_layers(1, 1000)->upper.formula == "6*sqrt(3*1 + 2)");
  BOOST_TEST(!paper_three_layers(0, 10));
  BOOST_TEST(!paper_three_layers(2, 2));
  // Proposition 6.1, N = 100: 71.9, 60.9, 51.8 for L = 4, 5, 9 (q = 1, 2, 4).
  BOOST_TEST(paper_width(100, 100000, 4)->decimal == "71.86");
  BOOST_TEST(paper_width(100, 100000, 5)->decimal == "60.94");
  BOOST_TEST(paper_width(100, 100000, 9)->decimal == "51.80");
  BOOST_TEST(paper_width(100, 100, 9)->formula == "4*sqrt(100) + 2");
}

BOOST_AUTO_TEST_CASE(a_million_million_samples) {
  const std::uint64_t samples = 1'000'000'000'000, changed = 250'000'000'000;
  const ProvedInterval bounds = bounds_three_layers(changed, samples);
  // 2 sqrt(min{K, 4N}) = 2,000,000
  BOOST_TEST(bounds.lower.value >= 1'999'995U);
  BOOST_TEST(bounds.upper.value <= 2'000'000U);
}
