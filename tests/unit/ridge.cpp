// RidgeSum against the network's definition: values, and margins by brute force over all samples and neurons.
#include "ftcert/pieces/ridge.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"
#include "support/random_network.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::random_network;
using ftcert::test::rounds;
using ftcert::test::text_of;

namespace {

using Vector = std::vector<Rational>;

Rational preactivation(const AffineMap& map, std::size_t r, std::span<const Rational> x) {
  Rational value = map.bias[r];
  for (std::size_t c = 0; c < map.columns; ++c) value += map.weight(r, c) * x[c];
  return value;
}

LayerMargin brute_margin(const AffineMap& hidden, const PointMatrix& points) {
  LayerMargin margin;
  for (std::size_t i = 0; i < points.count; ++i) {
    for (std::size_t r = 0; r < hidden.rows; ++r) {
      const Rational distance = abs(preactivation(hidden, r, points.row(i)));
      if (!margin.least || distance < *margin.least) margin.least = distance;
      if (!distance.is_zero() && (!margin.nonzero || distance < *margin.nonzero)) margin.nonzero = distance;
    }
  }
  return margin;
}

void check_against_definition(const Network& network, const PointMatrix& points) {
  const RidgeSum sum(network);
  const Evaluation evaluation = sum.evaluate(points);
  // With filters for the forms that are 0 at the first sample, and for those that are 0 at half of the first three.
  for (const std::size_t first : {1U, 3U}) {
    const Evaluation filtered = sum.evaluate(points, in_turn, first);
    BOOST_TEST((filtered.values.entries == evaluation.values.entries), text_of(network) + "at " + text_of(points));
    BOOST_TEST((filtered.layers == evaluation.layers), text_of(network) + "at " + text_of(points));
  }
  BOOST_REQUIRE_EQUAL(evaluation.values.count, points.count);
  BOOST_REQUIRE_EQUAL(evaluation.values.dimension, network.outputs());
  BOOST_REQUIRE_EQUAL(evaluation.layers.size(), 1U);
  for (std::size_t i = 0; i < points.count; ++i) {
    const Vector expected = network.evaluate(points.row(i));
    FTCERT_REQUIRE(std::equal(expected.begin(), expected.end(), evaluation.values.row(i).begin()),
                   text_of(network) + "at " + text_of(points.row(i)));
  }
  const LayerMargin expected = brute_margin(network.layers()[0], points);
  const std::string input = text_of(network) + "at " + text_of(points);
  BOOST_TEST((evaluation.layers[0].least == expected.least), input);
  BOOST_TEST((evaluation.layers[0].nonzero == expected.nonzero), input);
  const Evaluation batch = evaluate_batch_with_margins(network, points);
  BOOST_TEST((batch.values.entries == evaluation.values.entries), input);
  BOOST_TEST((batch.layers[0] == evaluation.layers[0]), input);
}

// The documented invariants of every form, and the sum of the forms at a point straight from the tables.
void check_forms(const RidgeSum& sum, std::size_t outputs, const PointMatrix& points, const Network& network) {
  const std::string input = text_of(network);
  for (const RidgeForm& form : sum.forms()) {
    const auto first =
        std::find_if(form.direction.begin(), form.direction.end(), [](const Integer& a) { return !a.is_zero(); });
    FTCERT_REQUIRE(first != form.direction.end() && *first > 0, input);
    Integer content = 0;
    for (const Integer& a : form.direction) content = gcd(content, a);
    FTCERT_REQUIRE(content == 1, input);
    FTCERT_REQUIRE(!form.kinks.empty() && form.steepness.size() == form.kinks.size(), input);
    for (std::size_t k = 0; k + 1 < form.kinks.size(); ++k) FTCERT_REQUIRE(form.kinks[k] < form.kinks[k + 1], input);
    FTCERT_REQUIRE(form.slope.size() == (form.kinks.size() + 1) * outputs, input);
    FTCERT_REQUIRE(form.intercept.size() == form.slope.size(), input);
    for (std::size_t k = 0; k < form.kinks.size(); ++k) {  // continuous
      for (std::size_t c = 0; c < outputs; ++c) {
        const auto at = [&](std::size_t piece) {
          return form.slope[piece * outputs + c] * form.kinks[k] + form.intercept[piece * outputs + c];
        };
        FTCERT_REQUIRE(at(k) == at(k + 1), input + "kink " + form.kinks[k].text());
      }
    }
  }
  for (std::size_t i = 0; i < points.count; ++i) {
    Vector value = sum.constant();
    for (const RidgeForm& form : sum.forms()) {
      Rational t;
      for (std::size_t c = 0; c < points.dimension; ++c) t += Rational(form.direction[c]) * points.row(i)[c];
      const auto piece = static_cast<std::size_t>(
          std::count_if(form.kinks.begin(), form.kinks.end(), [&](const Rational& k) { return k <= t; }));
      for (std::size_t c = 0; c < outputs; ++c)
        value[c] += form.slope[piece * outputs + c] * t + form.intercept[piece * outputs + c];
    }
    FTCERT_REQUIRE(value == network.evaluate(points.row(i)), input + "at " + text_of(points.row(i)));
  }
}

// Random samples, some of them exactly on the kink of a neuron, some equal in one component.
PointMatrix random_points(Generator& generator, const AffineMap& hidden, std::size_t count) {
  PointMatrix points(count, hidden.columns);
  for (std::size_t i = 0; i < count; ++i) {
    for (Rational& entry : points.row(i)) entry = generator.rational(6, generator.one_in(2) ? 1 : 5);
    if (hidden.rows == 0 || !generator.one_in(2)) continue;
    const auto r = static_cast<std::size_t>(generator.between(0, static_cast<std::int64_t>(hidden.rows) - 1));
    for (std::size_t c = 0; c < hidden.columns; ++c) {
      if (hidden.weight(r, c).is_zero()) continue;
      points.row(i)[c] -= preactivation(hidden, r, points.row(i)) / hidden.weight(r, c);
      break;
    }
  }
  return points;
}

// Neurons of one direction per entry: relu(s u.x + b).
Network parallel_network(Generator& generator, std::size_t inputs, std::size_t directions, std::size_t neurons,
                         std::size_t outputs) {
  std::vector<Vector> u(directions, Vector(inputs));
  for (Vector& v : u) {
    for (Rational& entry : v) entry = Rational(generator.between(-2, 2));
  }
  AffineMap hidden(neurons, inputs), output(outputs, neurons);
  for (std::size_t r = 0; r < neurons; ++r) {
    const Vector& v = u[static_cast<std::size_t>(generator.between(0, static_cast<std::int64_t>(directions) - 1))];
    const Rational scale = generator.rational(4, 3);
    for (std::size_t c = 0; c < inputs; ++c) hidden.weight(r, c) = scale * v[c];
    hidden.bias[r] = generator.one_in(2) ? scale * Rational(generator.between(-2, 2)) : generator.rational(6, 4);
  }
  for (Rational& w : output.weights) w = generator.one_in(4) ? Rational(0) : generator.rational(5, 4);
  for (Rational& b : output.bias) b = generator.rational(5, 4);
  return Network(inputs, {hidden, output});
}

}  // namespace

