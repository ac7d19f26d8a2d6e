// Error bounds of executions against executions: random trees of additions in the machine's own arithmetic, fused or not, flushed or not.
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>
#include <type_traits>

#include "ftcert/core/rounding.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/floats/execution_error.hpp"

using namespace ftcert;

namespace {

Rational exact(float x) { return *from_bits(kBinary32, std::bit_cast<std::uint32_t>(x)); }
Rational exact(double x) { return *from_bits(kBinary64, std::bit_cast<std::uint64_t>(x)); }

// value is a number of the format: no rounding.
template <typename Real>
Real machine(const Rational& value) {
  Rational rest = abs(value);
  int exponent = 0;
  while (!rest.is_integer()) rest *= Rational(2), --exponent;
  while (rest >= power_of_two(60)) rest *= Rational(1, 2), ++exponent;
  const Real magnitude = std::ldexp(static_cast<Real>(rest.numerator().convert_to<std::int64_t>()), exponent);
  return value.sign() < 0 ? -magnitude : magnitude;
}

template <typename Real>
class Executor {
 public:
  Executor(unsigned seed, bool fused, bool flushed) : random_(seed), fused_(fused), flushed_(flushed) {}

  std::vector<Rational> run(const FloatNetwork& g, std::span<const Rational> point) {
    std::vector<Real> x;
    for (std::size_t j = 0; j < point.size(); ++j) {
      x.push_back(machine<Real>(point[j]));
      if (!g.centre.empty()) x[j] = done(x[j] - machine<Real>(g.centre[j]));
    }
    for (std::size_t l = 0; l < g.network.depth(); ++l) {
      const AffineMap& map = g.network.layers()[l];
      std::vector<Real> y;
      for (std::size_t r = 0; r < map.rows; ++r) {
        y.push_back(row(map, r, x));
        if (l + 1 < g.network.depth() && y[r] < 0) y[r] = 0;
      }
      x = y;
    }
    std::vector<Rational> result;
    for (const Real value : x) result.push_back(exact(value));
    return result;
  }

 private:
  // A product that was not rounded yet, or a number.
  struct Term {
    Real a, b;
    bool product;
  };

  Real row(const AffineMap& map, std::size_t r, const std::vector<Real>& x) {
    std::vector<Term> terms{{machine<Real>(map.bias[r]), 0, false}};
    for (std::size_t c = 0; c < map.columns; ++c) terms.push_back({machine<Real>(map.weight(r, c)), x[c], true});
    while (terms.size() > 1) {
      const Term first = take(terms), second = take(terms);
      terms.push_back({sum(first, second), 0, false});
    }
    return value(terms[0]);
  }
  Term take(std::vector<Term>& terms) {
    std::swap(terms[random_() % terms.size()], terms.back());
    const Term term = terms.back();
    terms.pop_back();
    return term;
  }
  Real value(const Term& term) { return term.product ? done(term.a * term.b) : term.a; }
  Real sum(const Term& first, const Term& second) {
    if (fused_ && first.product) return done(std::fma(first.a, first.b, value(second)));
    return done(value(first) + value(second));
  }
  Real done(Real result) { return flushed_ && std::fabs(result) < std::numeric_limits<Real>::min() ? Real(0) : result; }

  std::mt19937 random_;
  bool fused_, flushed_;
};

struct Example {
  FloatNetwork g;
  PointMatrix points;
};

// Numbers below 2^(lowest + exponents), spread over so many powers of two.
template <typename Real>
Example example(unsigned seed, std::size_t dimension, std::vector<std::size_t> widths, int lowest, int exponents,
                bool centred) {
  std::mt19937_64 random(seed);
  const auto number = [&] {
    const int places = std::is_same_v<Real, float> ? 24 : 53;
    const auto significand = static_cast<Real>(random() >> (64 - places)) - std::ldexp(Real(1), places - 1);
    return exact(
        std::ldexp(significand, 1 + lowest + static_cast<int>(random() % static_cast<unsigned>(exponents)) - places));
  };
  Example e;
  e.g.format = std::is_same_v<Real, float> ? FloatFormat::kBinary32 : FloatFormat::kBinary64;
  std::vector<AffineMap> layers;
  std::size_t before = dimension;
  widths.push_back(1);
  for (std::size_t width : widths) {
    AffineMap map(width, before);
    for (Rational& w : map.weights) w = random() % 4 == 0 ? Rational() : number();
    for (Rational& b : map.bias) b = random() % 3 == 0 ? Rational() : number();
    layers.push_back(std::move(map));
    before = width;
  }
  e.g.network = Network(dimension, std::move(layers));
  e.points = PointMatrix(20, dimension);
  for (Rational& x : e.points.entries) x = number();
  if (centred) e.g.centre.assign(dimension, Rational(3, 8));
  return e;
}

PointMatrix row_of(const PointMatrix& points, std::size_t i) {
  PointMatrix one(1, points.dimension);
  std::ranges::copy(points.row(i), one.entries.begin());
  return one;
}

template <typename Real>
bool check_executions(const Example& e, unsigned seed) {
  const Network real = folded(e.g);
  bool some = false;
  for (std::size_t i = 0; i < e.points.count; ++i) {
    const PointMatrix point = row_of(e.points, i);
    PointMatrix value(1, 1);
    value.entries = real.evaluate(point.row(0));
    // As a changed sample the exact value is met up to the error, as a kept one the output is bounded.
    if (value.entries[0].is_zero()) value.entries[0] = 1;
    const ExecutionError changed = execution_error(e.g, point, value, e.g.format);
    const ExecutionError kept = execution_error(e.g, point, PointMatrix(1, 1), e.g.format);
    BOOST_REQUIRE(changed.finite && kept.finite && kept.kept == 1 && changed.kept == 0);
    for (unsigned run = 0; run < 24; ++run) {
      Executor<Real> executor(seed + run, run % 2 == 1, run % 3 == 1);
      const Rational output = executor.run(e.g, point.row(0))[0];
      BOOST_TEST((abs(output - value.entries[0]) <= changed.changed_error));
      BOOST_TEST((abs(output) <= kept.kept_error));
      if (kept.kept_zero == 1) BOOST_TEST(output.is_zero());
      some = some || !output.is_zero();
    }
  }
  return some;
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_execution_leaves_the_bound) {
  unsigned some = 0;
  for (unsigned seed = 0; seed < 12; ++seed) {
    const bool centred = seed % 2 == 1;
    some += check_executions<float>(example<float>(seed, 3 + seed, {2 + seed % 5}, -3, 6, centred), 1000 * seed);
    some += check_executions<float>(example<float>(seed, 4, {5, 3}, -3, 6, centred), 1000 * seed);
    some += check_executions<double>(example<double>(seed, 3 + seed, {4, 1 + seed % 3}, -10, 20, centred), 1000 * seed);
  }
  BOOST_TEST(some >= 24u);  // a network may be 0 everywhere
}

// Products of tiny numbers are subnormal, and may be flushed.
BOOST_AUTO_TEST_CASE(numbers_around_the_least_normal_one) {
  unsigned some = 0;
  for (unsigned seed = 0; seed < 8; ++seed) {
    some += check_executions<float>(example<float>(seed, 4, {}, -75, 30, false), 77 * seed);
  }
  BOOST_TEST(some >= 6u);
}
