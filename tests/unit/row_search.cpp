// Rows that were found in doubles, recomputed exactly, and beside those of fit_strip().
#include "ftcert/construct/space/row_search.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "ftcert/construct/space/line_step.hpp"
#include "ftcert/construct/space/steep_direction.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/forms.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

constexpr std::size_t kBudget = std::size_t{1} << 20;
const Rational kNear(1, 1000000);

// Values in [0, 1), which their negatives serve as well.
RowDemand demand_for(Generator& random, const std::vector<std::size_t>& group) {
  RowDemand demand{group, {}, {}, 1.0};
  for (std::size_t a = 0; a < group.size(); ++a) {
    demand.values.push_back(static_cast<double>(random.between(0, 63)) / 64);
    demand.others.push_back(-demand.values.back());
  }
  return demand;
}

void check_row(const PointMatrix& points, const CentredSamples& samples, const RowDemand& demand,
               const FoundRow& found) {
  const std::vector<Rational> row = exact_entries(found.row);
  BOOST_REQUIRE(row.size() == points.dimension + 1);
  bool met = true;
  for (std::size_t a = 0; a < demand.group.size(); ++a) {
    const Rational wanted = to_rational(found.turned[a] ? demand.others[a] : demand.values[a]);
    met = met && abs(value_at(row, points.row(demand.group[a])) - wanted) < kNear;
  }
  BOOST_TEST(met);
  BOOST_TEST(keeps_out(row, points, to_rational(demand.clearance) * (Rational(1) - kNear), demand.group));
  BOOST_TEST(to_double(condition_of(row, points, samples.centre())) == found.condition,
             boost::test_tools::tolerance(1e-6));
  BOOST_TEST(found.scaled.size() == found.condition, boost::test_tools::tolerance(1e-6));
  const std::set<std::size_t> pivots(found.pivots.begin(), found.pivots.end());
  BOOST_TEST(pivots.size() == demand.group.size());
  BOOST_TEST(*pivots.rbegin() <= points.dimension);
}

}  // namespace

BOOST_AUTO_TEST_CASE(found_rows_meet_their_conditions_and_are_no_worse_than_any) {
  Generator random(61);
  int better = 0, tried = 0;
  for (int round = 0; round < rounds(3); ++round) {
    for (const std::size_t d : {1U, 2U, 5U, 9U}) {
      for (const std::size_t size : std::set<std::size_t>{1, (d + 1) / 2, d}) {
        const PointMatrix points = random_points(random, 40, d);
        const std::vector<std::size_t> group = random_group(random, size, 40);
        const CentredSamples samples(points);
        const SampleTable table(samples);
        const RowDemand demand = demand_for(random, group);
        const auto found = RowSearch(table).find(demand, kBudget);
        BOOST_REQUIRE(found.has_value());
        check_row(points, samples, demand, *found);
        BOOST_TEST(found->cost <= kBudget + kBudget / 2);
        std::vector<Rational> targets;
        for (const double value : demand.values) targets.push_back(to_rational(value));
        const StripFit fit = fit_strip(points, SteepnessTable(points), group, targets, 1);
        BOOST_REQUIRE(fit.strip.has_value());
        const double any = to_double(condition_of(entries_of(*fit.strip), points, samples.centre()));
        BOOST_TEST(found->condition <= any * (1 + 1e-6));
        better += found->condition * 2 < any ? 1 : 0;
        ++tried;
      }
    }
  }
  BOOST_TEST(better > tried / 2);
}

