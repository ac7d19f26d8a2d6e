// The fewest kinks, against a search through all sets of disjoint intervals.
#include "ftcert/construct/line/fewest_kinks.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/construct/line/hats.hpp"
#include "ftcert/construct/table.hpp"
#include "support/check_plan.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Sign of the slope change at interior sample i.
int bend(const LineData& data, std::size_t i) {
  const Rational before = (data.z[i] - data.z[i - 1]) * (data.x[i + 1] - data.x[i]);
  const Rational after = (data.z[i + 1] - data.z[i]) * (data.x[i] - data.x[i - 1]);
  return (after - before).sign();
}

// The largest set of interior samples with nonzero bends in which neighbours have different signs: by trying
// all sets.
std::size_t alternation(const LineData& data) {
  const std::size_t interior = data.x.size() < 3 ? 0 : data.x.size() - 2;
  std::vector<int> bends;
  for (std::size_t i = 1; i <= interior; ++i) bends.push_back(bend(data, i));
  std::size_t best = 0;
  for (std::size_t mask = 0; mask < (std::size_t{1} << interior); ++mask) {
    std::size_t size = 0;
    bool alternates = true;
    for (std::size_t i = 0; i < interior; ++i) {
      if ((mask >> i & 1) == 0) continue;
      ++size;
      alternates = alternates && bends[i] != 0;
      if (i > 0 && (mask >> (i - 1) & 1) != 0) alternates = alternates && bends[i] != bends[i - 1];
    }
    if (alternates) best = std::max(best, size);
  }
  return best;
}

struct Seen {
  std::size_t exact = 0;  // neurons == A
  std::size_t one_more = 0;
  std::size_t merged = 0;  // fewer than the canonical interpolant has kinks
};

void check(const LineData& data, Seen& seen) {
  const Problem problem = on_line(data);
  const std::size_t least = alternation(data);
  BOOST_REQUIRE_EQUAL(least_kinks(problem), least);
  const auto plan = checked_plan(kFewestKinks, problem, data.text());
  BOOST_REQUIRE(plan);
  const std::size_t count = data.x.size();
  const bool all_alternate = count >= 5 && least == count - 2;
  BOOST_REQUIRE_EQUAL(plan->promised, count == 1 || all_alternate ? least : least + 1);
  BOOST_REQUIRE(plan->neurons() >= least);
  ++(plan->neurons() == least ? seen.exact : seen.one_more);
  std::size_t kinks = 0;
  for (std::size_t i = 1; i + 1 < count; ++i) kinks += bend(data, i) != 0 ? 1 : 0;
  if (least < kinks) ++seen.merged;
  // Never more than the others on the line; hats may have a flat piece in a gap, and spare one neuron by it; exact
  // searches for the last one. None has fewer than must be.
  for (const Construction& other : constructions()) {
    if (other.depth != 2) continue;
    const Outcome outcome = other.plan(problem);
    if (const auto* theirs = std::get_if<Plan>(&outcome)) {
      BOOST_REQUIRE(theirs->neurons() >= least);
      if (other.name == "hyperplane-units" || other.name == "separating-units" || other.name == "exact") continue;
      BOOST_REQUIRE_MESSAGE(plan->neurons() <= theirs->neurons() + (other.name == "hats" ? 1 : 0),
                            data.text() + " " + std::string(other.name));
    }
  }
}

void check_labellings(std::size_t count, std::int64_t most, Spacing spacing, Seen& seen) {
  Generator generator(count);
  every_labelling(positions(count, spacing, generator), -most, most, [&](const LineData& data) { check(data, seen); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_small_labelling) {
  Seen seen;
  for (std::size_t count = 1; count <= 5; ++count) check_labellings(count, 2, Spacing::kUnit, seen);
  check_labellings(6, 1, Spacing::kRandom, seen);
  check_labellings(7, 1, Spacing::kUnit, seen);
  BOOST_TEST(seen.exact > 0);
  BOOST_TEST(seen.one_more > 0);
  BOOST_TEST(seen.merged > 0);
}

BOOST_AUTO_TEST_CASE(random_labels) {
  Generator generator(3);
  Seen seen;
  for (int round = 0; round < rounds(600); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(2, 14));
    LineData data{positions(count, static_cast<Spacing>(round % 3), generator), {}};
    for (std::size_t i = 0; i < count; ++i) {
      data.z.push_back(generator.one_in(3) ? Rational(0) : generator.rational(4, 2));
    }
    check(data, seen);
  }
  BOOST_TEST(seen.exact > 100);
  BOOST_TEST(seen.merged > 100);
}

// Signs +, -, +, + of the kinks, A = 3, and no flat piece: 4 neurons. Hats are flat between x = 5/2 and x = 7/2, and are straight at
// x = 2 and x = 4 by chance: 3 neurons.
BOOST_AUTO_TEST_CASE(hats_may_spare_a_neuron) {
  const LineData data{{0, 1, 2, 3, 4, 5}, {4, Rational(-3, 2), Rational(-1, 2), 0, 1, 3}};
  const Problem problem = on_line(data);
  BOOST_TEST(least_kinks(problem) == 3U);
  BOOST_TEST(checked_plan(kFewestKinks, problem)->neurons() == 4U);
  BOOST_TEST(checked_plan(kHats, problem)->neurons() == 3U);
}

// Convex data: one run of n interior samples, of both parities, with the flat piece everywhere and nowhere.
BOOST_AUTO_TEST_CASE(convex_runs) {
  Seen seen;
  std::size_t flat_kept = 0, flat_lost = 0;
  for (std::int64_t count = 3; count <= 11; ++count) {
    for (std::int64_t vertex = -1; vertex <= 2 * count; ++vertex) {
      LineData data;
      // (2t - vertex)^2 is flat from t to t+1 when vertex = 2t+1.
      for (std::int64_t t = 0; t < count; ++t) {
        data.x.push_back(t);
        data.z.push_back((2 * t - vertex) * (2 * t - vertex));
      }
      check(data, seen);
      const Problem problem = on_line(data);
      const auto plan = std::get<Plan>(kFewestKinks.plan(problem));
      const bool flat = vertex % 2 == 1 && vertex > 0 && vertex < 2 * count - 1;
      const bool odd = count % 2 == 1;
      if (flat && odd) {
        ++flat_kept;
        BOOST_TEST(plan.neurons() == static_cast<std::size_t>(count - 1) / 2);
      }
      if (flat && !odd && plan.neurons() > static_cast<std::size_t>(count - 2) / 2) ++flat_lost;
    }
  }
  BOOST_TEST(flat_kept > 10);
  BOOST_TEST(flat_lost > 0);
}

// The paper's figure 3 data for N changed samples: floor(3N/2)-1 kinks, not 2N-1.
BOOST_AUTO_TEST_CASE(figure_3) {
  for (std::size_t changed = 2; changed <= 20; ++changed) {
    LineData data;
    for (std::size_t i = 1; i <= 2 * changed + 1; ++i) {
      data.x.push_back(static_cast<std::int64_t>(i));
      data.z.push_back(i % 4 == 0 ? 2 : i % 4 == 2 ? -1 : 0);
    }
    const Problem problem = on_line(data);
    BOOST_TEST(least_kinks(problem) == 3 * changed / 2 - 1);
    const auto plan = checked_plan(kFewestKinks, problem);
    BOOST_TEST(plan->neurons() <= 3 * changed / 2);
  }
}

BOOST_AUTO_TEST_CASE(one_output_only) {
  BOOST_TEST(!checked_plan(kFewestKinks, on_line({0, 1}, {{1, 2}, {3, 4}})).has_value());
}
