// K-2 for K >= 5: every case of the proof.
#include "ftcert/construct/line/balanced.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <map>

#include "support/check_plan.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

struct Seen {
  std::map<BalancedCase, std::size_t> cases;
  std::size_t equality = 0;  // zigzags with a_1 = a_3 + a_4
};

Rational size_of_slope(const LineData& data, std::size_t i) {
  return abs((data.z[i + 1] - data.z[i]) / (data.x[i + 1] - data.x[i]));
}

// Strictly alternating slopes, straight from the labels.
bool zigzags(const LineData& data) {
  for (std::size_t i = 0; i + 2 < data.x.size(); ++i) {
    if ((data.z[i + 1] - data.z[i]).sign() * (data.z[i + 2] - data.z[i + 1]).sign() != -1) return false;
  }
  return data.x.size() >= 2 && data.z[0] != data.z[1];
}

void check(const LineData& data, Seen& seen) {
  const Problem problem = on_line(data);
  const auto plan = checked_plan(kBalanced, problem, data.text());
  BOOST_REQUIRE(plan);
  const std::size_t count = data.x.size();
  const bool small_zigzag = count <= 4 && zigzags(data);
  BOOST_REQUIRE_EQUAL(plan->promised, count == 1 ? 0 : count - (small_zigzag ? 1 : 2));
  const BalancedCase which = balanced_shape(problem)->which;
  ++seen.cases[which];
  const bool by_zigzag = which == BalancedCase::kFirstKink || which == BalancedCase::kThirdKink;
  BOOST_REQUIRE_EQUAL(by_zigzag, count >= 5 && zigzags(data));
  BOOST_REQUIRE_EQUAL(which == BalancedCase::kSmallZigzag, small_zigzag);
  if (!by_zigzag) return;
  const Rational right = size_of_slope(data, 2) + size_of_slope(data, 3);
  BOOST_REQUIRE_EQUAL(which == BalancedCase::kFirstKink, size_of_slope(data, 0) <= right);
  if (size_of_slope(data, 0) == right) ++seen.equality;
}

