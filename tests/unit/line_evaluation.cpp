// evaluate_along() against the layer-by-layer definition: values and margins of deep networks of one linear form.
#include "ftcert/pieces/line_evaluation.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/work.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/pieces/line_pieces.hpp"
#include "ftcert/pieces/ridge.hpp"
#include "ftcert/supply/supply.hpp"
#include "support/generator.hpp"
#include "support/random_network.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

// A random network on the line, lifted to R^d along the direction.
Network lift(const Network& line, const std::vector<Integer>& direction) {
  std::vector<AffineMap> layers = line.layers();
  AffineMap first(layers[0].rows, direction.size());
  first.bias = layers[0].bias;
  for (std::size_t r = 0; r < first.rows; ++r) {
    for (std::size_t c = 0; c < first.columns; ++c)
      first.weight(r, c) = layers[0].weight(r, 0) * Rational(direction[c]);
  }
  layers[0] = std::move(first);
  return Network(direction.size(), std::move(layers));
}

// Margins and values from the definition alone: every neuron at every sample, by Network::evaluate() of the truncated networks.
Evaluation by_definition(const Network& network, const PointMatrix& points) {
  Evaluation result{PointMatrix(points.count, network.outputs()), {}};
  for (std::size_t i = 0; i < points.count; ++i) {
    const auto value = network.evaluate(points.row(i));
    std::copy(value.begin(), value.end(), result.values.row(i).begin());
  }
  for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
    LayerMargin margin;
    if (network.layers()[l].rows > 0) {
      const auto& all = network.layers();
      const Network truncated(network.inputs(), {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(l) + 1});
      for (std::size_t i = 0; i < points.count; ++i) {
        for (const Rational& h : truncated.evaluate(points.row(i))) {
          const Rational distance = abs(h);
          if (!margin.least || distance < *margin.least) margin.least = distance;
          if (!distance.is_zero() && (!margin.nonzero || distance < *margin.nonzero)) margin.nonzero = distance;
        }
      }
    }
    result.layers.push_back(margin);
  }
  return result;
}

void compare(const Evaluation& found, const Evaluation& expected) {
  BOOST_TEST((found.values.entries == expected.values.entries));
  BOOST_REQUIRE_EQUAL(found.layers.size(), expected.layers.size());
  for (std::size_t l = 0; l < found.layers.size(); ++l) BOOST_TEST((found.layers[l] == expected.layers[l]));
}

PointMatrix random_points(Generator& generator, std::size_t count, std::size_t dimension) {
  PointMatrix points(count, dimension);
  for (Rational& x : points.entries)
    x = generator.one_in(3) ? Rational(generator.between(-3, 3)) : generator.rational(9, 5);
  return points;
}

}  // namespace

BOOST_AUTO_TEST_CASE(agrees_with_the_definition) {
  Generator generator(20);
  std::size_t along = 0, with_zero = 0;
  for (int trial = 0; trial < rounds(400); ++trial) {
    std::vector<std::size_t> widths;
    for (auto l = generator.between(1, 4); l > 0; --l)
      widths.push_back(static_cast<std::size_t>(generator.between(l == 1 ? 0 : 1, 4)));
    std::reverse(widths.begin(), widths.end());
    const Network line = test::random_network(generator, 1, widths, static_cast<std::size_t>(generator.between(1, 2)));
    const Network network = lift(line, {Integer(2), Integer(0), Integer(-3)});
    const PointMatrix points = random_points(generator, static_cast<std::size_t>(generator.between(1, 12)), 3);
    const Evaluation expected = by_definition(network, points);
    compare(evaluate_batch_with_margins(network, points), expected);
    compare(evaluate_with_margins(network, points), expected);
    if (const auto direction = common_direction(network)) {
      BOOST_TEST((*direction == std::vector<Integer>{2, 0, -3}));
      compare(*evaluate_along(network, *direction, points), expected);
      ++along;
    }
    for (const LayerMargin& margin : expected.layers) with_zero += margin.least && margin.least->is_zero();
  }
  BOOST_TEST(along > 200U);
  BOOST_TEST(with_zero > 50U);
}

BOOST_AUTO_TEST_CASE(rows_that_are_not_parallel_have_no_common_direction) {
  const Network network(2, {AffineMap(2, 2, {1, 0, 0, 1}, {0, 0}), AffineMap(1, 2, {1, 1}, {0})});
  BOOST_TEST(!common_direction(network).has_value());
}

// Where slopes change, and beside it: every piece is entered, and samples coincide.
BOOST_AUTO_TEST_CASE(samples_at_kinks) {
  Generator generator(21);
  std::size_t kinks = 0, on_zero = 0;
  for (int trial = 0; trial < rounds(150); ++trial) {
    std::vector<std::size_t> widths;
    for (auto l = generator.between(2, 3); l > 0; --l)
      widths.push_back(static_cast<std::size_t>(generator.between(2, 6)));
    const Network network =
        test::random_network(generator, 1, widths, static_cast<std::size_t>(generator.between(1, 2)));
    const auto direction = common_direction(network);
    if (!direction) continue;
    std::vector<Rational> t{generator.rational(9, 5)};
    for (const Rational& kink : pieces_along(network, std::vector<Rational>{0}, std::vector<Rational>{1}).kinks) {
      ++kinks;
      t.insert(t.end(), {kink, kink + generator.rational(1, 50), kink});
    }
    std::ranges::reverse(t);
    PointMatrix points(t.size(), 1);
    points.entries = std::move(t);
    const Evaluation expected = by_definition(network, points);
    compare(*evaluate_along(network, *direction, points), expected);
    compare(evaluate_with_margins(network, points), expected);
    for (const LayerMargin& margin : expected.layers) on_zero += margin.least && margin.least->is_zero();
  }
  BOOST_TEST(kinks > 100U);
  BOOST_TEST(on_zero > 50U);
}

