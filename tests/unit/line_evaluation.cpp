// evaluate_along() against the layer-by-layer definition: values and margins of deep networks of one linear form.
#include "ftcert/pieces/line_evaluation.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "ftcert/evaluation/batch.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/pieces/ridge.hpp"
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
      compare(evaluate_along(network, *direction, points), expected);
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

BOOST_AUTO_TEST_CASE(many_layers_do_not_count_as_few_pieces) {
  const std::vector<std::size_t> widths(40, 3);
  Generator generator(3);
  BOOST_TEST(!few_pieces(test::random_network(generator, 1, widths, 1), 1000000));
  BOOST_TEST(few_pieces(test::random_network(generator, 1, {50, 150}, 1), 1000000));
}
