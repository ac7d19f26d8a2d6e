// The count of sign sequences against a brute-force assignment of kinks to cuts and cells.
#include "ftcert/check/methods/signs.hpp"

#include <boost/test/unit_test.hpp>
#include <functional>

#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;

namespace {

// One place that can serve kinks: a cut in the gap before position `low` == `high`, or the cell between two cuts, from inside gap `low`
// to inside gap `high` (gap g lies between positions g-1 and g; gap 0 is left of all).
struct Place {
  bool cut;
  std::size_t low, high;
  std::size_t convex, concave;  // how many it serves; a cut serves one of either sign
};

bool reaches(const Place& place, std::size_t r) {
  // The interval of the kink at r covers the gaps r and r+1.
  return place.low <= r + 1 && r <= place.high;
}

// Whether the kinks from number k on can be assigned: plain backtracking.
bool assign(const std::vector<std::pair<std::size_t, bool>>& kinks, std::size_t k, std::vector<Place>& places) {
  if (k == kinks.size()) return true;
  const auto [r, up] = kinks[k];
  for (Place& place : places) {
    if (!reaches(place, r)) continue;
    std::size_t& left = place.cut || up ? place.convex : place.concave;
    if (left == 0) continue;
    --left;
    if (assign(kinks, k + 1, places)) return true;
    ++left;
  }
  return false;
}

bool serves(const ForcedKinks& kinks, std::size_t positive, std::size_t negative, const std::vector<std::size_t>& cuts,
            std::size_t positions) {
  std::vector<Place> places;
  for (std::size_t k = 0; k <= cuts.size(); ++k) {
    if (k > 0) places.push_back({true, cuts[k - 1], cuts[k - 1], 1, 0});
    places.push_back({false, k == 0 ? 0 : cuts[k - 1], k == cuts.size() ? positions : cuts[k], positive, negative});
  }
  std::vector<std::pair<std::size_t, bool>> all;
  for (std::size_t r : kinks.convex) all.emplace_back(r, true);
  for (std::size_t r : kinks.concave) all.emplace_back(r, false);
  return assign(all, 0, places);
}

std::size_t least_cuts_by_force(const ForcedKinks& kinks, std::size_t positive, std::size_t negative,
                                std::size_t positions) {
  std::vector<std::size_t> cuts;
  const std::function<bool(std::size_t, std::size_t)> choose = [&](std::size_t more, std::size_t from) {
    if (more == 0) return serves(kinks, positive, negative, cuts, positions);
    for (std::size_t g = from; g < positions; ++g) {
      cuts.push_back(g);
      if (choose(more - 1, g)) return true;
      cuts.pop_back();
    }
    return false;
  };
  for (std::size_t count = 0;; ++count) {
    cuts.clear();
    if (choose(count, 1)) return count;
  }
}

ForcedKinks random_kinks(std::size_t positions, Generator& generator) {
  ForcedKinks kinks;
  for (auto* same : {&kinks.convex, &kinks.concave}) {
    for (std::size_t r = 1; r + 1 < positions; ++r) {
      if ((same->empty() || same->back() + 2 <= r) && !generator.one_in(3)) same->push_back(r);
    }
  }
  return kinks;
}

ForcedKinks zigzag(std::size_t count) {
  ForcedKinks kinks;
  for (std::size_t r = 1; r <= count; ++r) (r % 2 == 1 ? kinks.convex : kinks.concave).push_back(r);
  return kinks;
}

}  // namespace

BOOST_AUTO_TEST_CASE(scan_against_all_cuts_and_assignments) {
  Generator generator(21);
  for (int trial = 0; trial < 700; ++trial) {
    const auto positions = static_cast<std::size_t>(generator.between(3, 9));
    const ForcedKinks kinks = random_kinks(positions, generator);
    for (std::size_t positive = 0; positive <= 2; ++positive) {
      for (std::size_t negative = 0; negative <= 2; ++negative) {
        const std::size_t least = least_cuts_by_force(kinks, positive, negative, positions);
        BOOST_REQUIRE_EQUAL(least_cuts(kinks, positive, negative, 100), least);
        BOOST_REQUIRE_EQUAL(least_cuts(kinks, positive, negative, least), least);
        if (least > 0) BOOST_REQUIRE_EQUAL(least_cuts(kinks, positive, negative, least - 1), least - 1);
      }
    }
  }
}

// Without pruning: every pair, every first layer.
BOOST_AUTO_TEST_CASE(least_neurons_against_all_shapes) {
  Generator generator(22);
  for (int trial = 0; trial < 150; ++trial) {
    const auto positions = static_cast<std::size_t>(generator.between(3, 9));
    const ForcedKinks kinks = random_kinks(positions, generator);
    const std::size_t up = kinks.convex.size(), down = kinks.concave.size();
    std::size_t best = 1000;
    for (std::size_t positive = 0; positive <= up + down; ++positive) {
      for (std::size_t negative = 0; negative <= up + down; ++negative) {
        if (positive + negative == 0 || (positive + negative >= best)) continue;
        const std::size_t cuts = least_cuts_by_force(kinks, positive, negative, positions);
        for (std::size_t first = 1; first <= up + down + 1; ++first) {
          if (first < cuts) continue;
          const std::size_t beyond_up = up > first * positive ? up - first * positive : 0;
          const std::size_t beyond_down = down > first * negative ? down - first * negative : 0;
          if (first <= 2 && beyond_up + beyond_down > first) continue;
          best = std::min(best, positive + negative + first);
        }
      }
    }
    BOOST_REQUIRE_EQUAL(least_neurons_signs(kinks), best == 1000 ? 2 : best);
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
