// The search for a centre: what it returns is held against execution_error() and against the function over the rationals.
#include <boost/test/unit_test.hpp>

#include "ftcert/core/rounding.hpp"
#include "ftcert/floats/centre_search.hpp"

using namespace ftcert;

namespace {

// Two features around 1000, the last sample changed: g = 8 relu((x1 + x2 - 2600) / 4) is 0 at all others.
struct Case {
  PointMatrix points{6, 2}, residuals{6, 1};
  FloatNetwork g{FloatFormat::kBinary32,
                 {1000, 1000},
                 Network(2, {AffineMap(1, 2, {Rational(1, 4), Rational(1, 4)}, {-150}), AffineMap(1, 1, {8}, {0})})};

  Case() {
    const int features[6][2] = {{900, 1000}, {1010, 990}, {1100, 1050}, {950, 1040}, {1000, 920}, {1900, 1700}};
    for (std::size_t i = 0; i < 6; ++i) {
      for (std::size_t j = 0; j < 2; ++j)
        points.row(i)[j] = Rational(features[i][j]) + Rational(1, 1000 + static_cast<int>(7 * i + j));
    }
    const Rational sum = points.row(5)[0] + points.row(5)[1];
    residuals.row(5)[0] = (sum - Rational(2600)) * Rational(2);
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_centre_near_the_changed_sample_comes_nearer) {
  const Case c;
  const ExecutionError before = execution_error(c.g, c.points, c.residuals, FloatFormat::kBinary32);
  const FloatNetwork found = with_near_centre(c.g, c.points, c.residuals, FloatFormat::kBinary32);
  const ExecutionError after = execution_error(found, c.points, c.residuals, FloatFormat::kBinary32);
  BOOST_TEST((before.keeps_all() && after.keeps_all()));
  BOOST_TEST((after.changed_error < before.changed_error));
  // Towards the changed sample, and the same function but for one rounding of the bias, which is a whole number here.
  BOOST_TEST((found.centre[0] + found.centre[1] > Rational(2000)));
  for (std::size_t i = 0; i < 6; ++i)
    BOOST_TEST((folded(found).evaluate(c.points.row(i)) == folded(c.g).evaluate(c.points.row(i))));
}

BOOST_AUTO_TEST_CASE(without_a_centre_or_a_miss_nothing_is_moved) {
  Case c;
  c.g.centre.clear();
  BOOST_TEST((with_near_centre(c.g, c.points, c.residuals, FloatFormat::kBinary32).network == c.g.network));
  Case exact;
  for (Rational& x : exact.points.entries) x = Rational(floor(x));
  exact.residuals.row(5)[0] = Rational(2000);
  const FloatNetwork same = with_near_centre(exact.g, exact.points, exact.residuals, FloatFormat::kBinary32);
  BOOST_TEST((same.centre == exact.g.centre && same.network == exact.g.network));
  Case kept;
  kept.residuals.row(5)[0] = 0;
  BOOST_TEST((with_near_centre(kept.g, kept.points, kept.residuals, FloatFormat::kBinary32).centre == kept.g.centre));
}
