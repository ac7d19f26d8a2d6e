// Exceptional samples against the definition: every neuron of the first layer at every unchanged sample.
#include "ftcert/construct/problem/exceptions.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>
#include <vector>

#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

// max(x - 2, 0) - max(x - at, 0)
Network step(std::int64_t at) {
  return Network(1, {AffineMap(2, 1, {1, 1}, {-2, Rational(-at)}), AffineMap(1, 2, {1, -1}, {0})});
}

Problem on_integers(const std::vector<std::int64_t>& residuals) {
  const auto number = [](std::size_t i, std::size_t) { return Rational(static_cast<std::int64_t>(i)); };
  return Problem(matrix_of(residuals.size(), 1, number),
                 matrix_of(residuals.size(), 1, [&](std::size_t i, std::size_t) { return Rational(residuals[i]); }));
}

}  // namespace

BOOST_AUTO_TEST_CASE(by_hand) {
  // x = 0, .., 4; positive from 3 on, 0 at 2
  const Exceptions found = exceptions_of(step(5), on_integers({0, 0, 0, 1, 2}));
  BOOST_TEST(found.unchanged == 3U);
  BOOST_TEST(found.positive == 0U);
  BOOST_TEST(found.zero == 1U);
  BOOST_TEST(exceptions_note(step(5), on_integers({0, 0, 0, 1, 2})) ==
             "exceptions: none; no neuron is positive at an unchanged sample");
  BOOST_TEST(exceptions_note(step(5), on_integers({0, 0, 1, 1, 2})) ==
             "exceptions: none; all neurons are off at all unchanged samples, by a margin");
  BOOST_TEST(exceptions_note(step(2), on_integers({0, 0, 1, 0, 0})) ==
             "exceptions: at 2 of 4 unchanged samples neurons are positive and cancel");
}

BOOST_AUTO_TEST_CASE(nothing_to_say) {
  BOOST_TEST(exceptions_note(Network(1), on_integers({0, 0, 0})) == "");
  BOOST_TEST(exceptions_note(step(5), on_integers({1, 1, 1})) == "");
}

BOOST_AUTO_TEST_CASE(random_networks) {
  Generator random(8);
  for (int round = 0; round < rounds(40); ++round) {
    const auto size = [&](std::int64_t least, std::int64_t most) {
      return static_cast<std::size_t>(random.between(least, most));
    };
    // In one round more samples than are looked at at once.
    const std::size_t d = size(1, 4), m = size(1, 5), k = round == 0 ? 60'000 : size(1, 30);
    const auto small = [&](std::size_t, std::size_t) { return Rational(random.between(-3, 3)); };
    PointMatrix residuals(k, 1);
    for (std::size_t i = 0; i < k; ++i) residuals.row(i)[0] = Rational(random.between(0, 1));
    const Problem problem(matrix_of(k, d, small), std::move(residuals));
    AffineMap hidden(m, d);
    for (Rational& w : hidden.weights) w = Rational(random.between(-2, 2));
    for (Rational& b : hidden.bias) b = Rational(random.between(-6, 1));
    Exceptions wanted;
    for (std::size_t i = 0; i < k; ++i) {
      if (!problem.residuals().row(i)[0].is_zero()) continue;
      bool positive = false, zero = false;
      for (std::size_t u = 0; u < m; ++u) {
        Rational form = hidden.bias[u];
        for (std::size_t j = 0; j < d; ++j) form += hidden.weight(u, j) * problem.points().row(i)[j];
        positive = positive || form > Rational(0);
        zero = zero || form.is_zero();
      }
      ++wanted.unchanged;
      if (positive) ++wanted.positive;
      if (zero && !positive) ++wanted.zero;
    }
    const Exceptions found = exceptions_of(Network(d, {std::move(hidden), AffineMap(1, m)}), problem);
    const std::string what = "round " + std::to_string(round);
    BOOST_TEST(found.unchanged == wanted.unchanged, what);
    BOOST_TEST(found.positive == wanted.positive, what);
    BOOST_TEST(found.zero == wanted.zero, what);
  }
}
