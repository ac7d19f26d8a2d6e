// evaluate_batch() against Network::evaluate() at every point.
#include "ftcert/evaluation/batch.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;
using ftcert::test::text_of;

namespace {

AffineMap random_map(Generator& random, std::size_t rows, std::size_t columns) {
  AffineMap map(rows, columns);
  for (Rational& w : map.weights) w = random.one_in(4) ? Rational() : random.rational();
  for (Rational& b : map.bias) b = random.one_in(4) ? Rational() : random.rational();
  if (rows > 0 && random.one_in(3)) {  // a row of zeros
    const std::size_t row = random.below(rows);
    for (std::size_t c = 0; c < columns; ++c) map.weight(row, c) = 0;
    map.bias[row] = 0;
  }
  return map;
}

// Depth 1 to 4; hidden layers of 0 to 4 neurons.
Network random_network(Generator& random, std::size_t inputs) {
  const std::size_t depth = 1 + random.below(4);
  std::vector<AffineMap> maps;
  std::size_t width = inputs;
  for (std::size_t l = 0; l < depth; ++l) {
    const std::size_t rows = l + 1 < depth ? random.below(5) : 1 + random.below(3);
    maps.push_back(random_map(random, rows, width));
    width = rows;
  }
  return Network(inputs, std::move(maps));
}

PointMatrix random_points(Generator& random, std::size_t count, std::size_t dimension) {
  PointMatrix points(count, dimension);
  for (Rational& x : points.entries) x = random.one_in(4) ? Rational() : random.rational();
  return points;
}

// From the definition: every pre-activation of every hidden layer at every point.
std::vector<LayerMargin> margins_by_definition(const Network& network, const PointMatrix& points) {
  std::vector<LayerMargin> margins(network.depth() - 1);
  for (std::size_t i = 0; i < points.count; ++i) {
    std::vector<Rational> x(points.row(i).begin(), points.row(i).end());
    for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
      const AffineMap& map = network.layers()[l];
      std::vector<Rational> next;
      for (std::size_t r = 0; r < map.rows; ++r) {
        Rational value = map.bias[r];
        for (std::size_t c = 0; c < map.columns; ++c) value += map.weight(r, c) * x[c];
        const Rational size = abs(value);
        LayerMargin& margin = margins[l];
        if (!margin.least || size < *margin.least) margin.least = size;
        if (!size.is_zero() && (!margin.nonzero || size < *margin.nonzero)) margin.nonzero = size;
        next.push_back(value.sign() > 0 ? value : Rational(0));
      }
      x = std::move(next);
    }
  }
  return margins;
}

