// RidgeFilter: what it says of a sample is true, by the definition over the rationals; and RidgeSum where it decides everything, and nothing.
#include "ftcert/pieces/ridge_filter.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "ftcert/evaluation/batch.hpp"
#include "ftcert/pieces/ridge_scan.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

using Vector = std::vector<Rational>;

Rational product(const std::vector<Integer>& u, std::span<const Rational> x) {
  Rational t;
  for (std::size_t c = 0; c < x.size(); ++c) t += Rational(u[c]) * x[c];
  return t;
}

Integer power(std::size_t bits) { return Integer(1) << static_cast<unsigned long>(bits); }

// Integers of `bits` bits, the first positive.
std::vector<Integer> direction(Generator& generator, std::size_t d, std::size_t bits) {
  std::vector<Integer> u(d);
  for (Integer& entry : u) {
    for (std::size_t b = 0; b < bits; b += 32)
      entry = entry * power(32) + Integer(generator.below(std::size_t{1} << 32));
    if (generator.one_in(2)) entry = -entry;
  }
  u[0] = abs(u[0]) + 1;
  return u;
}

RidgeForm form_of(std::vector<Integer> u, Vector kinks, Vector steepness) {
  std::sort(kinks.begin(), kinks.end());
  kinks.erase(std::unique(kinks.begin(), kinks.end()), kinks.end());
  steepness.resize(kinks.size(), Rational(1));
  RidgeForm form{std::move(u), std::move(kinks), std::move(steepness), {}, {}};
  form.slope.resize(form.kinks.size() + 1);
  form.intercept.resize(form.kinks.size() + 1);
  return form;
}

struct Count {
  std::size_t decided = 0, undecided = 0, far = 0;
};

// Every statement of the filter at every sample.
Count check_views(const RidgeForm& form, const PointMatrix& points, const std::optional<Rational>& margin) {
  const FixedPoints fixed(points);
  const RidgeScan scan(form, 1);
  RidgeFilter filter(form, scan.flat(), fixed);
  filter.set_margin(margin);
  std::vector<std::int64_t> row(points.dimension);
  Count count;
  for (std::size_t i = 0; i < points.count; ++i) {
    fixed.row(i, row.data());
    const Rational t = product(form.direction, points.row(i));
    const RidgeView view = filter.view(row.data());
    BOOST_REQUIRE(view.low <= view.high && view.high <= form.kinks.size());
    for (std::size_t k = 0; k < form.kinks.size(); ++k) {
      if (k < view.low) BOOST_REQUIRE(form.kinks[k] < t);
      if (k >= view.high) BOOST_REQUIRE(form.kinks[k] > t);
      const Rational distance = form.steepness[k] * abs(t - form.kinks[k]);
      if (!view.near || filter.quiet(row.data())) BOOST_REQUIRE(margin && distance >= *margin);
    }
    if (filter.quiet(row.data())) BOOST_REQUIRE(!form.kinks.empty());
    ++(view.low == view.high ? count.decided : count.undecided);
    if (!view.near) ++count.far;
  }
  return count;
}

}  // namespace

BOOST_AUTO_TEST_CASE(floors) {
  Generator generator(1);
  for (int round = 0; round < rounds(3000); ++round) {
    const Rational value = generator.rational();
    const std::int64_t shift = generator.between(-150, 150);
    const ScaledFloor found = scaled_floor(value, shift);
    const Rational scaled = shift >= 0 ? value * Rational(power(static_cast<std::size_t>(shift)))
                                       : value / Rational(power(static_cast<std::size_t>(-shift)));
    const auto integer = [](Wide number) {
      const bool negative = number < 0;
      const Wide size = negative ? -number : number;
      const Integer result =
          Integer(static_cast<std::uint64_t>(size >> 64)) * power(64) + Integer(static_cast<std::uint64_t>(size));
      return Rational(negative ? Integer(-result) : result);
    };
    const Rational floor = integer(found.floor), beyond = integer(kBeyond);
    const std::string input = value.text() + " * 2^" + std::to_string(shift);
    if (found.floor == kBeyond || found.floor == -kBeyond) {
      FTCERT_REQUIRE(found.floor > 0 ? scaled >= beyond : scaled < Rational(1) - beyond, input);
      continue;
    }
    FTCERT_REQUIRE(floor <= scaled && scaled < floor + 1, input);
    FTCERT_REQUIRE(found.exact == (floor == scaled), input);
  }
}

