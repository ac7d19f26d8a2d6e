// Cuts with seeds that an earlier search knew, against what cuts are and a search of its own.
#include "ftcert/construct/cut/cut_search.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;

namespace {

constexpr double kCap = 0.25, kNear = 1e-6, kPlenty = 1e12;

void check_cut(const SampleTable& table, const std::vector<double>& residuals, const FoundCut& cut) {
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    const double value = cut.row.at(table.centred().row(i));
    if (residuals[i] == 0) BOOST_TEST(value <= -cut.margin + kNear);
    if (std::binary_search(cut.group.begin(), cut.group.end(), i)) {
      BOOST_TEST(residuals[i] * cut.sign > 0);
      BOOST_TEST(std::abs(value - std::abs(residuals[i])) < kNear);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(seeds_that_are_known) {
  Generator generator(6);
  const std::size_t count = 300;
  const CentredSamples centred(
      matrix_of(count, 5, [&](std::size_t, std::size_t) { return generator.rational(60, 9); }));
  const SampleTable table(centred);
  const SampleBoxes boxes(table);
  std::vector<double> residuals(count);
  for (std::size_t i = 0; i < 80; ++i) residuals[i] = static_cast<double>(generator.between(1, 50)) / 50;

  SearchBudget first{kPlenty}, own{kPlenty};
  std::vector<SeedWorth> known;
  const auto cut = find_cut(boxes, residuals, kCap, {}, first, known);
  BOOST_REQUIRE(cut);
  const auto same = find_cut(boxes, residuals, kCap, {}, own);
  BOOST_REQUIRE(same);
  BOOST_TEST((cut->group == same->group));
  BOOST_TEST(first.left == own.left);
  BOOST_TEST(known.size() > 10U);
  check_cut(table, residuals, *cut);

  // With its group finished, few of the others are grown again.
  for (const std::size_t i : cut->group) residuals[i] = 0;
  const std::size_t before = known.size();
  SearchBudget second{kPlenty};
  const auto next = find_cut(boxes, residuals, kCap, {}, second, known);
  BOOST_REQUIRE(next);
  check_cut(table, residuals, *next);
  BOOST_TEST(kPlenty - second.left < (kPlenty - first.left) / 2);
  BOOST_TEST(known.size() < before);
  for (const SeedWorth& seed : known) BOOST_TEST(residuals[seed.seed] != 0);
  // It is the best of all that are known: nothing else is worth more.
  double most = 0;
  for (const SeedWorth& seed : known) most = std::max(most, seed.worth);
  SearchBudget third{kPlenty};
  std::vector<SeedWorth> all = known;
  for (SeedWorth& seed : all) seed.worth = HUGE_VAL;
  const auto best = find_cut(boxes, residuals, kCap, {}, third, all);
  BOOST_REQUIRE(best);
  double again = 0;
  for (const SeedWorth& seed : all) again = std::max(again, seed.worth);
  BOOST_TEST(most >= again * (1 - kNear));
}

// Where all known seeds are finished there is no cut.
BOOST_AUTO_TEST_CASE(seeds_that_are_used_up) {
  const CentredSamples centred(
      matrix_of(4, 1, [](std::size_t i, std::size_t) { return Rational(static_cast<std::int64_t>(i)); }));
  const SampleTable table(centred);
  const SampleBoxes boxes(table);
  SearchBudget budget{kPlenty};
  std::vector<SeedWorth> known{{3, 0}};
  BOOST_TEST(!find_cut(boxes, {0, 0, 0, 1}, kCap, {}, budget, known));
  BOOST_TEST(known.empty());
  BOOST_TEST(find_cut(boxes, {0, 0, 0, 1}, kCap, {}, budget, known).has_value());
}
