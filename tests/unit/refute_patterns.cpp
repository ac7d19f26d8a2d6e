// Trees of activation patterns that are found: checked by the checker's own functions, and against networks that fit.
#include <boost/test/unit_test.hpp>
#include <set>

#include "ftcert/check/methods/pattern_cover.hpp"
#include "ftcert/refute/along_lines.hpp"
#include "ftcert/refute/patterns/pattern_bound.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Different points with small coordinates, so that many lie on common hyperplanes.
PointMatrix random_points(Generator& generator, std::size_t count, std::size_t dimension, std::int64_t range) {
  std::set<std::vector<std::int64_t>> found;
  while (found.size() < count) {
    std::vector<std::int64_t> x(dimension);
    for (std::int64_t& c : x) c = generator.between(-range, range);
    found.insert(x);
  }
  PointMatrix points(count, dimension);
  std::size_t i = 0;
  for (const auto& x : found) {
    for (std::size_t c = 0; c < dimension; ++c) points.row(i)[c] = x[c];
    ++i;
  }
  return points;
}

PointMatrix column(const std::vector<Rational>& z) {
  return matrix_of(z.size(), 1, [&](std::size_t i, std::size_t) { return z[i]; });
}

// c + sum of s_j relu(l_j).
std::vector<Rational> planted(Generator& generator, const PointMatrix& points, std::size_t neurons) {
  std::vector<Rational> z(points.count, generator.one_in(2) ? Rational(0) : generator.rational(3, 2));
  for (std::size_t j = 0; j < neurons; ++j) {
    std::vector<Rational> l;
    for (std::size_t c = 0; c <= points.dimension; ++c) l.push_back(generator.rational(4, 3));
    const Rational sign = generator.one_in(2) ? 1 : -1;
    for (std::size_t i = 0; i < points.count; ++i) {
      Rational value = l.back();
      for (std::size_t c = 0; c < points.dimension; ++c) value += l[c] * points.row(i)[c];
      if (value.sign() > 0) z[i] += sign * value;
    }
  }
  return z;
}

void verify(const PointMatrix& points, const PatternBound& bound, const std::vector<Rational>& z) {
  BOOST_REQUIRE(bound.neurons > 1);
  const std::vector<Interval> residuals = exactly(z);
  const PatternSamples samples{points, residuals, "found"};
  BOOST_CHECK_NO_THROW(check_cover(samples, bound.evidence.cover, bound.neurons - 1));
  for (const PatternTree& tree : bound.evidence.trees) BOOST_CHECK_NO_THROW(check_tree(samples, tree));
}

std::string shown(const PointMatrix& points, const std::vector<Rational>& z) {
  std::string text;
  for (std::size_t i = 0; i < points.count; ++i) {
    for (const Rational& x : points.row(i)) text += x.text() + ",";
    text += z[i].text() + "\n";
  }
  return text;
}

// Says that all rows contradict each other, with numbers of its own: always, or every third time.
class Liar : public ElasticProgram {
 public:
  Liar(std::size_t columns, unsigned every) : ElasticProgram(columns), every_(every), nothing_(columns + 1, 0) {}
  double solve() override {
    const double miss = ElasticProgram::solve();
    lies_ = ++calls_ % every_ == 0;
    return lies_ ? 0.75 : miss;
  }
  const double* solution() const override { return lies_ ? nothing_.data() : ElasticProgram::solution(); }
  std::vector<double> multipliers() const override {
    std::vector<double> result = ElasticProgram::multipliers();
    for (std::size_t r = 0; lies_ && r < result.size(); ++r) result[r] = r % 2 == 0 ? 1 : -1;
    return result;
  }

 private:
  unsigned every_, calls_ = 0;
  std::vector<double> nothing_;
  bool lies_ = false;
};

PatternRequest exactly(std::size_t neurons) {
  PatternRequest request;
  request.first = neurons;
  request.last = neurons;
  request.programs = 1500;
  return request;
}

}  // namespace

