// proofs/theorems.md, theorem 3.2.1: arbitrary labels with ceil(2 sqrt(K-1)) neurons.
#include "ftcert/construct/layers/dense.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/construct/layers/dense_split.hpp"
#include "ftcert/construct/layers/factor_sum.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/pieces/line_pieces.hpp"
#include "support/check_plan.hpp"
#include "support/label_kinds.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// The least a + b with a b >= count, by trying all.
std::size_t least_sum(std::size_t count, std::size_t weight = 1) {
  std::size_t best = count == 0 ? 0 : 1 + weight * count;
  for (std::size_t a = 1; a <= count; ++a) best = std::min(best, a + weight * ((count + a - 1) / a));
  return best;
}

// The fewest neurons over all widths and all places of the flat cell, by trying all.
std::size_t fewest_by_search(const std::vector<Rational>& z) {
  const std::size_t count = z.size();
  const auto groups = [](std::size_t samples, std::size_t rows) { return (samples + rows - 1) / rows; };
  std::size_t best = least_sum(count);
  for (std::size_t first = 0; first < count; ++first) {
    for (std::size_t last = first + 1; last <= count; ++last) {
      if (!(z[first] == z[last - 1]) ||
          !std::all_of(z.begin() + static_cast<std::ptrdiff_t>(first), z.begin() + static_cast<std::ptrdiff_t>(last),
                       [&](const Rational& v) { return v == z[first]; })) {
        break;
      }
      if (first == 0 && last == count) return 0;
      const bool higher_left = first > 0 && z[first - 1] > z[first], lower_left = first > 0 && z[first - 1] < z[first];
      const bool higher_right = last < count && z[last] > z[first], lower_right = last < count && z[last] < z[first];
      if ((first > 0 && !higher_left && !lower_left) || (last < count && !higher_right && !lower_right)) continue;
      if ((higher_left && lower_right) || (lower_left && higher_right)) continue;
      for (std::size_t rows = 1; rows <= count; ++rows)
        best = std::min(best, rows + groups(first, rows) + groups(count - last, rows));
    }
  }
  return best;
}

// The network as its exact pieces: fast for many samples.
void check_by_pieces(const LineData& data) {
  const Problem problem = on_line(data);
  const Plan plan = std::get<Plan>(kDense.plan(problem));
  BOOST_TEST(plan.neurons() <= plan.promised);
  const Network g = plan.build();
  BOOST_TEST((g.widths() == plan.widths));
  const std::vector<Rational> zero(1), one{Rational(1)};
  const Rational direction(problem.projection().direction[0]);
  BOOST_REQUIRE((direction == Rational(1)));
  const LinePieces pieces = pieces_along(g, zero, one);
  const std::size_t d1 = plan.widths[0], d2 = plan.widths[1];
  BOOST_TEST(pieces.pieces() <= (d1 + 1) * (d2 + 1));
  BOOST_TEST((pieces.values(data.x).entries == data.z));
}

}  // namespace

BOOST_AUTO_TEST_CASE(sums_of_factors) {
  for (std::size_t count = 0; count <= 2000; ++count) BOOST_TEST(factor_sum(count) == least_sum(count));
  BOOST_TEST(factor_sum(1000000) == 2000);
  BOOST_TEST(factor_sum(1000001) == 2001);
  BOOST_TEST(factor_sum(std::size_t{1} << 60) == std::size_t{1} << 31);
}

BOOST_AUTO_TEST_CASE(even_splits) {
  for (std::size_t outputs : {1, 2, 5}) {
    for (std::size_t count = 1; count <= 150; ++count) {
      const DenseSplit split = split_evenly(count, outputs);
      BOOST_TEST(split.groups() + outputs * split.rows == least_sum(count, outputs));
      BOOST_TEST(split.groups() * split.rows >= count);
      BOOST_TEST(ranges_of(split, count).size() == split.groups());
    }
  }
}

// All labels in {0, 1, 2} on up to 7 samples.
BOOST_AUTO_TEST_CASE(every_small_labelling) {
  std::size_t fewer = 0;
  for (std::size_t count = 1; count <= 7; ++count) {
    Generator generator(count);
    every_labelling(positions(count, static_cast<Spacing>(count % 3), generator), 0, 2, [&](const LineData& data) {
      const auto plan = checked_plan(kDense, on_line(data), data.text());
      BOOST_REQUIRE_EQUAL(plan->promised, least_sum(count - 1));
      BOOST_REQUIRE_EQUAL(plan->neurons(), fewest_by_search(data.z));
      if (plan->neurons() < plan->promised) ++fewer;
    });
  }
  BOOST_TEST(fewer > 50);
}

