// Zigzags, group layouts and spline networks: the parts of all constructions with two hidden layers.
#include "ftcert/construct/layers/zigzag.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

#include "ftcert/construct/layers/group_layout.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

BOOST_AUTO_TEST_CASE(the_example_of_the_header) {
  std::vector<Pivot> pivots{{2, 3, Rational(1), Rational(7)}};
  BOOST_TEST((least_rise(pivots, +1) == Rational(14)));
  std::vector<Rational> slopes;
  BOOST_TEST((follow(pivots, Rational(-15), slopes) == Rational(25)));
  BOOST_TEST((slopes == std::vector<Rational>{Rational(8)}));
}

BOOST_AUTO_TEST_CASE(powers_of_two) {
  BOOST_TEST((power_above(0) == Rational(1)));
  BOOST_TEST((power_above(-5) == Rational(1)));
  for (long e = -70; e <= 70; ++e) {
    const Rational p = power_of_two(e), little = power_of_two(-200);
    BOOST_TEST((power_above(p) == p + p));
    BOOST_TEST((power_above(p - little) == p));
    BOOST_TEST((power_above(p + little) == p + p));
    BOOST_TEST((power_above(p * Rational(3, 2)) == p + p));
  }
}

// The exact least rise is the largest over the groups of an affine condition (lemma 3.1.2 with its explicit constants).
BOOST_AUTO_TEST_CASE(least_rise_is_least) {
  Generator generator(5);
  for (int round = 0; round < rounds(500); ++round) {
    std::vector<Pivot> pivots(static_cast<std::size_t>(generator.between(1, 9)));
    for (Pivot& p : pivots) {
      p.distance = Rational(generator.between(1, 50), generator.between(1, 9));
      p.beyond = Rational(generator.between(1, 50), generator.between(1, 9));
      p.value = generator.rational(20, 5);
      p.steepness = generator.one_in(3) ? Rational(0) : abs(generator.rational(30, 4));
    }
    const int sign = generator.one_in(2) ? 1 : -1;
    // Rise i is factor * first rise + offset.
    Rational factor = 1, offset = 0, exact = 0;
    int here = sign;
    for (std::size_t i = 0; i < pivots.size(); ++i, here = -here) {
      const Pivot& p = pivots[i];
      exact = std::max(exact, (p.steepness * p.distance - offset) / factor);
      if (i + 1 == pivots.size()) break;
      const Rational ratio = p.beyond / p.distance;
      factor *= ratio;
      offset = offset * ratio + Rational(here) * (p.value - pivots[i + 1].value);
      exact = std::max(exact, -offset / factor);
    }
    const Rational found = least_rise(pivots, sign);
    BOOST_TEST((found >= exact));
    // The error of a group is multiplied by the ratios of the groups before it, like the condition itself.
    BOOST_TEST((found <= exact * (Rational(1) + power_of_two(-20)) + power_of_two(-15)));

    std::vector<Rational> slopes;
    const Rational start = pivots[0].value - Rational(sign) * (found + power_of_two(-60));
    follow(pivots, start, slopes);
    here = sign;
    for (std::size_t i = 0; i < pivots.size(); ++i, here = -here)
      BOOST_TEST((Rational(here) * slopes[i] > pivots[i].steepness));
  }
}

BOOST_AUTO_TEST_CASE(rows_are_splines) {
  Generator generator(6);
  const LineData data{positions(20, Spacing::kRandom, generator), std::vector<Rational>(20)};
  const Problem problem = on_line(data);
  const LineSamples samples(problem);
  for (std::size_t left = 0; left <= 4; ++left) {
    // Samples 8 and 9 are in the flat cell when there is one between the groups.
    const std::size_t middle = left == 0 || left == 4 ? 8 : 10;
    const std::vector<RankRange> ranges = left == 2 ? std::vector<RankRange>{{0, 3}, {3, 8}, {middle, 15}, {15, 20}}
                                                    : std::vector<RankRange>{{0, 3}, {3, 8}, {8, 15}, {15, 20}};
    const GroupLayout layout = lay_out(samples, ranges, left);
    OutwardSpline spline{generator.rational(9, 4), {}};
    for (int g = 0; g < 4; ++g) spline.slopes.push_back(generator.rational(9, 4));
    SplineNet net = layout.net(1);
    // relu(p) - relu(-p) = p
    const SplineRow row = layout.row(spline);
    SplineRow negated = row;
    negated.bias = -negated.bias;
    for (Rational& w : negated.weights) w = -w;
    net.add_row(row, std::array{Rational(1)});
    net.add_row(negated, std::array{Rational(-1)});
    const Network g = net.lift({Integer(1)});
    for (std::size_t side = 0; side < 2; ++side) {
      Rational at = spline.flat;
      for (const std::size_t group : layout.outward(side == 0 ? Facing::kLeft : Facing::kRight)) {
        for (std::size_t r = layout.groups[group].ranks.first; r < layout.groups[group].ranks.last; ++r) {
          const Rational expected = at + spline.slopes[group] * layout.distance(group, samples.x(r));
          BOOST_TEST((g.evaluate(std::vector<Rational>{samples.x(r)})[0] == expected));
        }
        if (const auto reach = layout.reach(group)) at += spline.slopes[group] * *reach;
      }
    }
    if (left == 2) {
      for (const std::size_t r : {8, 9})
        BOOST_TEST((g.evaluate(std::vector<Rational>{samples.x(r)})[0] == spline.flat));
    }
  }
}

// Rescaling a neuron keeps the function, and never makes the weights longer.
BOOST_AUTO_TEST_CASE(rows_are_rescaled) {
  SplineNet net(2);
  net.add_knot(0, Facing::kRight);
  net.add_knot(Rational(1, 2), Facing::kLeft);
  net.add_row({Rational(5, 21), {Rational(10, 21), Rational(-25, 21)}}, std::array{Rational(1), Rational(0)});
  BOOST_TEST((net.rows[0].bias == Rational(1)));
  BOOST_TEST((net.rows[0].weights == std::vector<Rational>{Rational(2), Rational(-5)}));
  BOOST_TEST((net.outers == std::vector<Rational>{Rational(5, 21), Rational(0)}));
  net.add_row({0, {0, 0}}, std::array{Rational(1), Rational(1)});
  net.add_row({0, {1, Rational(1, 1000003)}}, std::array{Rational(1), Rational(1)});
  BOOST_TEST((net.rows[2].weights == std::vector<Rational>{Rational(1), Rational(1, 1000003)}));
  const Network g = net.lift({2, -3});
  BOOST_TEST((g.layers()[0].weights == std::vector<Rational>{2, -3, -2, 3}));
  BOOST_TEST((g.layers()[0].bias == std::vector<Rational>{0, Rational(1, 2)}));
}

BOOST_AUTO_TEST_CASE(simple_neighbours) {
  for (const Rational& x : {Rational(5), Rational(0), Rational(-5), Rational(7, 2), Rational(-7, 2)}) {
    BOOST_TEST((simple_below(x) < x));
    BOOST_TEST((simple_above(x) > x));
    BOOST_TEST(simple_below(x).is_integer());
  }
}