void check_labellings(std::size_t count, std::int64_t most, Spacing spacing, Seen& seen) {
  Generator generator(count);
  every_labelling(positions(count, spacing, generator), -most, most, [&](const LineData& data) { check(data, seen); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_small_labelling) {
  Seen seen;
  for (std::size_t count = 1; count <= 5; ++count) {
    for (Spacing spacing : {Spacing::kUnit, Spacing::kRandom, Spacing::kHuge})
      check_labellings(count, 2, spacing, seen);
  }
  check_labellings(6, 2, Spacing::kUnit, seen);
  check_labellings(7, 1, Spacing::kRandom, seen);
  for (int which = 0; which <= static_cast<int>(BalancedCase::kSmallZigzag); ++which) {
    BOOST_TEST(seen.cases[static_cast<BalancedCase>(which)] > 0, "case " << which << " never happened");
  }
  BOOST_TEST(seen.equality > 0);
}

BOOST_AUTO_TEST_CASE(random_zigzags) {
  Generator generator(9);
  Seen seen;
  for (int round = 0; round < rounds(600); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(5, 14));
    LineData data{positions(count, static_cast<Spacing>(round % 3), generator), {}};
    Rational sign = generator.one_in(2) ? 1 : -1;
    for (std::size_t i = 0; i < count; ++i, sign = -sign) {
      data.z.push_back(sign * abs(generator.rational(100, 5)) + sign * Rational(1, 1000));
    }
    // Every third one with a first slope of exactly a_3 + a_4.
    if (round % 9 < 3) {
      const Rational rise = (size_of_slope(data, 2) + size_of_slope(data, 3)) * (data.x[1] - data.x[0]);
      data.z[0] = data.z[1] + (data.z[0] > data.z[1] ? rise : -rise);
    }
    check(data, seen);
  }
  BOOST_TEST(seen.cases[BalancedCase::kFirstKink] > 100);
  BOOST_TEST(seen.cases[BalancedCase::kThirdKink] > 50);
  BOOST_TEST(seen.equality > 100);
  BOOST_TEST(seen.cases.size() == 2);
}

// Networks worked out by hand in the proof.
BOOST_AUTO_TEST_CASE(the_networks_of_the_proof) {
  const auto value = [](const Network& g, const Rational& t) { return g.evaluate(std::array<Rational, 1>{t})[0]; };
  // -11 + 6 relu(t - 2/3) - 4 relu(t - 2) + 4 relu(3 - t)
  const LineData alternating{{0, 1, 2, 3, 4}, {1, -1, 1, -1, 1}};
  const Problem first = on_line(alternating);
  const Network g = checked_plan(kBalanced, first)->build();
  BOOST_TEST(g.neurons() == 3);
  BOOST_TEST((value(g, -1) == Rational(5)));
  BOOST_TEST((value(g, Rational(2, 3)) == Rational(-11) + Rational(28, 3)));
  BOOST_TEST((value(g, 5) == Rational(-11 + 26 - 12)));
  // 24 - 10 relu(t - 3/10) + 5 relu(t - 2) - 8 relu(3 - t)
  const LineData growing{{0, 1, 2, 3, 4}, {0, 1, -1, 2, -3}};
  const Problem second = on_line(growing);
  const Network h = checked_plan(kBalanced, second)->build();
  BOOST_TEST(h.neurons() == 3);
  BOOST_TEST((value(h, -1) == Rational(24 - 32)));
  BOOST_TEST((value(h, Rational(3, 10)) == Rational(24) - Rational(8) * Rational(27, 10)));
  BOOST_TEST((value(h, 5) == Rational(24 - 47 + 15)));
}

// A piece over several collinear samples cannot be made level by moving its kink into it.
BOOST_AUTO_TEST_CASE(collinear_samples_stay_where_they_are) {
  Seen seen;
  check({{0, 1, 2, 3, 4}, {0, 1, 2, 4, 6}}, seen);
  check({{0, 1, 2, 3, 4}, {0, 2, 4, 5, 6}}, seen);
  check({{0, 1, 2, 3, 4, 5}, {1, 2, 3, 4, 5, 6}}, seen);
  BOOST_TEST(seen.cases[BalancedCase::kCollinear] == 3);
  // One of the two neighbours is near enough.
  check({{0, 1, 2, 3}, {0, 1, 2, 4}}, seen);
  check({{0, 1, 2, 3}, {0, 1, 3, 5}}, seen);
  check({{0, 1, 2, 3}, {0, 2, 3, 4}}, seen);
  check({{0, 1, 2, 3}, {0, 2, 4, 5}}, seen);
  BOOST_TEST(seen.cases[BalancedCase::kCollinear] == 5);
  BOOST_TEST(seen.cases[BalancedCase::kMovedLeft] == 1);
  BOOST_TEST(seen.cases[BalancedCase::kMovedRight] == 1);
}

BOOST_AUTO_TEST_CASE(several_outputs) {
  const std::vector<Rational> x{0, 1, 2, 3, 4};
  // A common flat piece; a common collinear triple; neither.
  BOOST_TEST(checked_plan(kBalanced, on_line(x, {{1, 0, 2, 2, 5}, {0, 1, 3, 3, -1}}))->neurons() == 3);
  BOOST_TEST(checked_plan(kBalanced, on_line(x, {{1, 2, 3, 0, 1}, {5, 3, 1, 0, 7}}))->neurons() == 3);
  BOOST_TEST(!checked_plan(kBalanced, on_line(x, {{1, 1, 2, 3, 4}, {0, 1, 3, 0, 0}})).has_value());
  BOOST_TEST(checked_plan(kBalanced, on_line({Rational(3)}, {{5}, {7}}))->neurons() == 0);
}
