#include <boost/test/unit_test.hpp>
#include <numeric>

#include "ftcert/check/methods/pattern_cover.hpp"
#include "ftcert/check/methods/pattern_tree.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

std::vector<std::size_t> all(std::size_t count) {
  std::vector<std::size_t> result(count);
  std::iota(result.begin(), result.end(), std::size_t{0});
  return result;
}

// Column by column over the rationals, by the exponents of each monomial.
std::size_t rational_rank(const PointMatrix& points, std::size_t degree) {
  std::vector<std::vector<Rational>> rows(points.count);
  std::vector<std::size_t> exponents(points.dimension, 0);
  const auto power = [](const Rational& x, std::size_t e) {
    Rational result = 1;
    for (; e > 0; --e) result *= x;
    return result;
  };
  for (bool more = true; more;) {
    if (std::accumulate(exponents.begin(), exponents.end(), std::size_t{0}) <= degree) {
      for (std::size_t i = 0; i < points.count; ++i) {
        Rational value = 1;
        for (std::size_t c = 0; c < points.dimension; ++c) value *= power(points.row(i)[c], exponents[c]);
        rows[i].push_back(value);
      }
    }
    more = false;
    for (std::size_t c = 0; c < exponents.size() && !more; ++c) {
      more = ++exponents[c] <= degree;
      if (!more) exponents[c] = 0;
    }
  }
  std::size_t rank = 0;
  for (std::size_t c = 0; c < rows[0].size(); ++c) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && rows[pivot][c].is_zero()) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[rank], rows[pivot]);
    for (std::size_t i = rank + 1; i < rows.size(); ++i) {
      const Rational factor = rows[i][c] / rows[rank][c];
      for (std::size_t k = c; k < rows[i].size(); ++k) rows[i][k] -= factor * rows[rank][k];
    }
    ++rank;
  }
  return rank;
}