BOOST_AUTO_TEST_CASE(networks_that_exist_are_not_refuted) {
  Generator generator(11);
  int found = 0, all = 0;
  for (int round = 0; round < rounds(12); ++round) {
    for (std::size_t dimension = 1; dimension <= 3; ++dimension) {
      for (std::size_t neurons = 1; neurons <= 3; ++neurons) {
        const PointMatrix points = random_points(generator, 10, dimension, dimension == 1 ? 9 : 3);
        const std::vector<Rational> z = planted(generator, points, neurons);
        PatternRequest request = exactly(neurons);
        request.programs = 400;
        const PatternBound bound = bound_by_patterns(points, column(z), request, {});
        BOOST_CHECK_MESSAGE(bound.neurons == 0, neurons << " neurons refuted:\n" << shown(points, z));
        if (bound.decided.empty()) continue;
        ++all;
        found += bound.decided[0].verdict == PatternVerdict::kNetwork ? 1 : 0;
      }
    }
  }
  BOOST_TEST(2 * found > all, found << " of " << all << " networks found");
}

BOOST_AUTO_TEST_CASE(on_a_line_the_bound_is_the_exact_number) {
  Generator generator(12);
  int met = 0, all = 0;
  for (int round = 0; round < rounds(25); ++round) {
    const PointMatrix points = random_points(generator, 7, 1, 12);
    std::vector<Rational> z;
    for (std::size_t i = 0; i < points.count; ++i) z.emplace_back(generator.one_in(2) ? 0 : generator.between(-2, 2));
    if (std::ranges::all_of(z, [&](const Rational& value) { return value == z[0]; })) continue;
    const ExhaustionBound exact = exhaust(points, column(z), 0);
    BOOST_REQUIRE(exact.fit.has_value());
    const std::size_t least = exact.fit->neurons();
    PatternRequest request;
    request.programs = 4000;
    request.last = 3;
    const PatternBound bound = bound_by_patterns(points, column(z), request, {});
    BOOST_CHECK_MESSAGE(bound.neurons <= least, bound.neurons << " > " << least << "\n" << shown(points, z));
    if (bound.neurons > 0) verify(points, bound, z);
    ++all;
    met += std::max<std::size_t>(1, bound.neurons) == std::min<std::size_t>(least, 4) ? 1 : 0;
  }
  BOOST_TEST(10 * met >= 9 * all, met << " of " << all);
}

BOOST_AUTO_TEST_CASE(a_solver_that_lies_costs_time_and_not_truth) {
  Generator generator(13);
  int refuted = 0;
  for (int round = 0; round < rounds(8); ++round) {
    for (const unsigned every : {1U, 3U}) {
      PatternRequest request = exactly(2);
      request.programs = 300;
      request.make = [every](std::size_t columns) { return std::make_unique<Liar>(columns, every); };
      const PointMatrix points = random_points(generator, 9, 2, 3);
      const std::vector<Rational> z = planted(generator, points, 2);
      BOOST_CHECK_MESSAGE(bound_by_patterns(points, column(z), request, {}).neurons == 0, shown(points, z));
      std::vector<Rational> other;
      for (std::size_t i = 0; i < points.count; ++i) other.emplace_back(generator.between(-3, 3));
      const PatternBound bound = bound_by_patterns(points, column(other), request, {});
      if (bound.neurons == 0) continue;
      verify(points, bound, other);
      ++refuted;
    }
  }
  BOOST_TEST(refuted > 0);
}

BOOST_AUTO_TEST_CASE(degenerate_samples) {
  // The corners of a square with labels 0, 1, 1, 0: relu(x + y) - 2 relu(x + y - 1), and no single neuron.
  const PointMatrix square = points_of(2, {0, 0, 0, 1, 1, 0, 1, 1});
  const std::vector<Rational> parity{0, 1, 1, 0};
  const PatternBound bound = bound_by_patterns(square, column(parity), {}, {});
  BOOST_TEST(bound.neurons == 2);
  verify(square, bound, parity);
  // All labels alike: no neuron is needed. All changed, no U.
  BOOST_TEST(bound_by_patterns(square, column({3, 3, 3, 3}), {}, {}).decided.empty());
  const PatternBound changed = bound_by_patterns(square, column({1, -1, -1, 1}), {}, {});
  BOOST_TEST(changed.neurons == 2);
  // A column that does not vary, one sample alone off the others' values.
  const PointMatrix flat = points_of(2, {0, 5, 1, 5, 2, 5, 3, 5});
  const PatternBound hat = bound_by_patterns(flat, column({0, 1, 0, 0}), {}, {});
  BOOST_TEST(hat.neurons == 2);
}