BOOST_AUTO_TEST_CASE(floors_of_zeros) {
  Generator generator(5);
  for (int round = 0; round < rounds(3000); ++round) {
    const Rational intercept = generator.one_in(9) ? Rational() : generator.rational();
    Rational slope = generator.rational();
    if (slope.is_zero()) slope = -1;
    const std::int64_t shift = generator.between(-150, 150);
    const ScaledFloor expected = scaled_floor(-intercept / slope, shift);
    const ScaledFloor found = scaled_floor_of_zero(slope, intercept, shift);
    const std::string input = slope.text() + " x + " + intercept.text() + ", " + std::to_string(shift);
    // Near the bound one of them may say that there is a rest, and the other that it was cut off.
    FTCERT_REQUIRE(found.floor == expected.floor, input);
    if (found.floor != kBeyond && found.floor != -kBeyond) FTCERT_REQUIRE(found.exact == expected.exact, input);
  }
}

BOOST_AUTO_TEST_CASE(huge_and_tiny_numbers) {
  Generator generator(2);
  std::size_t decided = 0;
  for (int round = 0; round < rounds(400); ++round) {
    const std::size_t d = 1 + generator.below(5);
    PointMatrix points(8, d);
    for (Rational& x : points.entries) x = generator.rational();
    std::vector<Integer> u(d);
    for (Integer& entry : u) entry = generator.integer();
    u[0] = generator.positive();
    Vector kinks, steepness;
    for (std::size_t k = 0; k < 4; ++k) {
      kinks.push_back(generator.one_in(2) ? generator.rational()
                                          : generator.rational_near(product(u, points.row(generator.below(8)))));
      steepness.push_back(abs(generator.rational()) + Rational(1, generator.positive()));
    }
    const RidgeForm form = form_of(u, kinks, steepness);
    decided += check_views(form, points, abs(generator.rational()) + Rational(1, 1000)).decided;
    check_views(form, points, std::nullopt);
  }
  BOOST_TEST(decided > 100U);
}

// Kinks nearer and nearer to a sample, on both sides of what the filter can tell apart; the margin is the distance itself, or a little more or less.
BOOST_AUTO_TEST_CASE(beside_a_kink) {
  Generator generator(3);
  Count count;
  for (const std::size_t d : {1U, 3U, 10U}) {
    for (const std::size_t bits : {8U, 60U, 200U}) {
      PointMatrix points(3, d);
      for (Rational& x : points.entries) x = Rational(Integer(generator.between(-1000000, 1000000)), Integer(1000000));
      const std::vector<Integer> u = direction(generator, d, bits);
      const Rational t = product(u, points.row(1));
      for (std::size_t near = 0; near <= 2 * bits + 40; ++near) {
        const Rational distance = Rational(power(bits + 8), power(near));
        for (const Rational& kink : {Rational(t + distance), Rational(t - distance)}) {
          for (const Rational& margin :
               {distance, Rational(distance * Rational(9, 8)), Rational(distance * Rational(7, 8))}) {
            const Count found = check_views(form_of(u, {kink}, {}), points, margin);
            count.decided += found.decided;
            count.undecided += found.undecided;
            count.far += found.far;
          }
        }
      }
    }
  }
  BOOST_TEST(count.decided > 1000U);
  BOOST_TEST(count.undecided > 100U);
  BOOST_TEST(count.far > 100U);
}

