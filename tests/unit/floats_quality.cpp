// kappa and the touched volume on small networks, computed by hand.
#include <boost/test/unit_test.hpp>

#include "ftcert/core/rounding.hpp"
#include "ftcert/floats/kappa.hpp"
#include "ftcert/floats/quality.hpp"
#include "ftcert/floats/touched.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::points_of;

namespace {

Network network(std::size_t inputs, std::vector<Rational> weights, std::vector<Rational> bias,
                std::vector<Rational> outer) {
  const std::size_t neurons = bias.size();
  return Network(inputs, {AffineMap(neurons, inputs, std::move(weights), std::move(bias)),
                          AffineMap(1, neurons, std::move(outer), {0})});
}

}  // namespace

// Kinks at 1, 3/2 and 4 on parallel rows of either sign; 1 and 3/2 are 1/2 apart. Points within 0 .. 8: sums of 8 + 3/2.
BOOST_AUTO_TEST_CASE(kappa_compares_sums_with_the_distance_of_kinks) {
  const PointMatrix points = points_of(1, {0, 8, 2}), z = points_of(1, {0, 0, 4});
  BOOST_TEST((kappa(network(1, {1, -2, 10}, {-1, 3, -40}, {1, 1, 1}), points, z) == Rational(19)));
  // A neuron that is used nowhere does not count, nor does one without a row; but their kinks do.
  BOOST_TEST((kappa(network(1, {1, -2, 0}, {-1, 3, 7}, {1, 0, 1}), points, z) == Rational(18)));
  // The same kink twice is none that is elsewhere: 9 beside the label 4 over the outer weight 2, and over 1 for the other.
  BOOST_TEST((kappa(network(1, {1, -1}, {-1, 1}, {2, -1}), points, z) == Rational(9, 2)));
  BOOST_TEST((kappa(Network(1, 1), points, z) == Rational(0)));
}

BOOST_AUTO_TEST_CASE(kappa_is_taken_after_the_centre) {
  // Centre 104: |x - c| <= 4; the kink at 105 is 1 behind it, and that at 106 is 1 further on.
  const PointMatrix points = points_of(1, {100, 108}), z = points_of(1, {0, 1});
  BOOST_TEST((few_bit_centre(points)[0] == Rational(104)));
  BOOST_TEST((kappa(network(1, {3, 3}, {-315, -318}, {1, 1}), points, z) == Rational(6)));
}

BOOST_AUTO_TEST_CASE(kappa_of_deeper_networks_looks_at_the_next_bias) {
  const PointMatrix points = points_of(1, {-2, 6}), z = points_of(1, {0, 1});
  const auto deep = [](Rational first, Rational second) {
    return Network(1, {AffineMap(1, 1, {2}, {-4}), AffineMap(2, 1, {3, -8}, {std::move(first), std::move(second)}),
                       AffineMap(1, 2, {1, 1}, {0})});
  };
  BOOST_TEST((kappa(deep(6, 0), points, z) == Rational(16, 2)));
  BOOST_TEST((kappa(deep(6, -4), points, z) == Rational(32)));
  BOOST_TEST((kappa(deep(0, 0), points, z) == Rational(16)));
}

BOOST_AUTO_TEST_CASE(square_roots_are_rounded_up_to_few_bits) {
  for (const Rational& v : {Rational(2), Rational(1, 3), Rational(1, 7) * power_of_two(-61), power_of_two(99),
                            Rational(33, 4), power_of_two(-40)}) {
    const Rational root = square_root_above(v);
    BOOST_TEST((root * root >= v));
    const Rational least = root * Rational(32767, 32768);
    BOOST_TEST((least * least < v));
  }
  BOOST_TEST((square_root_above(power_of_two(60)) == power_of_two(30)));
  BOOST_TEST(square_root_above(0).is_zero());
}

// |x| touches everything but 0; relu(x - 100) nothing near 0 .. 9; a constant feature is not moved.
BOOST_AUTO_TEST_CASE(touched_points_are_those_where_g_is_not_0) {
  const PointMatrix points = points_of(2, {0, 7, 9, 7}), z = points_of(1, {0, 3});
  const auto all = touched_volume(network(2, {1, 0, -1, 0}, {0, 0}, {1, 1}), points, z);
  BOOST_REQUIRE(all);
  for (const TouchedVolume& v : *all) {
    BOOST_TEST((v.points == kMovedPoints && v.touched == kMovedPoints));
    // Of a uniform size up to r s, s = 9/2, the mean is half.
    const Rational mean = v.radius * Rational(9, 4);
    BOOST_TEST((v.mean > mean * Rational(9, 10) && v.mean < mean * Rational(11, 10)));
    BOOST_TEST((v.effect() == v.mean));
  }
  const auto far = touched_volume(network(2, {1, 0}, {-100}, {1}), points, z);
  const auto constant = touched_volume(network(2, {0, 1}, {-7}, {1}), points, z);
  for (std::size_t r = 0; r < 3; ++r) BOOST_TEST(((*far)[r].touched == 0 && (*constant)[r].touched == 0));
  // One side of 0: about half, and another half for another seed.
  const Network side = network(2, {1, 0}, {0}, {1});
  const auto one = touched_volume(side, points, z, 1), again = touched_volume(side, points, z, 1),
             two = touched_volume(side, points, z, 2);
  for (std::size_t r = 0; r < 3; ++r) {
    BOOST_TEST(((*one)[r].touched > 440 && (*one)[r].touched < 560));
    BOOST_TEST(((*one)[r].touched == (*again)[r].touched && (*one)[r].mean == (*again)[r].mean));
    BOOST_TEST(((*one)[r].mean != (*two)[r].mean));
  }
}

BOOST_AUTO_TEST_CASE(no_touched_volume_without_kept_samples_or_beyond_the_work) {
  const PointMatrix points = points_of(1, {0, 9});
  const Network g = network(1, {1}, {0}, {1});
  BOOST_TEST(!touched_volume(g, points, points_of(1, {1, 1})).has_value());
  BOOST_TEST(!touched_volume(g, points, points_of(1, {0, 9}), 1, 1000).has_value());
  const Quality q = quality(g, points, points_of(1, {0, 9}), Integer(1000));
  BOOST_TEST((!q.kappa && !q.touched && !q.float32.known && !q.float64.known));
}

BOOST_AUTO_TEST_CASE(quality_of_both_formats) {
  const Rational huge = power_of_two(300);
  const Quality q = quality(network(1, {1}, {0}, {huge}), points_of(1, {-1, 2}), points_of(1, {0, Rational(2) * huge}));
  BOOST_TEST((q.float32.known && !q.float32.error && !q.float32.survives()));
  BOOST_TEST((q.float64.survives() && q.float64.error->changed_error.is_zero()));
  BOOST_TEST((q.float64.error->kept == 1 && q.float64.error->changed == 1));
}
