// Lines of samples against all pairs of samples.
#include "ftcert/refute/collinear.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

using Rows = std::vector<std::size_t>;

bool on_line(const PointMatrix& points, std::size_t a, std::size_t b, std::size_t c) {
  for (std::size_t j = 0; j < points.dimension; ++j) {
    for (std::size_t k = 0; k < j; ++k) {
      const auto d = [&](std::size_t i, std::size_t e) { return points.row(i)[e] - points.row(a)[e]; };
      if (d(b, j) * d(c, k) != d(b, k) * d(c, j)) return false;
    }
  }
  return true;
}

// The samples of every line through a changed one that holds at least so many, sorted.
std::set<Rows> all_lines(const PointMatrix& points, const Rows& changed, std::size_t fewest) {
  std::set<Rows> result;
  for (const std::size_t a : changed) {
    for (std::size_t b = 0; b < points.count; ++b) {
      if (b == a) continue;
      Rows line;
      for (std::size_t c = 0; c < points.count; ++c) {
        if (on_line(points, a, b, c)) line.push_back(c);
      }
      if (line.size() >= fewest) result.insert(line);
    }
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(against_all_pairs) {
  Generator generator(4);
  std::size_t lines = 0, long_lines = 0;
  for (int round = 0; round < rounds(60); ++round) {
    const auto d = static_cast<std::size_t>(generator.between(2, 3));
    std::set<std::vector<std::int64_t>> distinct;
    while (distinct.size() < 30) {
      std::vector<std::int64_t> x;
      for (std::size_t j = 0; j < d; ++j) x.push_back(generator.between(0, d == 2 ? 6 : 3));
      distinct.insert(x);
    }
    std::vector<std::vector<std::int64_t>> list(distinct.begin(), distinct.end());
    const PointMatrix points = matrix_of(list.size(), d, [&](std::size_t i, std::size_t j) {
      return Rational(Integer(list[i][j]), Integer(3 * static_cast<std::int64_t>(j) + 2));
    });
    Rows changed;
    for (std::size_t i = 0; i < points.count; ++i) {
      if (generator.one_in(4)) changed.push_back(i);
    }
    for (const std::size_t fewest : {std::size_t{3}, std::size_t{4}, std::size_t{6}}) {
      std::multiset<Rows> found;
      const bool all = visit_lines(
          points, changed, kMostPairs, [&](std::size_t n) { return n >= fewest; },
          [&](const LineOfSamples& line) {
            BOOST_TEST(std::is_sorted(line.t.begin(), line.t.end()));
            Rows rows = line.rows;
            std::sort(rows.begin(), rows.end());
            found.insert(rows);
          });
      BOOST_TEST(all);
      const std::set<Rows> expected = all_lines(points, changed, fewest);
      BOOST_TEST((std::multiset<Rows>(expected.begin(), expected.end()) == found));
      (fewest == 3 ? lines : long_lines) += expected.size();
    }
  }
  BOOST_TEST(lines > 1000U);
  BOOST_TEST(long_lines > 100U);
}

// No line is worth a visit; more than 255 samples on one.
BOOST_AUTO_TEST_CASE(none_and_long_ones) {
  const PointMatrix points = matrix_of(400, 2, [](std::size_t i, std::size_t j) {
    return Rational(static_cast<std::int64_t>(i < 390 ? i * (j + 1) : 7 * i * i + j * i * i * i));
  });
  for (const std::size_t fewest :
       {std::size_t{3}, std::size_t{300}, std::size_t{390}, std::size_t{391}, std::size_t{1000}}) {
    std::vector<std::size_t> sizes;
    visit_lines(
        points, {3, 11}, kMostPairs, [&](std::size_t n) { return n >= fewest; },
        [&](const LineOfSamples& line) { sizes.push_back(line.rows.size()); });
    BOOST_TEST(std::count(sizes.begin(), sizes.end(), 390U) == (fewest <= 390 ? 1 : 0));
    BOOST_TEST(std::ranges::all_of(sizes, [&](std::size_t n) { return n >= fewest; }));
  }
}
