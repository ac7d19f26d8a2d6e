// ReluSum and Polyline: the polyline's values come back from the network, whichever kinks face left.
#include "ftcert/construct/line/relu_sum.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

#include "ftcert/construct/line/polyline.hpp"
#include "ftcert/core/error.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

// Linear interpolation between the knots, straight from the definition.
Rational interpolated(const Polyline& line, const Rational& t, std::size_t output) {
  for (std::size_t k = 0; k + 1 < line.size(); ++k) {
    if (line.knots[k] <= t && t <= line.knots[k + 1]) {
      const Rational share = (t - line.knots[k]) / (line.knots[k + 1] - line.knots[k]);
      return line.value(k)[output] * (Rational(1) - share) + line.value(k + 1)[output] * share;
    }
  }
  BOOST_REQUIRE(line.size() == 1 && line.knots[0] == t);
  return line.value(0)[output];
}

Polyline random_polyline(std::size_t knots, std::size_t outputs, Generator& generator) {
  Polyline line(outputs);
  Rational at = generator.rational(9, 4);
  std::vector<Rational> value(outputs);
  for (std::size_t k = 0; k < knots; ++k) {
    for (Rational& v : value) v = generator.between(-2, 2);
    line.add(at, value);
    at += generator.one_in(2) ? Rational(1) : abs(generator.rational(9, 9)) + Rational(1, 9);
  }
  return line;
}

}  // namespace

BOOST_AUTO_TEST_CASE(lifts_along_the_direction) {
  ReluSum sum(2);
  sum.constant = {Rational(5), Rational(-1)};
  sum.add(Rational(1, 2), Facing::kRight, std::array{Rational(3), Rational(0)});
  sum.add(Rational(2), Facing::kLeft, std::array{Rational(1, 3), Rational(7)});
  const Network g = sum.lift({2, -1, 0});
  BOOST_TEST(g.inputs() == 3);
  BOOST_TEST((g.widths() == std::vector<std::size_t>{2}));
  // t = 2 * 1 - (-1) = 3, then t = 0.
  const std::array<Rational, 3> x{1, -1, 100}, origin{0, 0, -9};
  BOOST_TEST((g.evaluate(x) == std::vector<Rational>{Rational(25, 2), Rational(-1)}));
  BOOST_TEST((g.evaluate(origin) == std::vector<Rational>{Rational(17, 3), Rational(13)}));
  BOOST_TEST((g.layers()[0].weights == std::vector<Rational>{2, -1, 0, -2, 1, 0}));
  BOOST_CHECK_THROW(sum.add(0, Facing::kLeft, std::array{Rational(1)}), Error);
}

// The example of polyline.hpp.
BOOST_AUTO_TEST_CASE(a_hat_on_two_neurons) {
  Polyline hat(1);
  for (int t : {0, 1, 2, 3}) hat.add(t, std::array{Rational(t == 1)});
  BOOST_TEST(count_neurons(hat, {1, 3}) == 2);
  BOOST_TEST(relu_sum(hat, {1, 3}).neurons() == 2);
  // Without a flat piece before the kinks, one more.
  BOOST_TEST(count_neurons(hat, {}) == 3);
  BOOST_TEST(count_neurons(hat, {1, 2}) == 3);
  BOOST_CHECK_THROW(count_neurons(hat, {0, 1}), Error);
  BOOST_CHECK_THROW(count_neurons(hat, {1, 4}), Error);
  BOOST_CHECK_THROW(count_neurons(hat, {3, 2}), Error);
  BOOST_CHECK_THROW(hat.add(3, std::array{Rational(0)}), Error);
}

BOOST_AUTO_TEST_CASE(every_choice_of_left_kinks_gives_the_polyline) {
  Generator generator(5);
  std::size_t fewer = 0, more = 0;
  for (int round = 0; round < rounds(150); ++round) {
    const auto knots = static_cast<std::size_t>(generator.between(1, 7));
    const auto outputs = static_cast<std::size_t>(generator.between(1, 2));
    const Polyline line = random_polyline(knots, outputs, generator);
    std::size_t kinks = 0;
    for (std::size_t k = 1; k + 1 < knots; ++k) {
      bool bends = false;
      for (std::size_t c = 0; c < outputs; ++c) {
        const Rational before = (line.value(k)[c] - line.value(k - 1)[c]) * (line.knots[k + 1] - line.knots[k]);
        const Rational after = (line.value(k + 1)[c] - line.value(k)[c]) * (line.knots[k] - line.knots[k - 1]);
        bends = bends || before != after;
      }
      kinks += bends ? 1 : 0;
    }
    for (std::size_t first = 1; first < std::max<std::size_t>(knots, 2); ++first) {
      for (std::size_t last = first; last == 1 || last < knots; ++last) {
        const ReluSum sum = relu_sum(line, {first, last});
        BOOST_REQUIRE_EQUAL(sum.neurons(), count_neurons(line, {first, last}));
        BOOST_REQUIRE(sum.neurons() == kinks || sum.neurons() == kinks + 1);
        ++(sum.neurons() == kinks ? fewer : more);
        const Network g = sum.lift({1});
        for (std::size_t k = 0; k < knots; ++k) {
          const std::array<Rational, 1> knot{line.knots[k]};
          for (std::size_t c = 0; c < outputs; ++c) BOOST_REQUIRE(g.evaluate(knot)[c] == line.value(k)[c]);
          if (k + 1 == knots) continue;
          const std::array<Rational, 1> inside{line.knots[k] + (line.knots[k + 1] - line.knots[k]) / Rational(3)};
          for (std::size_t c = 0; c < outputs; ++c) {
            BOOST_REQUIRE(g.evaluate(inside)[c] == interpolated(line, inside[0], c));
          }
        }
      }
    }
  }
  BOOST_TEST(fewer > 50);
  BOOST_TEST(more > 50);
}
