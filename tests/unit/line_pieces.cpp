// Pieces along a line against the network's definition, and the bounds on their number.
#include "ftcert/pieces/line_pieces.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <functional>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
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

Vector along(const Vector& p, const Vector& v, const Rational& t) {
  Vector x(p.size());
  for (std::size_t c = 0; c < p.size(); ++c) x[c] = p[c] + t * v[c];
  return x;
}

// Positions on piece k: its ends and several inside, at distances far beyond the last kinks on the unbounded
// ones.
Vector positions_on(const LinePieces& pieces, std::size_t k, Generator& generator) {
  const bool left = k == 0, right = k == pieces.kinks.size();
  Vector t;
  if (left && right) return {0, 1, -1, 1000, -1000};
  if (left || right) {
    const Rational end = left ? pieces.kinks.front() : pieces.kinks.back();
    const Rational sign(left ? -1 : 1);
    for (const Rational& d : {Rational(0), Rational(1, 1000), Rational(1), Rational(100), Rational(1000000)})
      t.push_back(end + sign * d);
    return t;
  }
  const Rational& low = pieces.kinks[k - 1];
  const Rational width = pieces.kinks[k] - low;
  for (const Rational& share :
       {Rational(0), Rational(1, 2), Rational(1), Rational(Integer(generator.between(1, 99)), Integer(100)),
        Rational(Integer(generator.between(1, 99)), Integer(100))}) {
    t.push_back(low + share * width);
  }
  return t;
}

void check_pieces(const Network& network, const Vector& p, const Vector& v, Generator& generator) {
  const LinePieces pieces = pieces_along(network, p, v);
  BOOST_REQUIRE_EQUAL(pieces.outputs, network.outputs());
  BOOST_REQUIRE_EQUAL(pieces.slope.size(), pieces.pieces() * pieces.outputs);
  BOOST_REQUIRE_EQUAL(pieces.intercept.size(), pieces.pieces() * pieces.outputs);
  std::size_t most = 1;
  for (std::size_t width : network.widths()) most *= width + 1;
  BOOST_TEST(pieces.pieces() <= most);
  const auto input = [&] { return text_of(network) + "along (" + text_of(p) + ") + t (" + text_of(v) + ")"; };
  for (std::size_t k = 0; k + 1 < pieces.kinks.size(); ++k)
    FTCERT_REQUIRE(pieces.kinks[k] < pieces.kinks[k + 1], input());
  for (std::size_t k = 0; k < pieces.kinks.size(); ++k) {
    bool changes = false;
    for (std::size_t c = 0; c < pieces.outputs; ++c) changes = changes || !pieces.slope_change(k, c).is_zero();
    FTCERT_REQUIRE(changes, input() + ", kink " + pieces.kinks[k].text());
  }
  Vector all;
  for (std::size_t k = 0; k < pieces.pieces(); ++k) {
    for (const Rational& t : positions_on(pieces, k, generator)) {
      const Vector expected = network.evaluate(along(p, v, t));
      FTCERT_REQUIRE(pieces.value_on(k, t) == expected, input() + ", t = " + t.text());
      FTCERT_REQUIRE(pieces.value(t) == expected, input() + ", t = " + t.text());
      all.push_back(t);
    }
  }
  std::sort(all.begin(), all.end());
  const PointMatrix swept = pieces.values(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Vector value = pieces.value(all[i]);
    FTCERT_REQUIRE(std::equal(value.begin(), value.end(), swept.row(i).begin()), input() + ", t = " + all[i].text());
  }
}

Vector random_vector(Generator& generator, std::size_t size) {
  Vector result(size);
  for (Rational& entry : result) entry = generator.one_in(4) ? Rational(0) : generator.rational(5, 4);
  return result;
}

// relu(x - k) with weights w_k, one input and output.
Network relu_sum(const Vector& kinks, const Vector& weights) {
  AffineMap hidden(kinks.size(), 1), output(1, kinks.size());
  for (std::size_t k = 0; k < kinks.size(); ++k) {
    hidden.weight(k, 0) = 1;
    hidden.bias[k] = -kinks[k];
    output.weight(0, k) = weights[k];
  }
  return Network(1, {hidden, output});
}

// A zigzag between -5 and -4 with kinks at 0, 1, .., d1-1 (slopes 2, -1, 1, -1, ..; the third neuron faces
// left), d1 >= 3, whose d1+1 teeth each cross d2 levels; every other second-layer neuron is active below its
// level, so that no kink is hidden. scale(r): factor of the r-th second-layer neuron, positive.
Network zigzag(std::size_t d1, std::size_t d2, const std::function<Rational(std::size_t)>& scale) {
  AffineMap first(d1, 1), second(d2, d1), last(1, d2);
  for (std::size_t j = 0; j < d1; ++j) {
    first.weight(j, 0) = j == 2 ? -1 : 1;
    first.bias[j] = j == 2 ? Rational(2) : -Rational(j);
  }
  for (std::size_t r = 0; r < d2; ++r) {
    const Rational factor = r % 2 == 0 ? scale(r) : -scale(r);
    for (std::size_t j = 0; j < d1; ++j) second.weight(r, j) = factor * Rational(j == 0 ? -3 : j % 2 == 1 ? 2 : -2);
    second.bias[r] = factor * (Rational(4) + Rational(Integer(r + 1), Integer(d2 + 1)));
    last.weight(0, r) = 1;
  }
  return Network(1, {first, second, last});
}

}  // namespace