// Many samples closer to one another, and to a kink, than the keys tell apart beside one that is far away.
BOOST_AUTO_TEST_CASE(samples_with_equal_keys) {
  Generator generator(23);
  std::size_t kinks = 0;
  for (int trial = 0; trial < rounds(60); ++trial) {
    std::vector<std::size_t> widths;
    for (auto l = generator.between(1, 3); l > 0; --l)
      widths.push_back(static_cast<std::size_t>(generator.between(2, 5)));
    const Network network = test::random_network(generator, 1, widths, 1);
    const auto direction = common_direction(network);
    if (!direction) continue;
    PointMatrix points(0, 1);
    for (const Rational& kink : pieces_along(network, std::vector<Rational>{0}, std::vector<Rational>{1}).kinks) {
      ++kinks;
      const bool on_it = generator.one_in(2);
      for (int i = -2; i <= 2; ++i) {
        if (i != 0 || on_it) points.entries.push_back(kink + Rational(i) * power_of_two(-90));
      }
      if (on_it) points.entries.push_back(kink);
    }
    if (generator.one_in(2)) points.entries.push_back(power_of_two(generator.between(0, 40)));
    points.count = points.entries.size();
    const Evaluation expected = by_definition(network, points);
    compare(*evaluate_along(network, *direction, points), expected);
  }
  BOOST_TEST(kinks > 50U);
}

namespace {

// From the second layer on each layer folds [0, 1] once more: 2^(hidden - 1) pieces.
Network folds(std::size_t hidden) {
  std::vector<AffineMap> layers{AffineMap(2, 1, {1, 1}, {0, Rational(-1, 2)})};
  for (std::size_t l = 1; l < hidden; ++l) layers.push_back(AffineMap(2, 2, {2, -4, 2, -4}, {0, Rational(-1, 2)}));
  layers.push_back(AffineMap(1, 2, {2, -4}, {0}));
  return Network(1, std::move(layers));
}

}  // namespace

// Nothing could hold the pieces of the deepest of these: the samples are evaluated layer by layer.
BOOST_AUTO_TEST_CASE(many_pieces_are_not_computed) {
  Generator generator(3);
  PointMatrix points(40, 1);
  for (Rational& x : points.entries) x = abs(generator.rational(9, 9)) / Rational(9);
  for (const std::size_t hidden : {2, 5, 9, 60}) {
    const Network network = folds(hidden);
    compare(evaluate_with_margins(network, points), by_definition(network, points));
    const auto direction = common_direction(network);
    BOOST_REQUIRE(direction.has_value());
    if (hidden < 10) BOOST_TEST(evaluate_along(network, *direction, points).has_value());
    BOOST_TEST(!evaluate_along(network, *direction, points, 1000).has_value());
  }
}

// A product bound of 2^4 * 3^40 pieces, and few pieces: one layer has the kinks, the others pass them on.
BOOST_AUTO_TEST_CASE(few_pieces_of_many_layers) {
  std::vector<AffineMap> layers{AffineMap(4, 1, {1, 1, 1, 1}, {0, -1, -2, -3}),
                                AffineMap(2, 4, {1, -2, 2, -1, -1, 2, -2, 1}, {0, 0})};
  for (int l = 0; l < 40; ++l) layers.push_back(AffineMap(2, 2, {1, 0, 0, 1}, {0, 0}));
  layers.push_back(AffineMap(1, 2, {1, -1}, {0}));
  const Network network(1, std::move(layers));
  Generator generator(4);
  const PointMatrix points = random_points(generator, 20000, 1);
  const std::optional<Evaluation> along =
      evaluate_along(network, *common_direction(network), points, network_work(network, points, points.count));
  BOOST_REQUIRE(along.has_value());
  compare(*along, evaluate_batch_with_margins(network, points));
}

// What a checker uses, on either side of its threshold.
BOOST_AUTO_TEST_CASE(the_choice_of_evaluation_changes_nothing) {
  Generator generator(22);
  const auto chosen = supplied_files(std::nullopt, std::nullopt).evaluate;
  for (const std::vector<std::size_t>& widths : std::vector<std::vector<std::size_t>>{{30}, {20, 20}, {8, 12, 8}}) {
    const Network network = test::random_network(generator, 1, widths, 1);
    for (const std::size_t count : {1, 100, 30000}) {
      const PointMatrix points = random_points(generator, count, 1);
      compare(chosen(network, points), evaluate_batch_with_margins(network, points));
    }
  }
}
