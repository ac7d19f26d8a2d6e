// Axes, ticks, layouts and clipping: the geometry of pictures, exactly.
#include "ftcert/explain/axis.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/data/data_number.hpp"
#include "ftcert/explain/control_points.hpp"
#include "ftcert/explain/panel.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

BOOST_AUTO_TEST_CASE(axis_values) {
  const Axis axis({0, 10, 11}, {100, 300, 500});
  BOOST_TEST(axis.at(0) == Rational(100));
  BOOST_TEST(axis.at(5) == Rational(200));
  BOOST_TEST(axis.at(10) == Rational(300));
  BOOST_TEST(axis.at(Rational(21, 2)) == Rational(400));
  BOOST_TEST(axis.at(-5) == Rational(0));  // beyond the ends: linear
  BOOST_TEST(axis.at(12) == Rational(700));
  FTCERT_CHECK_ERROR(Axis({0}, {0}), Code::kContract);
  FTCERT_CHECK_ERROR(Axis({0, 0}, {0, 1}), Code::kContract);
}

BOOST_AUTO_TEST_CASE(ticks_are_round_exact_and_few) {
  Generator random(1);
  for (int round = 0; round < rounds(2000); ++round) {
    const Rational low = random.rational(), high = low + abs(random.rational()) + Rational(1, random.positive());
    const unsigned count = 2 + static_cast<unsigned>(random.below(9));
    const auto ticks = round_ticks(low, high, count);
    BOOST_TEST(ticks.size() <= count + 1);
    BOOST_TEST(ticks.size() >= count * 2 / 5);  // steps are less than 5/2 of the wanted ones
    for (std::size_t i = 0; i < ticks.size(); ++i) {
      BOOST_TEST((low <= ticks[i].value && ticks[i].value <= high));
      BOOST_TEST(read_data_number(ticks[i].text) == ticks[i].value);
      if (i > 1) BOOST_TEST(ticks[i].value - ticks[i - 1].value == ticks[1].value - ticks[0].value);
    }
  }
  std::string texts;
  for (const Tick& tick : round_ticks(Rational(-3, 10), Rational(7, 10), 5)) texts += tick.text + " ";
  BOOST_TEST(texts == "-0.2 0 0.2 0.4 0.6 ");
}

BOOST_AUTO_TEST_CASE(labels_differ) {
  const auto ticks = labelled({Rational(1000001), Rational(1000002), Rational(1000003)});
  BOOST_TEST(ticks[0].text == "1000001");
  BOOST_TEST(ticks[2].text == "1000003");
  const auto near =
      labelled({power_of_two(100), power_of_two(100) + 1, power_of_two(101)});  // the first two need 31 digits
  BOOST_TEST(near[0].text == "1.2676506e30");
  BOOST_TEST(near[1].text == "");
  BOOST_TEST(near[2].text == "2.5353012e30");
  BOOST_TEST(labelled({Rational(1, 3), Rational(2, 3)})[0].text == "0.333");
}

BOOST_AUTO_TEST_CASE(control_points_merge) {
  const auto points = control_points({0, 1, 1, 4}, {false, false, true, false}, {Rational(1, 2), 1});
  BOOST_REQUIRE_EQUAL(points.size(), 4U);
  BOOST_TEST((points[0].quiet() && points[3].quiet()));
  BOOST_TEST((points[1].kink && !points[1].changed && points[1].t == Rational(1, 2)));
  BOOST_TEST((points[2].kink && points[2].changed && points[2].t == Rational(1)));
}