BOOST_AUTO_TEST_CASE(header_example) {
  const LinePieces g = pieces_along(relu_sum({1}, {1}), Vector{0}, Vector{1});
  BOOST_TEST(g.kinks == Vector{1});
  BOOST_TEST(g.slope == (Vector{0, 1}));
  BOOST_TEST(g.intercept == (Vector{0, -1}));
  BOOST_TEST(g.value(Rational(5, 2)) == Vector{Rational(3, 2)});
  BOOST_TEST(g.slope_change(0, 0) == Rational(1));
}

BOOST_AUTO_TEST_CASE(known_three_layer_network) {
  // relu(relu(x) - 2 relu(x-2)) is a tent over [0, 4]; 1/3 relu(relu(x-2) - 1/2) starts at 5/2.
  const Network network(1, {AffineMap(2, 1, {1, 1}, {0, -2}), AffineMap(2, 2, {1, -2, 0, 1}, {0, Rational(-1, 2)}),
                            AffineMap(1, 2, {1, Rational(1, 3)}, {0})});
  const LinePieces g = pieces_along(network, Vector{0}, Vector{1});
  BOOST_TEST(g.kinks == (Vector{0, 2, Rational(5, 2), 4}));
  BOOST_TEST(g.slope == (Vector{0, 1, -1, Rational(-2, 3), Rational(1, 3)}));
  BOOST_TEST(g.intercept == (Vector{0, 0, 4, Rational(19, 6), Rational(-5, 6)}));
}

BOOST_AUTO_TEST_CASE(random_networks) {
  Generator generator(1);
  for (int round = 0; round < rounds(1200); ++round) {
    const auto inputs = static_cast<std::size_t>(generator.between(1, 3));
    const auto outputs = static_cast<std::size_t>(generator.between(1, 3));
    std::vector<std::size_t> widths(static_cast<std::size_t>(generator.between(0, 3)));
    for (std::size_t& width : widths)
      width = static_cast<std::size_t>(generator.between(generator.one_in(10) ? 0 : 1, 6));
    const Network network = random_network(generator, inputs, widths, outputs);
    check_pieces(network, random_vector(generator, inputs), random_vector(generator, inputs), generator);
  }
}

BOOST_AUTO_TEST_CASE(degenerate_lines) {
  Generator generator(2);
  const Network network = random_network(generator, 2, {4, 4}, 2);
  const LinePieces point = pieces_along(network, Vector{1, 2}, Vector{0, 0});
  BOOST_TEST(point.pieces() == 1U);
  BOOST_TEST(point.value(7) == network.evaluate(Vector{1, 2}));
  check_pieces(Network(2, 3), {1, 2}, {1, 1}, generator);                      // no neurons
  check_pieces(Network(1, {AffineMap(1, 1, {3}, {4})}), {0}, {2}, generator);  // affine
  FTCERT_CHECK_ERROR(pieces_along(network, Vector{1}, Vector{1, 2}), Code::kContract);
  FTCERT_CHECK_ERROR(point.values(Vector{1, 0}), Code::kContract);
}

BOOST_AUTO_TEST_CASE(coinciding_kinks) {
  BOOST_TEST(pieces_along(relu_sum({1, 1}, {2, -2}), Vector{0}, Vector{1}).kinks.empty());  // they cancel
  BOOST_TEST(pieces_along(relu_sum({1, 1, 3}, {2, 1, 0}), Vector{0}, Vector{1}).kinks == Vector{1});
  // relu(x) - relu(-x) = x has no kink; neither has a second layer that never crosses zero.
  const Network identity(1, {AffineMap(2, 1, {1, -1}, {0, 0}), AffineMap(1, 2, {1, -1}, {0})});
  BOOST_TEST(pieces_along(identity, Vector{0}, Vector{1}).kinks.empty());
  // relu(relu(x) + 0): the second neuron touches zero where the first one begins, and is flat before.
  const Network twice(1, {AffineMap(1, 1, {1}, {0}), AffineMap(1, 1, {1}, {0}), AffineMap(1, 1, {1}, {0})});
  const LinePieces g = pieces_along(twice, Vector{0}, Vector{1});
  BOOST_TEST(g.kinks == Vector{0});
  BOOST_TEST(g.slope == (Vector{0, 1}));
}

