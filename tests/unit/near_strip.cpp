// Strips near found rows, in exact arithmetic at every sample.
#include "ftcert/construct/space/near_strip.hpp"

#include <boost/test/unit_test.hpp>

#include "support/forms.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

constexpr std::size_t kBudget = std::size_t{1} << 20;

struct Scene {
  Scene(Generator& random, std::size_t count, std::size_t dimension, std::size_t size)
      : Scene(random_points(random, count, dimension), random_group(random, size, count), random) {}
  Scene(PointMatrix all, std::vector<std::size_t> rows, Generator& random)
      : points(std::move(all)), group(std::move(rows)), samples(points), table(samples), steepness(points) {
    RowDemand demand{group, {}, {}, 1.01};
    for (std::size_t a = 0; a < group.size(); ++a) {
      targets.emplace_back(random.between(-20, 20), 21);
      demand.values.push_back(to_double(targets.back()));
    }
    found = RowSearch(table).find(demand, kBudget * (1 + group.size()));
  }

  PointMatrix points;
  std::vector<std::size_t> group;
  CentredSamples samples;
  SampleTable table;
  SteepnessTable steepness;
  std::vector<Rational> targets;
  std::optional<FoundRow> found;
};

}  // namespace

BOOST_AUTO_TEST_CASE(targets_exactly_and_all_others_outside) {
  Generator random(70);
  for (int round = 0; round < rounds(2); ++round) {
    for (const std::size_t d : {1U, 2U, 4U, 7U}) {
      for (std::size_t size = 1; size <= d; ++size) {
        const Scene scene(random, 30, d, size);
        BOOST_REQUIRE(scene.found.has_value());
        const auto strip =
            near_strip(scene.points, scene.samples, scene.steepness, scene.group, scene.targets, 1, *scene.found);
        BOOST_REQUIRE(strip.has_value());
        for (std::size_t a = 0; a < size; ++a) {
          BOOST_TEST((strip->value(scene.points.row(scene.group[a])) == scene.targets[a]));
        }
        const std::vector<Rational> form = entries_of(*strip);
        BOOST_TEST(keeps_out(form, scene.points, 1, scene.group));
        // Near the row: ten bits of each column.
        BOOST_TEST(to_double(condition_of(form, scene.points, scene.samples.centre())) <=
                   scene.found->condition * 1.05);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(large_groups) {
  Generator random(71);
  const Scene scene(random, 70, 60, 50);
  BOOST_REQUIRE(scene.found.has_value());
  const auto strip =
      near_strip(scene.points, scene.samples, scene.steepness, scene.group, scene.targets, 1, *scene.found);
  BOOST_REQUIRE(strip.has_value());
  for (std::size_t a = 0; a < scene.group.size(); ++a) {
    BOOST_TEST((strip->value(scene.points.row(scene.group[a])) == scene.targets[a]));
  }
  BOOST_TEST(keeps_out(entries_of(*strip), scene.points, 1, scene.group));
}

BOOST_AUTO_TEST_CASE(rounded_rows) {
  Generator random(72);
  for (const std::size_t size : {1U, 3U, 5U}) {
    const Scene scene(random, 30, 5, size);
    BOOST_REQUIRE(scene.found.has_value());
    const auto strip = rounded_strip(scene.steepness, scene.group, 1, *scene.found);
    BOOST_REQUIRE(strip.has_value());
    const std::vector<Rational> form = entries_of(*strip);
    BOOST_TEST(keeps_out(form, scene.points, 1, scene.group));
    for (std::size_t a = 0; a < size; ++a) {
      BOOST_TEST(std::abs(to_double(value_at(form, scene.points.row(scene.group[a])) - scene.targets[a])) < 1e-8);
    }
    for (const Rational& entry : form) BOOST_TEST((entry.denominator() & (entry.denominator() - 1)).is_zero());
  }
}

// A row that is no row: what does not keep the others out is never returned.
BOOST_AUTO_TEST_CASE(rows_that_do_not_serve) {
  Generator random(73);
  for (const std::size_t size : {1U, 3U, 4U}) {
    const Scene scene(random, 30, 4, size);
    BOOST_REQUIRE(scene.found.has_value());
    // The nearest sample outside touches its clearance of 1.01.
    BOOST_TEST(!near_strip(scene.points, scene.samples, scene.steepness, scene.group, scene.targets, 2, *scene.found)
                    .has_value());
    BOOST_TEST(!rounded_strip(scene.steepness, scene.group, 2, *scene.found).has_value());
    FoundRow zero = *scene.found;
    zero.row.assign(5, 0);
    BOOST_TEST(!rounded_strip(scene.steepness, scene.group, 1, zero).has_value());
    BOOST_TEST(
        !near_strip(scene.points, scene.samples, scene.steepness, scene.group, scene.targets, 1, zero).has_value());
  }
}