// Never more than the promised bound: all K up to 60, all N, all kinds of labels.
BOOST_AUTO_TEST_CASE(counts_to_sixty) {
  Generator generator(60);
  std::size_t built = 0;
  for (std::size_t count = 1; count <= 60; ++count) {
    for (std::size_t changed = 1; changed <= count; ++changed) {
      for (const Labels kind : kAllLabels) {
        const auto place = static_cast<Places>((changed + count) % 5);
        const LineData data = data_of(kind, place, static_cast<Spacing>(changed % 3), changed, count, generator);
        const Problem problem = on_line(data);
        const Plan plan = std::get<Plan>(kDense.plan(problem));
        BOOST_REQUIRE_EQUAL(plan.promised, least_sum(count - 1));
        BOOST_REQUIRE_EQUAL(plan.neurons(), fewest_by_search(data.z));
        BOOST_REQUIRE(plan.neurons() <= plan.promised);
        if (generator.one_in(25)) {
          check_promise(problem, plan, data.text());
          // Every condition of the construction is strict, so no sample sits on a kink of any neuron.
          for (const LayerMargin& margin : evaluate_with_margins(plan.build(), problem.points()).layers) {
            BOOST_TEST((!margin.least || margin.least->sign() > 0));
          }
          ++built;
        }
      }
    }
  }
  BOOST_TEST(built > 300);
}

// Distinct labels at exactly d1 d2 + 1 samples: one sample must lie in the flat cell, in the middle or, for monotone labels, at an end.
BOOST_AUTO_TEST_CASE(one_sample_in_the_flat_cell) {
  for (std::size_t d1 = 1; d1 <= 6; ++d1) {
    for (std::size_t d2 : {d1, d1 + 1}) {
      const std::size_t count = d1 * d2 + 1;
      for (int shape = 0; shape < 5; ++shape) {
        for (Spacing spacing : {Spacing::kUnit, Spacing::kRandom, Spacing::kHuge}) {
          Generator generator(count);
          LineData data{positions(count, spacing, generator), {}};
          for (std::size_t i = 0; i < count; ++i) {
            const auto t = static_cast<std::int64_t>(i);
            data.z.push_back(shape == 0   ? Rational(t)
                             : shape == 1 ? Rational(-t * t)
                             : shape == 2 ? Rational(i % 2 == 0 ? t : -t)
                             : shape == 3 ? power_of_two(-static_cast<long>(i))
                                          : generator.rational(50, 9));
          }
          const auto plan = checked_plan(kDense, on_line(data), data.text());
          BOOST_TEST(plan->neurons() <= d1 + d2);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_flat_cell_in_the_middle) {
  Generator generator(4);
  LineData data{positions(101, Spacing::kRandom, generator), {}};
  for (std::size_t i = 0; i < 101; ++i) data.z.push_back(generator.rational(100, 9));
  const Problem problem = on_line(data);
  const LineSamples samples(problem);
  const DenseSplit split = split_around_level_run(samples, 0);
  BOOST_TEST(split.flat.size() == 1);
  BOOST_TEST(split.groups() + split.rows == 20);
  BOOST_TEST(std::max(split.left, split.right) <= 7);
  checked_plan(kDense, problem);
}

BOOST_AUTO_TEST_CASE(hundreds_of_samples) {
  Generator generator(31);
  for (const std::size_t count : {100, 143, 257, 400}) {
    for (Spacing spacing : {Spacing::kUnit, Spacing::kRandom, Spacing::kHuge}) {
      LineData data{positions(count, spacing, generator), {}};
      for (std::size_t i = 0; i < count; ++i) data.z.push_back(generator.rational(1000, 50));
      check_by_pieces(data);
    }
  }
}

BOOST_AUTO_TEST_CASE(several_outputs_share_the_first_layer) {
  Generator generator(8);
  for (int round = 0; round < rounds(60); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 30));
    const auto outputs = static_cast<std::size_t>(generator.between(2, 4));
    PointMatrix points(count, 3), residuals(count, outputs);
    for (Rational& e : points.entries) e = generator.rational(1000, 20);
    std::size_t constant = 0;
    for (std::size_t c = 0; c < outputs; ++c) {
      const bool flat = generator.one_in(3);
      constant += flat || count == 1 ? 1 : 0;
      for (std::size_t i = 0; i < count; ++i)
        residuals.row(i)[c] = flat ? Rational(static_cast<std::int64_t>(c))
                                   : Rational(static_cast<std::int64_t>(i)) + generator.rational(9, 30);
    }
    const Problem problem(points, residuals);
    const auto plan = checked_plan(kDense, problem);
    const std::size_t active = outputs - constant;
    if (active != 1) BOOST_TEST(plan->neurons() == (active == 0 ? 0 : least_sum(count, active)));
    BOOST_TEST(plan->promised == (count == 1 ? 0 : least_sum(count, outputs)));
  }
}

// Weights: the largest has O(sqrt(K)) times the bits of the data, all together O(K^1.5).
BOOST_AUTO_TEST_CASE(weights_stay_small) {
  Generator generator(2);
  std::vector<std::size_t> most, total;
  for (const std::size_t count : {100, 400}) {
    LineData data{positions(count, Spacing::kRandom, generator), {}};
    for (std::size_t i = 0; i < count; ++i) data.z.push_back(generator.rational(100, 9));
    const Problem problem = on_line(data);
    const WeightBits bits = weight_bits(std::get<Plan>(kDense.plan(problem)).build());
    most.push_back(bits.most);
    total.push_back(bits.total);
  }
  BOOST_TEST(most[1] < 3 * most[0]);
  BOOST_TEST(total[1] < 10 * total[0]);
}