// d samples leave one line of forms, whose best is an end of the stretch that the others forbid.
BOOST_AUTO_TEST_CASE(the_best_form_of_a_line) {
  PointMatrix points(4, 1);
  const std::int64_t places[] = {-4, -2, 0, 4};
  for (std::size_t i = 0; i < 4; ++i) points.row(i)[0] = Rational(places[i]);
  const CentredSamples samples(points);
  const SampleTable table(samples);
  // (x + 2) s + 1/2 has |p| >= 1 at -4, 0 and 4 for s <= -3/4 and s >= 3/4. Of these 4 |s| + |1/2 + 2 s| is least, 3 + 1, for s = -3/4.
  const auto found = RowSearch(table).find({{1}, {0.5}, {}, 1.0}, kBudget);
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(found->condition == 4.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(found->row[0] == -0.75, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(the_same_every_time) {
  Generator random(62);
  const PointMatrix points = random_points(random, 50, 6);
  const CentredSamples samples(points);
  const SampleTable table(samples);
  const RowDemand demand = demand_for(random, {4, 9, 30});
  const RowSearch search(table);
  const auto first = search.find(demand, kBudget), second = search.find(demand, kBudget);
  BOOST_REQUIRE((first && second));
  BOOST_TEST((first->row == second->row));
}

BOOST_AUTO_TEST_CASE(nothing_where_there_is_nothing_to_find) {
  Generator random(63);
  PointMatrix points = random_points(random, 12, 3);
  for (std::size_t j = 0; j < 3; ++j) {
    points.row(5)[j] = (points.row(1)[j] + points.row(2)[j]) / Rational(2);
  }
  const CentredSamples samples(points);
  const SampleTable table(samples);
  const RowSearch search(table);
  // A sample in the hull; a dependent group; too small a budget.
  BOOST_TEST(!search.find({{1, 2}, {0.25, 0.25}, {}, 1.0}, kBudget).has_value());
  BOOST_TEST(!search.find({{1, 2, 5}, {0.25, 0.25, 0.5}, {}, 1.0}, kBudget).has_value());
  BOOST_TEST(!search.find({{1, 3}, {0.25, 0.25}, {}, 1.0}, 100).has_value());
  BOOST_TEST(search.find({{1, 3}, {0.25, 0.25}, {}, 1.0}, kBudget).has_value());
}

// Numbers beyond doubles, and middles that are large beside the distances of the samples.
BOOST_AUTO_TEST_CASE(scales) {
  Generator random(64);
  const PointMatrix plain = random_points(random, 20, 3);
  for (const long exponent : {-3000L, -960L, -100L, 0L, 100L, 960L, 3000L}) {
    for (const long middle : {-4000L, 400L}) {
      PointMatrix points = plain;
      for (Rational& entry : points.entries) {
        entry = entry * power_of_two(exponent) + (middle > 0 ? power_of_two(middle + exponent) : Rational());
      }
      const CentredSamples samples(points);
      const SampleTable table(samples);
      const RowDemand demand = demand_for(random, {2, 7});
      const auto found = RowSearch(table).find(demand, kBudget);
      if (middle < 0) BOOST_TEST(found.has_value() == (std::abs(exponent) < 1000));
      if (found && middle < 0) check_row(points, samples, demand, *found);
    }
  }
}

BOOST_AUTO_TEST_CASE(steep_directions) {
  Generator random(65);
  for (int round = 0; round < rounds(20); ++round) {
    const auto d = static_cast<std::size_t>(random.between(1, 6));
    const PointMatrix points = random_points(random, 30, d);
    const CentredSamples samples(points);
    const SampleTable table(samples);
    const auto group =
        random_group(random, static_cast<std::size_t>(random.between(1, static_cast<std::int64_t>(d))), 30);
    const GroupKernel kernel(table, group);
    BOOST_REQUIRE(kernel.independent());
    BOOST_TEST(kernel.dimension() == d + 1 - group.size());
    const OtherSamples others(table, group);
    BOOST_TEST(others.rows().size() == 30 - group.size());
    const auto steepness = [](const ValuedForm& form) {
      double least = HUGE_VAL;
      for (const double value : form.values) least = std::min(least, std::abs(value));
      return least / absolute_sum(form.form);
    };
    SplitMix numbers{7}, same{7};
    std::size_t passes = 100;
    const ValuedForm found = steep_direction(table, kernel, others, numbers, passes);
    BOOST_TEST(passes <= 99U);
    BOOST_TEST(steepness(found) >= steepness(others.valued(random_null_form(kernel, same))));
    const std::vector<Rational> row = exact_entries(table.unscaled(found.form));
    const double size = absolute_sum(found.form);
    for (const std::size_t i : group) {
      BOOST_TEST(std::abs(to_double(value_at(row, points.row(i)))) < 1e-9 * size);
    }
    for (std::size_t n = 0; n < found.values.size(); ++n) {
      BOOST_TEST(std::abs(to_double(value_at(row, points.row(others.rows()[n]))) - found.values[n]) < 1e-9 * size);
    }
  }
}