// One row of a leaf. digits empty: a pair with the neuron.
PatternRow row(std::size_t sample, std::size_t neuron, std::string digits, int multiplier) {
  PatternRow result;
  result.sample = sample;
  result.neuron = neuron;
  result.digits = std::move(digits);
  result.multiplier = multiplier;
  return result;
}
PatternNode leaf(std::vector<PatternRow> rows) {
  PatternNode result;
  result.rows = std::move(rows);
  return result;
}
PatternNode split(std::size_t sample, std::size_t neuron, std::vector<std::size_t> twins = {}) {
  PatternNode result;
  result.sample = sample;
  result.neuron = neuron;
  result.twins = std::move(twins);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(ranks_of_monomials) {
  Generator random(1);
  int full = 0, less = 0;
  for (int round = 0; round < rounds(200); ++round) {
    const std::size_t dimension = 1 + random.below(3), degree = random.below(4), count = 1 + random.below(22);
    const PointMatrix points = matrix_of(count, dimension, [&](std::size_t, std::size_t) {
      return Rational(random.between(-3, 3), random.between(1, 2));
    });
    const std::size_t rank = rational_rank(points, degree);
    const bool expected = monomials(dimension, degree) == rank;
    FTCERT_REQUIRE(full_rank(points, all(count), all(dimension), degree) == expected, text_of(points));
    ++(expected ? full : less);
  }
  BOOST_TEST(full > 20);
  BOOST_TEST(less > 20);
}

BOOST_AUTO_TEST_CASE(numbers_of_monomials) {
  BOOST_TEST(monomials(10, 3) == 286);
  BOOST_TEST(monomials(9, 3) == 220);
  BOOST_TEST(monomials(0, 7) == 1);
  BOOST_TEST(monomials(7, 0) == 1);
}

// Six points lie on a circle: a product of two affine functions needs five.
BOOST_AUTO_TEST_CASE(points_on_a_quadric) {
  const PointMatrix circle = points_of(2, {5, 0, -5, 0, 3, 4, -3, 4, 4, -3, 0, 5});
  BOOST_TEST(!full_rank(circle, all(6), all(2), 2));
  BOOST_TEST(full_rank(circle, all(6), all(2), 1));
  PointMatrix beside = circle;
  beside.row(5)[1] = 6;
  BOOST_TEST(full_rank(beside, all(6), all(2), 2));
}

// The prime 2^31 - 1 divides a denominator, or a determinant that is not 0.
BOOST_AUTO_TEST_CASE(the_prime) {
  const std::int64_t prime = 2147483647;
  BOOST_TEST(!full_rank(points_of(1, {0, Rational(1, prime)}), all(2), all(1), 1));
  BOOST_TEST(!full_rank(points_of(1, {0, prime}), all(2), all(1), 1));
  BOOST_TEST(full_rank(points_of(1, {0, prime - 1}), all(2), all(1), 1));
  BOOST_TEST(full_rank(points_of(1, {0, prime + 1}), all(2), all(1), 1));
}

BOOST_AUTO_TEST_CASE(features_that_vary) {
  const PointMatrix points = points_of(3, {1, 2, 3, 1, 2, 4, 1, 0, 3});
  BOOST_TEST(varying_features(points) == (std::vector<std::size_t>{1, 2}), boost::test_tools::per_element());
  BOOST_TEST(varying_features(points_of(2, {1, 2})).empty());
}

// 2, 1, 0, 2 at -3, -2, 0, 3 are relu(-x-1) + relu(x-1). Fixing the first neuron at 3 in one branch and at -3 in the other would refute it:
// behind the split on the second sample the neurons are not interchangeable.
BOOST_AUTO_TEST_CASE(neurons_are_interchangeable_only_while_they_are_treated_alike) {
  const PointMatrix points = points_of(1, {-3, -2, 0, 3});
  const std::vector<Interval> z = exactly(std::vector<Rational>{2, 1, 0, 2});
  PatternTree tree;
  tree.plus = 2;
  tree.nodes = {split(1, 1), split(3, 1, {2}), leaf({row(0, 0, "00", 1)})};
  FTCERT_CHECK_ERROR(check_tree({points, z, ""}, tree), Code::kNotARow);
  tree.nodes = {split(1, 1, {2}), split(3, 1, {2}), leaf({row(0, 0, "00", 1)})};
  FTCERT_CHECK_ERROR(check_tree({points, z, ""}, tree), Code::kNotARow);
}

// 1, 0, 1 at -1, 0, 1 by one plus neuron: where it is active at both ends, its values there add up to twice the one at 0.
BOOST_AUTO_TEST_CASE(a_tree_and_its_near_misses) {
  const PointMatrix points = points_of(1, {-1, 0, 1});
  const std::vector<Interval> z = exactly(std::vector<Rational>{1, 0, 1});
  PatternTree tree;
  tree.plus = 1;
  const PatternNode first = leaf({row(0, 0, "1", -1), row(2, 0, "1", -1), row(1, 0, "1", 2)});
  tree.nodes = {split(0, 1), split(2, 1), first, leaf({row(2, 0, "0", -1)}), leaf({row(0, 0, "0", -1)})};
  BOOST_CHECK_NO_THROW(check_tree({points, z, ""}, tree));

  PatternTree digit = tree;  // -l(-1) >= -1 needs the neuron to be active there
  digit.nodes = {split(2, 1), first, leaf({row(2, 0, "0", -1)})};
  FTCERT_CHECK_ERROR(check_tree({points, z, ""}, digit), Code::kNotARow);
  PatternTree sum = tree;
  sum.nodes[2].rows[2].multiplier = 1;
  FTCERT_CHECK_ERROR(check_tree({points, z, ""}, sum), Code::kNotRefuted);
  PatternTree twice = tree;
  twice.nodes[1].sample = 0;
  FTCERT_CHECK_ERROR(check_tree({points, z, ""}, twice), Code::kNotARow);

  // With 1 at 0 the right side is 0, and no row is strict; with 5/4 it is positive.
  for (const Rational& middle : {Rational(1), Rational(5, 4)})
    FTCERT_CHECK_ERROR(check_tree({points, exactly(std::vector<Rational>{1, middle, 1}), ""}, tree), Code::kNotRefuted);
  BOOST_CHECK_NO_THROW(check_tree({points, exactly(std::vector<Rational>{1, Rational(999, 1000), 1}), ""}, tree));
}

// 1 + relu(l) is not 0: c <= 0 by the sum, c > 0 by the pair.
BOOST_AUTO_TEST_CASE(a_strict_row) {
  const PointMatrix points = points_of(1, {0, 1});
  const std::vector<Interval> z = exactly(std::vector<Rational>{0, 1});
  PatternTree tree;
  tree.plus = 1;
  tree.constant = 1;
  tree.nodes = {leaf({row(0, 0, "10", 1), row(1, 0, "", -1)})};
  BOOST_CHECK_NO_THROW(check_tree({points, z, ""}, tree));
  tree.nodes = {leaf({row(0, 0, "10", 1), row(0, 0, "", 1)})};
  FTCERT_CHECK_ERROR(check_tree({points, z, ""}, tree), Code::kNotARow);
  tree.nodes = {leaf({row(0, 0, "00", 1)})};  // 0 <= 0
  FTCERT_CHECK_ERROR(check_tree({points, z, ""}, tree), Code::kNotRefuted);
}