// Values alone, and values with margins.
void check_all_rows(const Network& network, const PointMatrix& points) {
  const PointMatrix values = evaluate_batch(network, points);
  BOOST_REQUIRE(values.count == points.count);
  BOOST_REQUIRE(values.dimension == network.outputs());
  BOOST_REQUIRE(values.entries.size() == points.count * network.outputs());
  for (std::size_t i = 0; i < points.count; ++i) {
    const std::vector<Rational> expected = network.evaluate(points.row(i));
    for (std::size_t c = 0; c < network.outputs(); ++c) {
      const auto input = [&] { return text_of(network) + "at " + text_of(points.row(i)); };
      FTCERT_REQUIRE(values.row(i)[c] == expected[c], input());
      // Canonical: reduced by a computation of its own.
      FTCERT_REQUIRE(gcd(values.row(i)[c].numerator(), values.row(i)[c].denominator()) == 1, input());
    }
  }
  const Evaluation both = evaluate_batch_with_margins(network, points);
  FTCERT_REQUIRE(both.values.entries == values.entries, text_of(network) + "at " + text_of(points));
  const std::vector<LayerMargin> margins = margins_by_definition(network, points);
  BOOST_REQUIRE_EQUAL(both.layers.size(), margins.size());
  for (std::size_t l = 0; l < margins.size(); ++l) {
    FTCERT_REQUIRE(both.layers[l] == margins[l],
                   "hidden layer " + std::to_string(l + 1) + " of " + text_of(network) + "at " + text_of(points));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(random_networks_of_depth_one_to_four) {
  Generator random(1);
  for (int round = 0; round < rounds(600); ++round) {
    const std::size_t inputs = random.below(5);  // 0 inputs: a constant function
    check_all_rows(random_network(random, inputs), random_points(random, 1 + random.below(6), inputs));
  }
}

BOOST_AUTO_TEST_CASE(common_denominators_are_least) {
  Generator random(5);
  for (int round = 0; round < rounds(1000); ++round) {
    std::vector<Rational> numbers(random.below(5));
    for (Rational& x : numbers) x = random.rational();
    const HomogeneousVector vector = common_denominator(numbers);
    BOOST_REQUIRE(vector.denominator > 0);
    BOOST_REQUIRE(vector.numerators.size() == numbers.size());
    Integer divisor = vector.denominator;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      BOOST_REQUIRE(Rational(vector.numerators[i], vector.denominator) == numbers[i]);
      divisor = gcd(divisor, vector.numerators[i]);
    }
    BOOST_REQUIRE(divisor == 1);  // a smaller one would divide them all
  }
}

// Signs, equal denominators and the numbers of bits decide most comparisons without a product; never wrongly.
BOOST_AUTO_TEST_CASE(fractions_are_compared_as_products) {
  FractionComparer comparer;
  IntegerMatrix entries(1, 4);  // a/b and c/d
  const auto compare = [&](const Integer& a, const Integer& b, const Integer& c, const Integer& d) {
    const Integer* all[] = {&a, &b, &c, &d};
    for (std::size_t k = 0; k < 4; ++k) entries.set(0, k, *all[k]);
    const auto input = [&] { return text_of(std::vector<Rational>{a, b, c, d}); };
    const auto sign = [](int value) { return (value > 0) - (value < 0); };
    const Rational x(a, b), y(c, d);
    FTCERT_REQUIRE(sign(comparer.compare(entries.at(0, 0), entries.at(0, 1), entries.at(0, 2), entries.at(0, 3))) ==
                       (x - y).sign(),
                   input());
    FTCERT_REQUIRE(sign(comparer.compare_magnitudes(entries.at(0, 0), entries.at(0, 1), entries.at(0, 2),
                                                    entries.at(0, 3))) == (abs(x) - abs(y)).sign(),
                   input());
  };
  for (int a = -9; a <= 9; ++a) {
    for (int b = 1; b <= 9; ++b) {
      for (int c = -9; c <= 9; ++c) {
        for (int d = 1; d <= 9; ++d) compare(a, b, c, d);
      }
    }
  }
  Generator random(6);
  for (int round = 0; round < rounds(3000); ++round) {
    const Rational x = random.rational(), y = random.rational_near(x);
    const Integer p = random.positive(), q = random.positive();  // not in lowest terms
    compare(x.numerator() * p, x.denominator() * p, y.numerator() * q, y.denominator() * q);
  }
}

BOOST_AUTO_TEST_CASE(no_points) {
  const PointMatrix values = evaluate_batch(Network(3, 2), PointMatrix(0, 3));
  BOOST_TEST(values.count == 0U);
  BOOST_TEST(values.dimension == 2U);
}

BOOST_AUTO_TEST_CASE(wrong_dimension_breaks_a_contract) {
  FTCERT_CHECK_ERROR(evaluate_batch(Network(3, 2), PointMatrix(1, 2)), Code::kContract);
}

// More points than are worked on at once; neighbouring chunks must not mix.
BOOST_AUTO_TEST_CASE(many_points) {
  Generator random(2);
  const Network network(2, {random_map(random, 3, 2), random_map(random, 2, 3), random_map(random, 1, 2)});
  PointMatrix points(9001, 2);
  for (std::size_t i = 0; i < points.count; ++i) {
    points.row(i)[0] = Rational(i, i % 7 + 1);
    points.row(i)[1] = -Rational(i);
  }
  check_all_rows(network, points);
}

// Every neuron is exactly at its kink, then a hair to either side.
BOOST_AUTO_TEST_CASE(points_at_and_beside_kinks) {
  Generator random(3);
  for (int round = 0; round < rounds(100); ++round) {
    const Rational kink = random.rational();
    const Network network(1, {AffineMap(2, 1, {1, -1}, {-kink, kink}), AffineMap(1, 2, {3, 5}, {0})});
    PointMatrix points(3, 1);
    const Rational hair(1, random.positive());
    points.entries = {kink, kink + hair, kink - hair};
    check_all_rows(network, points);
    const PointMatrix values = evaluate_batch(network, points);
    BOOST_REQUIRE(values.entries[0] == 0);
    BOOST_REQUIRE(values.entries[1] == hair * 3);
    BOOST_REQUIRE(values.entries[2] == hair * 5);
  }
}

// Denominators that grow with every layer: pairwise coprime ones, and powers of two as floats give them.
BOOST_AUTO_TEST_CASE(huge_denominators) {
  Generator random(4);
  std::vector<AffineMap> maps;
  std::size_t prime = 1009;
  for (int l = 0; l < 4; ++l) {
    AffineMap map(3, 3);
    for (Rational& w : map.weights)
      w = Rational(Integer(random.next()), Integer(prime += 2) << static_cast<unsigned>(random.below(200)));
    for (Rational& b : map.bias) b = Rational(random.integer(), Integer(prime += 2));
    maps.push_back(map);
  }
  PointMatrix points(5, 3);
  for (Rational& x : points.entries) x = Rational(random.integer(), Integer(prime += 2));
  check_all_rows(Network(3, maps), points);
}

// Fractions whose products have about as many bits, where sizes alone decide just not or just so.
BOOST_AUTO_TEST_CASE(fractions_compare_as_rationals) {
  Generator random(7);
  FractionComparer comparer;
  const auto beside_power = [&random](unsigned exponent) -> Integer {
    return (Integer(1) << exponent) + static_cast<int>(random.below(3)) - (exponent == 0 ? 0 : 1);
  };
  for (int round = 0; round < 5000; ++round) {
    const unsigned a = static_cast<unsigned>(random.below(140)), b = static_cast<unsigned>(random.below(140));
    const unsigned c = a + static_cast<unsigned>(random.below(3)), d = b + static_cast<unsigned>(random.below(3));
    IntegerMatrix parts(1, 4);
    Integer numbers[] = {beside_power(a), beside_power(b), beside_power(c), beside_power(d)};
    if (random.one_in(8)) numbers[0] = 0;
    if (random.one_in(4)) numbers[3] = numbers[1];
    for (const std::size_t above : {0U, 2U}) {
      if (random.one_in(2)) numbers[above] = -numbers[above];
    }
    for (std::size_t i = 0; i < 4; ++i) parts.set(0, i, numbers[i]);
    const Rational x(numbers[0], numbers[1]), y(numbers[2], numbers[3]);
    const auto sign = [](int order) { return (order > 0) - (order < 0); };
    const auto at = [&parts](std::size_t i) { return parts.at(0, i); };
    BOOST_TEST_CONTEXT("x = " << x << ", y = " << y) {
      BOOST_REQUIRE(sign(comparer.compare(at(0), at(1), at(2), at(3))) == (x - y).sign());
      BOOST_REQUIRE(sign(comparer.compare_magnitudes(at(0), at(1), at(2), at(3))) == (abs(x) - abs(y)).sign());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_zero_beside_a_tiny_number) {
  // relu(x) at 2^-100, 0 and 1, in every order.
  const Network network(1, {AffineMap(1, 1, {1}, {0}), AffineMap(1, 1, {1}, {0})});
  const Rational tiny(Integer(1), Integer(Integer(1) << 100));
  std::vector<Rational> numbers{0, tiny, 1};
  do {
    PointMatrix points(3, 1);
    points.entries = numbers;
    const Evaluation evaluation = evaluate_batch_with_margins(network, points);
    BOOST_TEST((evaluation.values.entries == numbers));
    BOOST_TEST(*evaluation.layers[0].least == Rational(0));
    BOOST_TEST(*evaluation.layers[0].nonzero == tiny);
  } while (std::next_permutation(numbers.begin(), numbers.end()));
}