BOOST_AUTO_TEST_CASE(most_pieces) {
  for (const std::size_t d1 : {3U, 4U, 7U}) {
    for (const std::size_t d2 : {2U, 3U, 6U}) {
      const LinePieces g = pieces_along(
          zigzag(d1, d2, [](std::size_t r) { return power_of_two(static_cast<long>(r)); }), Vector{0}, Vector{1});
      BOOST_TEST(g.pieces() == (d1 + 1) * (d2 + 1));  // the bound of the header is attained
    }
  }
}

BOOST_AUTO_TEST_CASE(sums) {
  Generator generator(3);
  for (int round = 0; round < rounds(200); ++round) {
    const Network f = random_network(generator, 2, {3}, 2), g = random_network(generator, 2, {2, 3}, 2);
    const Vector p = random_vector(generator, 2), v = random_vector(generator, 2);
    const LinePieces a = pieces_along(f, p, v), b = pieces_along(g, p, v), both = sum(a, b);
    for (std::size_t k = 0; k < both.pieces(); ++k) {
      for (const Rational& t : positions_on(both, k, generator)) {
        Vector expected = a.value(t);
        const Vector other = b.value(t);
        for (std::size_t c = 0; c < 2; ++c) expected[c] += other[c];
        FTCERT_REQUIRE(both.value_on(k, t) == expected, text_of(f) + "+ " + text_of(g) + "along (" + text_of(p) +
                                                            ") + t (" + text_of(v) + "), t = " + t.text());
      }
    }
    // f - f is zero and has no kink.
    AffineMap negated = f.layers()[1];
    for (Rational& w : negated.weights) w = -w;
    for (Rational& w : negated.bias) w = -w;
    const LinePieces zero = sum(a, pieces_along(Network(2, {f.layers()[0], negated}), p, v));
    BOOST_TEST(zero.kinks.empty());
    BOOST_TEST(zero.slope == Vector(2));
    BOOST_TEST(zero.intercept == Vector(2));
  }
}

BOOST_AUTO_TEST_CASE(deep_chain) {
  // 20000 layers of one neuron, relu each time: a loop over the layers, not a recursion.
  std::vector<AffineMap> layers(20001, AffineMap(1, 1, {1}, {0}));
  layers.front().bias[0] = -1;
  const LinePieces g = pieces_along(Network(1, std::move(layers)), Vector{0}, Vector{1});
  BOOST_TEST(g.kinks == Vector{1});
}

// Every layer doubles the teeth of the one before: max(0, 2x) - max(0, 4x - 2), again and again.
Network sawtooth(std::size_t layers) {
  std::vector<AffineMap> maps{AffineMap(2, 1, {2, 4}, {0, -2})};
  while (maps.size() + 1 < layers) maps.push_back(AffineMap(2, 2, {2, -2, 4, -4}, {0, -2}));
  maps.push_back(AffineMap(1, 2, {1, -1}, {0}));
  return Network(1, std::move(maps));
}

BOOST_AUTO_TEST_CASE(work_is_charged_before_it_is_done) {
  const Vector zero{0}, one{1};
  const auto within = [&](std::size_t layers, const Integer& most) {
    WorkMeter work(most);
    const LinePieces g = pieces_along(sawtooth(layers), zero, one, nullptr, &work);
    BOOST_TEST(sum(g, g, &work).kinks == g.kinks);
    BOOST_TEST(g.pieces() == (std::size_t{1} << (layers - 1)) + 2);  // its zeros and tops are kinks
    return work.done();
  };
  const Integer eight = within(8, kMostWork), nine = within(9, kMostWork);
  BOOST_TEST(nine > eight + eight / 2);  // twice the pieces
  BOOST_TEST(within(8, eight) == eight);
  FTCERT_CHECK_ERROR(within(8, eight - 1), Code::kWork);
  FTCERT_CHECK_ERROR(within(40, kMostWork), Code::kWork);
  WorkMeter little(1000);
  const LinePieces g = pieces_along(sawtooth(2), zero, one);
  FTCERT_CHECK_ERROR(sum(g, g, &little), Code::kWork);
}

BOOST_AUTO_TEST_CASE(large_network_with_large_weights) {
  Generator generator(4);
  const auto wide = [&](std::size_t) {
    Integer value = 1;
    for (int word = 0; word < 31; ++word) value = (value << 64) + generator.next();
    return Rational(value);
  };
  const Network network = zigzag(100, 100, wide);
  BOOST_TEST(weight_bits(network).most > 1900U);
  const LinePieces g = pieces_along(network, Vector{0}, Vector{1});
  BOOST_TEST(g.pieces() == 101U * 101U);
  for (std::size_t k = 0; k < g.kinks.size(); k += 1000)
    FTCERT_REQUIRE(g.value(g.kinks[k]) == network.evaluate(Vector{g.kinks[k]}), "kink " + std::to_string(k));
}