BOOST_AUTO_TEST_CASE(random_networks) {
  Generator generator(1);
  for (int round = 0; round < rounds(1500); ++round) {
    const auto inputs = static_cast<std::size_t>(generator.between(1, 3));
    const auto outputs = static_cast<std::size_t>(generator.between(1, 3));
    const auto neurons = static_cast<std::size_t>(generator.between(0, 8));
    const Network network = generator.one_in(2)
                                ? random_network(generator, inputs, {neurons}, outputs)
                                : parallel_network(generator, inputs, 1 + neurons / 3, neurons, outputs);
    const auto count = static_cast<std::size_t>(generator.one_in(4) ? 1 : generator.between(2, 12));
    const PointMatrix points = random_points(generator, network.layers()[0], count);
    check_against_definition(network, points);
    check_forms(RidgeSum(network), outputs, points, network);
  }
}

BOOST_AUTO_TEST_CASE(many_kinks_and_few_samples) {
  // Most pieces hold no sample, so that margins have to be found across several kinks.
  Generator generator(2);
  for (int round = 0; round < rounds(200); ++round) {
    const Network network = parallel_network(generator, 1, 1, 30, 1);
    const PointMatrix points =
        random_points(generator, network.layers()[0], static_cast<std::size_t>(generator.between(1, 4)));
    check_against_definition(network, points);
  }
}

BOOST_AUTO_TEST_CASE(more_samples_than_a_chunk) {
  Generator generator(3);
  const Network network = parallel_network(generator, 2, 3, 9, 2);
  check_against_definition(network, random_points(generator, network.layers()[0], 9000));
}

BOOST_AUTO_TEST_CASE(huge_and_tiny_numbers) {
  test::Generator random(4);
  for (int round = 0; round < rounds(300); ++round) {
    AffineMap hidden(4, 2), output(1, 4);
    for (Rational& w : hidden.weights) w = random.rational();
    for (std::size_t c = 0; c < 2; ++c) hidden.weight(1, c) = -Rational(random.positive()) * hidden.weight(0, c);
    for (Rational& b : hidden.bias) b = random.rational();
    for (Rational& w : output.weights) w = random.rational();
    PointMatrix points(5, 2);
    for (Rational& x : points.entries) x = random.rational();
    check_against_definition(Network(2, {hidden, output}), points);
  }
}

