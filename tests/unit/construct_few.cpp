// proofs/theorems.md, theorems 3.13.1 and 3.13.2: one to three changed samples, and at most six samples.
#include "ftcert/construct/layers/few_changed.hpp"
#include "ftcert/construct/layers/few_points.hpp"

#include <boost/test/unit_test.hpp>

#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

const std::vector<std::vector<std::size_t>> kFewWidths{{2, 1}, {2, 2}, {3, 3}};

}  // namespace

BOOST_AUTO_TEST_CASE(one_to_three_changed_samples) {
  Generator generator(31);
  for (std::size_t changed = 1; changed <= 3; ++changed) {
    for (std::size_t count = changed; count <= 14; ++count) {
      for (const Labels kind : kAllLabels) {
        for (const Places place : kAllPlaces) {
          const auto spacing = static_cast<Spacing>(generator.below(3));
          const LineData data = data_of(kind, place, spacing, changed, count, generator);
          const auto plan = checked_plan(kFewChanged, on_line(data), data.text());
          BOOST_REQUIRE(plan.has_value());
          BOOST_TEST((plan->widths == kFewWidths[changed - 1]));
          BOOST_TEST(plan->promised == plan->neurons());
        }
      }
    }
  }
}

// The outer weights are the residuals: other outputs cost nothing.
BOOST_AUTO_TEST_CASE(few_changed_samples_with_several_outputs) {
  Generator generator(32);
  for (int round = 0; round < rounds(60); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(4, 20));
    PointMatrix points(count, 3), residuals(count, 4);
    for (Rational& e : points.entries) e = generator.rational(100, 9);
    const auto changed = static_cast<std::size_t>(generator.between(1, 3));
    const std::vector<bool> mask = generator.subset(changed, count);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = 0; mask[i] && c < 4; ++c)
        residuals.row(i)[c] = c == 0 ? Rational(3) : generator.rational(5, 3);
    }
    const auto plan = checked_plan(kFewChanged, Problem(points, residuals));
    BOOST_REQUIRE(plan.has_value());
    BOOST_TEST((plan->widths == kFewWidths[changed - 1]));
  }
}

BOOST_AUTO_TEST_CASE(few_changed_samples_decline) {
  Generator generator(33);
  for (const std::size_t changed : {std::size_t{0}, std::size_t{4}}) {
    const LineData data = data_of(Labels::kEqual, Places::kRandom, Spacing::kUnit, changed, 9, generator);
    BOOST_TEST(!checked_plan(kFewChanged, on_line(data)).has_value());
  }
}

// Integer labels -1, 0, 1 at six samples, all of them, at three kinds of positions, and -2 .. 2 at five.
BOOST_AUTO_TEST_CASE(every_small_labelling_of_six_points) {
  Generator generator(34);
  std::size_t seen = 0;
  const auto check = [&](const LineData& data) {
    const auto plan = checked_plan(kSixPoints, on_line(data), data.text());
    BOOST_REQUIRE(plan.has_value());
    BOOST_REQUIRE((plan->widths == std::vector<std::size_t>{2, 2}));
    ++seen;
  };
  for (const Spacing spacing : {Spacing::kUnit, Spacing::kRandom, Spacing::kHuge})
    every_labelling(positions(6, spacing, generator), -1, 1, check);
  every_labelling(positions(5, Spacing::kUnit, generator), -2, 2, check);
  for (std::size_t count = 1; count <= 4; ++count)
    every_labelling(positions(count, Spacing::kHuge, generator), -1, 1, check);
  BOOST_TEST(seen == 3 * 729 + 3125 + 3 + 9 + 27 + 81);
}

// Slopes that agree at one end or at both, in all their signs: the theorem's cases.
BOOST_AUTO_TEST_CASE(six_points_with_few_slopes) {
  Generator generator(35);
  for (const Spacing spacing : {Spacing::kUnit, Spacing::kRandom, Spacing::kHuge}) {
    std::vector<Rational> slopes(5, Rational(-1));
    every_labelling(slopes, -1, 1, [&](const LineData& increments) {
      LineData data{positions(6, spacing, generator), {Rational(7, 3)}};
      for (std::size_t j = 0; j < 5; ++j)
        data.z.push_back(data.z.back() + increments.z[j] * (data.x[j + 1] - data.x[j]) * Rational(5, 2));
      BOOST_REQUIRE(checked_plan(kSixPoints, on_line(data), data.text()).has_value());
    });
  }
}

BOOST_AUTO_TEST_CASE(six_points_with_random_labels) {
  Generator generator(36);
  for (int round = 0; round < rounds(600); ++round) {
    LineData data{positions(6, static_cast<Spacing>(round % 3), generator), {}};
    for (std::size_t i = 0; i < 6; ++i) {
      const Rational size = generator.rational(1000, 7);
      data.z.push_back(round % 2 == 0 ? size : size * power_of_two(generator.between(-80, 80)));
    }
    BOOST_REQUIRE(checked_plan(kSixPoints, on_line(data), data.text()).has_value());
  }
}

BOOST_AUTO_TEST_CASE(six_points_decline) {
  Generator generator(37);
  const LineData seven = data_of(Labels::kEqual, Places::kRandom, Spacing::kUnit, 2, 7, generator);
  BOOST_TEST(!checked_plan(kSixPoints, on_line(seven)).has_value());
  BOOST_TEST(!checked_plan(kSixPoints, on_line({0, 1}, {{1, 2}, {3, 4}})).has_value());
}
