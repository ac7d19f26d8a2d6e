// Network: shapes, counts, and evaluation against the definition written out for small cases.
#include "ftcert/core/network.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <vector>

#include "ftcert/core/error.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

Rational relu(const Rational& v) { return std::max(v, Rational(0)); }

}  // namespace

BOOST_AUTO_TEST_CASE(example_of_the_header) {
  const Network g(1, {AffineMap(1, 1, {1}, {-1}), AffineMap(1, 1, {1}, {0})});
  const std::vector<Rational> x = {Rational(5, 2)};
  BOOST_TEST(g.evaluate(x)[0] == Rational(3, 2));
}

BOOST_AUTO_TEST_CASE(the_default_network_is_zero) {
  const Network zero(3, 2);
  BOOST_TEST(zero.inputs() == 3U);
  BOOST_TEST(zero.outputs() == 2U);
  BOOST_TEST(zero.depth() == 2U);
  BOOST_TEST(zero.neurons() == 0U);
  BOOST_TEST(zero.widths() == std::vector<std::size_t>{0}, boost::test_tools::per_element());
  const std::vector<Rational> x = {1, -2, Rational(1, 3)};
  BOOST_TEST(zero.evaluate(x) == (std::vector<Rational>{0, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(shapes_must_fit) {
  const std::vector<AffineMap> none;
  FTCERT_CHECK_ERROR(Network(2, none), Code::kShapeMismatch);
  FTCERT_CHECK_ERROR(Network(2, {AffineMap(1, 3)}), Code::kShapeMismatch);
  FTCERT_CHECK_ERROR(Network(2, {AffineMap(3, 2), AffineMap(1, 2)}), Code::kShapeMismatch);
  FTCERT_CHECK_ERROR(Network(2, {AffineMap(0, 2)}), Code::kShapeMismatch);
  FTCERT_CHECK_ERROR(Network(2, {AffineMap(3, 2), AffineMap(0, 3)}), Code::kShapeMismatch);
  FTCERT_CHECK_ERROR(AffineMap(1, 2, {1}, {0}), Code::kContract);
  FTCERT_CHECK_ERROR(AffineMap(1, 2, {1, 2}, {}), Code::kContract);
  FTCERT_CHECK_ERROR(Network(2, 1).evaluate(std::vector<Rational>{1}), Code::kContract);
}

BOOST_AUTO_TEST_CASE(counts) {
  const Network net(2, {AffineMap(3, 2), AffineMap(0, 3), AffineMap(4, 0), AffineMap(2, 4)});
  BOOST_TEST(net.depth() == 4U);
  BOOST_TEST(net.neurons() == 7U);
  BOOST_TEST(net.widths() == (std::vector<std::size_t>{3, 0, 4}), boost::test_tools::per_element());
  BOOST_TEST(net.outputs() == 2U);
}

BOOST_AUTO_TEST_CASE(weights_are_row_major) {
  AffineMap map(2, 3, {1, 2, 3, 4, 5, 6}, {10, 20});
  BOOST_TEST(map.weight(1, 0) == 4);
  BOOST_TEST(map.row(1)[2] == 6);
  map.weight(0, 2) = 9;
  BOOST_TEST(map.row(0)[2] == 9);
  const Network affine(3, {map});
  BOOST_TEST(affine.evaluate(std::vector<Rational>{1, 0, -1}) == (std::vector<Rational>{2, 18}),
             boost::test_tools::per_element());
  PointMatrix points(2, 3);
  points.row(1)[0] = 7;
  BOOST_TEST(points.entries[3] == 7);
}

// No ReLU after the last map, one between all others.
BOOST_AUTO_TEST_CASE(relu_stands_between_maps_only) {
  const Network negate(1, {AffineMap(1, 1, {-1}, {0})});
  BOOST_TEST(negate.evaluate(std::vector<Rational>{5})[0] == -5);
  const Network twice(1, {AffineMap(1, 1, {-1}, {0}), AffineMap(1, 1, {-1}, {0})});
  BOOST_TEST(twice.evaluate(std::vector<Rational>{5})[0] == 0);
  BOOST_TEST(twice.evaluate(std::vector<Rational>{-5})[0] == -5);
}

BOOST_AUTO_TEST_CASE(two_hidden_layers_written_out) {
  Generator random(1);
  for (int round = 0; round < rounds(500); ++round) {
    std::vector<Rational> w;
    for (int i = 0; i < 15; ++i) w.push_back(random.rational());
    const Network net(2, {AffineMap(2, 2, {w[0], w[1], w[2], w[3]}, {w[4], w[5]}),
                          AffineMap(1, 2, {w[6], w[7]}, {w[8]}), AffineMap(2, 1, {w[9], w[10]}, {w[11], w[12]})});
    const Rational &x = w[13], &y = w[14];
    const Rational a = relu(w[0] * x + w[1] * y + w[4]), b = relu(w[2] * x + w[3] * y + w[5]);
    const Rational c = relu(w[6] * a + w[7] * b + w[8]);
    const std::vector<Rational> value = net.evaluate(std::vector<Rational>{x, y});
    BOOST_REQUIRE(value.size() == 2);
    BOOST_REQUIRE(value[0] == w[9] * c + w[11]);
    BOOST_REQUIRE(value[1] == w[10] * c + w[12]);
  }
}

BOOST_AUTO_TEST_CASE(an_empty_layer_forgets_the_input) {
  const Network net(1, {AffineMap(0, 1), AffineMap(2, 0, {}, {3, -4}), AffineMap(1, 2, {1, 1}, {Rational(1, 2)})});
  for (int x : {-7, 0, 7}) BOOST_TEST(net.evaluate(std::vector<Rational>{x})[0] == Rational(7, 2));
}

BOOST_AUTO_TEST_CASE(weight_bits_of_all_weights_and_biases) {
  // The worked example of proofs/certificate-format.md: 2+1+1+1+0+1+2 bits.
  const Network g(1, {AffineMap(2, 1, {-1, -1}, {2, 1}), AffineMap(1, 2, {1, -2}, {0})});
  BOOST_TEST((weight_bits(g) == WeightBits{2, 8}));
  BOOST_TEST((weight_bits(Network(5, 3)) == WeightBits{0, 0}));
  const Network affine(1, {AffineMap(1, 1, {Rational(-3, 4)}, {Rational(1, 256)})});
  BOOST_TEST((weight_bits(affine) == WeightBits{10, 15}));
}
