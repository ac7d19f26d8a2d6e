// Patterns of many samples by local search: what it returns meets the patterns it says; two planted cuts are found and made exact.
#include "ftcert/construct/joint/pattern_flips.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "ftcert/construct/joint/joint_exact.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Values of relu(a . x - c) with signs, c so that a tenth of the samples or so are above; from the definition.
std::vector<Rational> planted(const PointMatrix& points, const std::vector<int>& signs, Generator& random) {
  std::vector<Rational> z(points.count);
  for (const int sign : signs) {
    std::vector<Rational> a;
    for (std::size_t c = 0; c < points.dimension; ++c) a.emplace_back(random.between(-9, 9));
    std::vector<Rational> values;
    for (std::size_t i = 0; i < points.count; ++i) {
      Rational v;
      for (std::size_t c = 0; c < points.dimension; ++c) v += a[c] * points.row(i)[c];
      values.push_back(v);
    }
    std::vector<Rational> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const Rational border = sorted[points.count - points.count / 20] - Rational(1, 2);
    for (std::size_t i = 0; i < points.count; ++i) {
      if (values[i] > border) z[i] += Rational(sign) * (values[i] - border);
    }
  }
  return z;
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_planted_cuts_are_found_and_made_exact) {
  Generator random(5);
  int found = 0;
  for (int round = 0; round < rounds(4); ++round) {
    const PointMatrix points =
        matrix_of(160, 16, [&](std::size_t, std::size_t) { return Rational(random.between(-99, 99)); });
    const std::vector<int> signs{1, round % 2 == 0 ? -1 : 1};
    const std::vector<Rational> z = planted(points, signs, random);
    const CentredSamples samples(points);
    const JointData data(samples, z);
    JointRandom start(1);
    JointBudget budget{1e10};
    const auto flipped = flip_patterns(data, signs, true, start, budget);
    if (!flipped) continue;
    for (std::size_t i = 0; i < data.count(); ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < signs.size(); ++j) {
        const double form = flipped->network.form(j, data.row(i));
        const bool on = (flipped->active[i] >> j & 1U) != 0;
        BOOST_TEST((on ? form > -1e-5 : form < 1e-5));
        if (on) sum += signs[j] * form;
      }
      BOOST_TEST(std::abs(sum - data.target(i)) < 1e-4);
    }
    const auto wide = widest_margin(data, flipped->network, budget, &flipped->active);
    if (!wide) continue;
    const auto forms = exact_forms(points, samples, data, *wide, z);
    if (!forms) continue;
    ++found;
    for (std::size_t i = 0; i < points.count; ++i) {
      Rational g = forms->constant;
      for (std::size_t j = 0; j < forms->rows.size(); ++j) {
        Rational l = forms->rows[j].back();
        for (std::size_t c = 0; c < points.dimension; ++c) l += forms->rows[j][c] * points.row(i)[c];
        if (l.sign() > 0) g += Rational(forms->signs[j]) * l;
      }
      BOOST_TEST(g == z[i]);
    }
  }
  BOOST_TEST(found > 0);
}

// Labels of both signs need neurons of both.
BOOST_AUTO_TEST_CASE(signs_that_cannot_fit) {
  const PointMatrix points = points_of(2, {0, 0, 1, 0, 0, 1, 3, 3});
  const std::vector<Rational> z{0, 1, -1, 0};
  const CentredSamples samples(points);
  const JointData data(samples, z);
  JointRandom random(1);
  JointBudget budget{1e8};
  BOOST_TEST(!flip_patterns(data, {1, 1}, true, random, budget).has_value());
  BOOST_TEST(!flip_patterns(data, {-1}, true, random, budget).has_value());
}
