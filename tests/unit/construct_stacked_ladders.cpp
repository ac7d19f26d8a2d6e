// Theorem 4.3.3: four and more layers, narrow ones, for arbitrary labels.
#include "ftcert/construct/layers/stacked_ladders.hpp"

#include <boost/test/unit_test.hpp>

#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Least w for which q blocks serve so many samples in all, one output: (w-1)^2, then (w-2)^2 each, then (w-1)^2, and one more; w^2 + 1 for one block.
std::size_t promised_width(std::size_t samples, std::size_t layers) {
  for (std::size_t w = 1;; ++w) {
    if (w * w + 1 >= samples) return w;
    const std::size_t middle = w > 2 ? (w - 2) * (w - 2) : 0;
    for (std::size_t q = 2; q <= (layers - 1) / 2; ++q) {
      if (2 * (w - 1) * (w - 1) + (q - 2) * middle + 1 >= samples) return w;
    }
  }
}

Plan planned(const Problem& problem, std::size_t layers) {
  return std::get<Plan>(plan(kStackedLadders, problem, layers));
}

std::size_t widest(const Plan& plan) { return *std::max_element(plan.widths.begin(), plan.widths.end()); }

}  // namespace

BOOST_AUTO_TEST_CASE(all_small_labellings) {
  for (const std::size_t layers : {4, 5, 6, 7}) {
    for (std::size_t count = 1; count <= 6; ++count) {
      std::vector<Rational> x;
      for (std::size_t i = 0; i < count; ++i) x.emplace_back(i * i);
      every_labelling(x, -1, 1, [&](const LineData& data) {
        const Problem problem = on_line(data);
        check_promise(problem, planned(problem, layers), std::to_string(layers) + " layers: " + data.text());
      });
    }
  }
}

BOOST_AUTO_TEST_CASE(widths_to_sixty) {
  Generator generator(7);
  for (std::size_t count = 1; count <= 60; count += 1 + count / 10) {
    for (std::size_t layers = 4; layers <= 9; ++layers) {
      for (int round = 0; round < 3; ++round) {
        const Labels kind = kAllLabels[generator.next() % 6];
        const Places place = kAllPlaces[generator.next() % 5];
        const auto changed = static_cast<std::size_t>(
            generator.between(round == 0 ? static_cast<std::int64_t>(count) : 1, static_cast<std::int64_t>(count)));
        const LineData data = data_of(kind, place, static_cast<Spacing>(round), changed, count, generator);
        const Problem problem = on_line(data);
        const Plan plan = planned(problem, layers);
        BOOST_REQUIRE_EQUAL(plan.widths.size(), layers - 1);
        if (plan.neurons() > 0) {
          BOOST_REQUIRE(widest(plan) <= promised_width(count, layers));
          BOOST_REQUIRE_EQUAL(plan.promised, (layers - 1) * promised_width(count, layers));
        }
        check_promise(problem, plan, std::to_string(layers) + " layers: " + data.text());
      }
    }
  }
}

// One layer more than needed, and one pair more, leave fewer neurons in each: 163 = 2 9^2 + 1 and 227 = 2 9^2 + 8^2 + 1 samples with ten.
BOOST_AUTO_TEST_CASE(narrower_than_one_block) {
  Generator generator(3);
  for (const auto& [count, layers, width] :
       {std::tuple{101, 4, 10}, {163, 5, 10}, {164, 5, 11}, {227, 7, 10}, {163, 6, 10}}) {
    std::vector<Rational> z;
    for (int i = 0; i < count; ++i) z.push_back(generator.rational(9, 4));
    z[1] = z[0] + Rational(1);
    const LineData data{positions(static_cast<std::size_t>(count), Spacing::kUnit, generator), z};
    const Problem problem = on_line(data);
    const Plan plan = planned(problem, static_cast<std::size_t>(layers));
    BOOST_TEST(widest(plan) == static_cast<std::size_t>(width));
    BOOST_TEST(broken_promise(problem, plan, true) == "");
  }
}

BOOST_AUTO_TEST_CASE(several_outputs) {
  Generator generator(2);
  for (int round = 0; round < rounds(60); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 25));
    const auto outputs = static_cast<std::size_t>(generator.between(2, 3));
    const auto layers = static_cast<std::size_t>(generator.between(4, 8));
    PointMatrix points(count, 2), residuals(count, outputs);
    for (Rational& e : points.entries) e = generator.rational(1000, 20);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = round % 3 == 0 ? 1 : 0; c < outputs; ++c) {
        if (c == 1 && round % 4 == 0) {
          residuals.row(i)[c] = 5;  // the same everywhere
        } else if (generator.one_in(2)) {
          residuals.row(i)[c] = generator.rational(9, 4);
        }
      }
    }
    const Problem problem(points, residuals);
    BOOST_TEST(broken_promise(problem, planned(problem, layers), true) == "");
  }
}

// A part that ends at the label with which the next one begins.
BOOST_AUTO_TEST_CASE(long_levels) {
  Generator generator(5);
  for (int round = 0; round < rounds(200); ++round) {
    std::vector<Rational> z;
    Rational label = generator.between(-1, 1);
    const auto count = static_cast<std::size_t>(generator.between(2, 40));
    while (z.size() < count) {
      if (generator.one_in(4)) label = generator.between(-2, 2);
      z.push_back(label);
    }
    const LineData data{positions(count, static_cast<Spacing>(round % 3), generator), z};
    const Problem problem = on_line(data);
    check_promise(problem, planned(problem, static_cast<std::size_t>(4 + round % 6)), data.text());
  }
}