BOOST_AUTO_TEST_CASE(layouts_show_every_point_once) {
  Generator generator(2);
  std::set<std::size_t> strip_counts;
  for (int round = 0; round < rounds(300); ++round) {
    std::vector<ControlPoint> points;
    Rational t = generator.rational(100, 7);
    const auto count =
        static_cast<std::size_t>(generator.one_in(3) ? generator.between(1, 5) : generator.between(1, 700));
    const bool mostly_quiet = generator.one_in(2);
    for (std::size_t i = 0; i < count; ++i) {
      ControlPoint p{t, generator.one_in(mostly_quiet ? 30 : 2), generator.one_in(mostly_quiet ? 30 : 3)};
      points.push_back(p);
      t += generator.one_in(2) ? Rational(1) : power_of_two(static_cast<long>(generator.between(-40, 10)));
    }
    const auto most = static_cast<std::size_t>(generator.between(1, 6));
    const Layout layout = make_layout(points, 50, 950, most);
    BOOST_REQUIRE(!layout.strips.empty());
    BOOST_TEST(layout.strips.size() <= most);
    strip_counts.insert(layout.strips.size());
    std::string input = "at most " + std::to_string(most) + " strips for ";
    for (const ControlPoint& p : points) input += p.t.text() + (p.quiet() ? " " : "* ");
    std::size_t shown = 0;
    for (std::size_t s = 0; s < layout.strips.size(); ++s) {
      const AxisStrip& strip = layout.strips[s];
      FTCERT_REQUIRE(strip.axis.at(strip.axis.low()) == Rational(50), input);
      FTCERT_REQUIRE(strip.axis.at(strip.axis.high()) == Rational(950), input);
      if (s > 0) FTCERT_REQUIRE(strip.axis.low() == layout.strips[s - 1].axis.high(), input);
      const bool last = s + 1 == layout.strips.size();
      Rational before(49);
      for (const ControlPoint& p : points) {
        if (p.t < strip.axis.low() || (last ? p.t > strip.axis.high() : p.t >= strip.axis.high())) continue;
        ++shown;
        FTCERT_REQUIRE(before < strip.axis.at(p.t) && strip.axis.at(p.t) <= Rational(950), input + ": " + p.t.text());
        before = strip.axis.at(p.t);
        // A function may bend at a kink or a changed sample: the curve needs a vertex there.
        if (!p.quiet())
          FTCERT_REQUIRE(std::binary_search(strip.bends.begin(), strip.bends.end(), p.t), input + ": " + p.t.text());
      }
      FTCERT_REQUIRE(strip.bends.front() == strip.axis.low() && strip.bends.back() == strip.axis.high(), input);
      for (std::size_t b = 1; b < strip.bends.size(); ++b) FTCERT_REQUIRE(strip.bends[b - 1] < strip.bends[b], input);
      for (const Rational& tick : strip.ticks)
        FTCERT_REQUIRE(strip.axis.low() <= tick && tick <= strip.axis.high(), input + ": tick " + tick.text());
      // Between neighbouring bends all gaps are alike, or the function is 0 there.
      for (std::size_t b = 1; !layout.linear && b < strip.bends.size(); ++b) {
        const auto inside = std::count_if(points.begin(), points.end(), [&](const ControlPoint& p) {
          return strip.bends[b - 1] < p.t && p.t < strip.bends[b] && !p.quiet();
        });
        FTCERT_REQUIRE(inside == 0, input + ": bend " + strip.bends[b].text());
      }
    }
    FTCERT_REQUIRE(shown == count, input);
  }
  BOOST_TEST(strip_counts.size() == 6U);
}

BOOST_AUTO_TEST_CASE(curves_are_clipped_exactly) {
  // A zigzag 0, 10, -10, 0 over 0..3 in a frame that shows y in [-1, 5], 100 x 60 pixels.
  Svg svg(100, 60, "t");
  Panel panel(svg, {0, 0, 90, 60}, Axis({0, 3}, {0, 90}), -1, 5);
  const std::vector<Rational> values{0, 10, -10, 0};
  panel.draw_curve(
      {0, 1, 2, 3}, [&](const Rational& x) { return values[static_cast<std::size_t>(floor(x))]; }, "curve");
  const std::string bytes = svg.finish();
  // Enters at (0, 0) and leaves at y = 5, x = 1/2; comes back at y = 5, x = 5/4 and leaves at y = -1, x =
  // 31/20; comes back at x = 29/10.
  BOOST_TEST(bytes.find("points=\"0,50 15,0\"") != std::string::npos);
  BOOST_TEST(bytes.find("points=\"37.5,0 46.5,60\"") != std::string::npos);
  BOOST_TEST(bytes.find("points=\"87,60 90,50\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(ranges_hold_their_values_and_zero) {
  const auto [low, high] = range_around({3, 5});
  BOOST_TEST((low < Rational(0) && high > Rational(5)));
  const auto [a, b] = range_around({0, 0});
  BOOST_TEST((a == Rational(-1) && b == Rational(1)));
}