BOOST_AUTO_TEST_CASE(whole_numbers_are_decided_exactly) {
  PointMatrix points(5, 2);
  for (std::size_t i = 0; i < 5; ++i)
    points.row(i)[0] = Rational(static_cast<std::int64_t>(i)), points.row(i)[1] = Rational(1, 4);
  const FixedPoints fixed(points);
  BOOST_TEST(fixed.exact());
  // Kinks half way between, and a margin that the samples beside them have: not less.
  const Count count = check_views(form_of({4, 4}, {Rational(3), Rational(11)}, {}), points, Rational(2));
  BOOST_TEST(count.undecided == 0U);
  const FixedForm form({4, 4}, fixed);
  const FixedBound bound = form.bound(Rational(5));
  BOOST_TEST((bound.low == bound.high));
  points.row(2)[1] = Rational(1, 3);
  BOOST_TEST(!FixedPoints(points).exact());
}

// All samples on the kink of one form, whose entries have more bits than a word: nothing is decided, and all is right.
BOOST_AUTO_TEST_CASE(nothing_is_decided) {
  Generator generator(4);
  const std::size_t d = 3, count = 700;
  const std::vector<Integer> u = direction(generator, d, 200);
  PointMatrix points(count, d);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 1; c < d; ++c) points.row(i)[c] = generator.rational(1000, 1000);
    points.row(i)[0] = (Rational(7) - product(u, points.row(i))) / Rational(u[0]);
  }
  const Count found = check_views(form_of(u, {Rational(7)}, {}), points, Rational(1));
  BOOST_TEST(found.undecided == count);
  AffineMap hidden(3, d);
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t c = 0; c < d; ++c) hidden.weight(r, c) = r == 2 ? Rational(-u[c]) : Rational(u[c]);
  }
  hidden.bias = {Rational(-7), Rational(-8), Rational(6)};
  const Network network(d, {hidden, AffineMap(1, 3, {2, 3, 5}, {1})});
  const Evaluation evaluation = RidgeSum(network).evaluate(points);
  const Evaluation expected = evaluate_batch_with_margins(network, points);
  BOOST_TEST((evaluation.values.entries == expected.values.entries));
  BOOST_TEST((evaluation.layers == expected.layers));
  BOOST_TEST(*evaluation.layers[0].least == Rational(0));
  BOOST_TEST(*evaluation.layers[0].nonzero == Rational(1));
}

// Units in space: three parallel rows each that are 0 at nearly all samples, some of these beside the strip at the same distance as others.
BOOST_AUTO_TEST_CASE(strips) {
  Generator generator(5);
  for (int round = 0; round < rounds(12); ++round) {
    const std::size_t d = 1 + generator.below(4), units = 1 + generator.below(4), outputs = 1 + generator.below(2);
    const std::size_t bits = generator.one_in(2) ? 20 : 180;
    PointMatrix points(600, d);
    for (Rational& x : points.entries) x = generator.rational(999, generator.one_in(2) ? 1 : 50);
    AffineMap hidden(3 * units + 1, d), output(outputs, 3 * units + 1);
    hidden.bias.back() = -1;  // a zero row
    for (std::size_t u = 0; u < units; ++u) {
      const std::vector<Integer> w = direction(generator, d, bits);
      const Rational centre = product(w, points.row(generator.below(points.count)));
      const Rational width = generator.one_in(2) ? Rational(1) : Rational(power(bits), Integer(1000));
      for (std::size_t n = 0; n < 3; ++n) {
        const std::size_t r = 3 * u + n;
        const bool turned = n == 2 && generator.one_in(2);
        for (std::size_t c = 0; c < d; ++c) hidden.weight(r, c) = Rational(turned ? Integer(-w[c]) : w[c]);
        hidden.bias[r] = (n == 0 ? width : n == 1 ? Rational(0) : Rational(-width)) - centre;
        if (turned) hidden.bias[r] = -hidden.bias[r];
        for (std::size_t c = 0; c < outputs; ++c) output.weight(c, r) = n == 1 ? Rational(-2) : Rational(1);
      }
    }
    const Network network(d, {hidden, output});
    const Evaluation expected = evaluate_batch_with_margins(network, points);
    for (const std::size_t first : {1U, 16U, 256U}) {
      const Evaluation evaluation = RidgeSum(network).evaluate(points, in_turn, first);
      BOOST_TEST((evaluation.values.entries == expected.values.entries));
      BOOST_TEST((evaluation.layers == expected.layers));
    }
  }
}