BOOST_AUTO_TEST_CASE(constant_neurons) {
  // Zero rows: relu(3), relu(-2) and relu(0) are constants, and their pre-activations count for the margins.
  const Network network(1, {AffineMap(3, 1, {0, 0, 0}, {3, -2, 0}), AffineMap(1, 3, {2, 5, 7}, {1})});
  const RidgeSum sum(network);
  BOOST_TEST(sum.forms().empty());
  BOOST_TEST(sum.constant() == Vector{7});
  PointMatrix points(1, 1);
  const Evaluation e = sum.evaluate(points);
  BOOST_TEST(*e.layers[0].least == Rational(0));
  BOOST_TEST(*e.layers[0].nonzero == Rational(2));
  // No samples: no pre-activation at all.
  BOOST_TEST((sum.evaluate(PointMatrix(0, 1)).layers[0] == LayerMargin{}));
  // No neurons.
  BOOST_TEST((RidgeSum(Network(1, 1)).evaluate(points).layers[0] == LayerMargin{}));
}

BOOST_AUTO_TEST_CASE(one_form_for_opposite_and_parallel_rows) {
  // 2 relu(2x - 2) - relu(-x + 3) + relu(x/3 - 1/3): kinks 1 (twice) and 3.
  const Network network(
      1, {AffineMap(3, 1, {2, -1, Rational(1, 3)}, {-2, 3, Rational(-1, 3)}), AffineMap(1, 3, {2, -1, 1}, {0})});
  const RidgeSum sum(network);
  BOOST_REQUIRE_EQUAL(sum.forms().size(), 1U);
  const RidgeForm& form = sum.forms()[0];
  BOOST_TEST((form.direction == std::vector<Integer>{1}));
  BOOST_TEST(form.kinks == (Vector{1, 3}));
  BOOST_TEST(form.steepness == (Vector{Rational(1, 3), 1}));
  BOOST_TEST(form.slope == (Vector{1, Rational(16, 3), Rational(13, 3)}));
  BOOST_TEST(form.intercept == (Vector{-3, Rational(-22, 3), Rational(-13, 3)}));
  FTCERT_CHECK_ERROR(RidgeSum(Network(1, {AffineMap(1, 1, {1}, {0})})), Code::kContract);
}

BOOST_AUTO_TEST_CASE(common_directions) {
  const auto direction = [](std::vector<Rational> weights, std::size_t rows, std::size_t columns) {
    return common_direction(
        Network(columns, {AffineMap(rows, columns, std::move(weights), Vector(rows)), AffineMap(1, rows)}));
  };
  using Direction = std::vector<Integer>;
  BOOST_TEST((direction({-2, Rational(4, 3), 0, 0, 3, -2}, 3, 2) == Direction{3, -2}));
  BOOST_TEST((direction({0, -5}, 1, 2) == Direction{0, 1}));
  BOOST_TEST(!direction({1, 0, 1, 1}, 2, 2));
  BOOST_TEST(!direction({0, 0}, 1, 2));
  BOOST_TEST(!direction({}, 0, 2));
  // Only the first layer counts.
  BOOST_TEST((common_direction(Network(
                  2, {AffineMap(2, 2, {1, 2, -1, -2}, {0, 1}), AffineMap(2, 2), AffineMap(1, 2)})) == Direction{1, 2}));
}

// Slopes are sums over neurons: with unlike denominators each is longer than the one before it.
BOOST_AUTO_TEST_CASE(long_slopes_are_charged) {
  const auto network = [](std::size_t neurons) {
    std::vector<AffineMap> maps{AffineMap(neurons, 1), AffineMap(1, neurons)};
    for (std::size_t j = 0; j < neurons; ++j) {
      maps[0].weight(j, 0) = 1;
      maps[0].bias[j] = -Rational(static_cast<std::int64_t>(j));
      maps[1].weight(0, j) = Rational(1, (std::int64_t{1} << 61) - static_cast<std::int64_t>(2 * j + 1));
    }
    return Network(1, std::move(maps));
  };
  const auto charged = [&](std::size_t neurons, const Integer& most) {
    WorkMeter work(most);
    const RidgeSum sum(network(neurons), &work);
    BOOST_TEST(sum.forms()[0].kinks.size() == neurons);
    return work.done();
  };
  const Integer some = charged(100, kMostWork);
  BOOST_TEST(charged(200, kMostWork) > 2 * some);
  BOOST_TEST(charged(100, some) == some);
  FTCERT_CHECK_ERROR(charged(100, some - 1), Code::kWork);
  FTCERT_CHECK_ERROR(charged(3000, kMostWork), Code::kWork);
}
