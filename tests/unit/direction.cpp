// Projection directions: project(), separate(), the candidates and the screen.
#include "ftcert/construct/problem/direction.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>
#include <set>

#include "ftcert/construct/problem/direction_candidates.hpp"
#include "ftcert/construct/problem/separation_screen.hpp"
#include "ftcert/core/error.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;
using ftcert::test::text_of;

namespace {

using Vector = std::vector<Integer>;

Rational dot(std::span<const Rational> x, const Vector& a) {
  Rational sum;
  for (std::size_t j = 0; j < a.size(); ++j) sum += x[j] * Rational(a[j]);
  return sum;
}

bool separates(const PointMatrix& points, const Vector& a) {
  std::set<Rational> seen;
  for (std::size_t i = 0; i < points.count; ++i) {
    if (!seen.insert(dot(points.row(i), a)).second) return false;
  }
  return true;
}

// values are a.x by the order, strictly increasing, and the order is a permutation.
void check_projection(const PointMatrix& points, const Projection& line) {
  BOOST_REQUIRE_EQUAL(line.values.size(), points.count);
  BOOST_REQUIRE_EQUAL(line.order.size(), points.count);
  std::vector<std::size_t> rows = line.order;
  std::sort(rows.begin(), rows.end());
  for (std::size_t r = 0; r < points.count; ++r) {
    FTCERT_REQUIRE(rows[r] == r, text_of(points));
    FTCERT_REQUIRE(line.values[r] == dot(points.row(line.order[r]), line.direction), text_of(points));
    FTCERT_REQUIRE(r == 0 || line.values[r - 1] < line.values[r], text_of(points));
  }
}

std::size_t bits(const Vector& a) {
  std::size_t most = 0;
  for (const Integer& e : a) most = std::max(most, bit_size(e));
  return most;
}

PointMatrix random_points(std::size_t count, std::size_t dimension, std::int64_t range, std::int64_t below,
                          std::uint64_t seed) {
  Generator generator(seed);
  std::set<std::vector<Rational>> rows;
  while (rows.size() < count) {
    std::vector<Rational> row;
    for (std::size_t j = 0; j < dimension; ++j) row.push_back(generator.rational(range, below));
    rows.insert(row);
  }
  PointMatrix points(count, dimension);
  std::size_t i = 0;
  for (const auto& row : rows) std::copy(row.begin(), row.end(), points.row(i++).begin());
  return points;
}

// All integer vectors with entries of absolute value <= most.
std::vector<Vector> cube(std::size_t dimension, int most) {
  std::vector<Vector> all{{}};
  for (std::size_t j = 0; j < dimension; ++j) {
    std::vector<Vector> longer;
    for (const Vector& v : all) {
      for (int e = -most; e <= most; ++e) {
        longer.push_back(v);
        longer.back().push_back(e);
      }
    }
    all = longer;
  }
  return all;
}

bool is_error(const Error& error, Code code, const std::string& part) {
  return error.code() == code && error.text().find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(projects_and_sorts) {
  const PointMatrix points = random_points(50, 3, 20, 9, 1);
  const Projection line = project(points, {1000003, -1009, 17});
  check_projection(points, line);
  BOOST_TEST((line.direction == Vector{1000003, -1009, 17}));
  const PointMatrix on_a_line = random_points(20, 1, 100000, 7, 2);
  check_projection(on_a_line, project(on_a_line, {-3}));
}

BOOST_AUTO_TEST_CASE(refuses_what_does_not_separate) {
  PointMatrix points(4, 2);
  points.entries = {0, 0, 5, 1, 1, 1, 2, 1};
  BOOST_CHECK_EXCEPTION(project(points, {0, 1}), Error, [](const Error& e) {
    return is_error(e, Code::kNotApplicable, "samples 2 and 3 with the same projection");
  });
  BOOST_CHECK_EXCEPTION(project(points, {1}), Error,
                        [](const Error& e) { return is_error(e, Code::kUsage, "2 entries, found 1"); });
  points.entries[6] = 1;
  const auto same = [](const Error& e) {
    return is_error(e, Code::kNotApplicable, "samples 3 and 4 at the same point");
  };
  BOOST_CHECK_EXCEPTION(project(points, {1, 0}), Error, same);
  BOOST_CHECK_EXCEPTION(separate(points), Error, same);
}

BOOST_AUTO_TEST_CASE(small_cases) {
  BOOST_TEST((separate(random_points(9, 1, 50, 3, 3)).direction == Vector{1}));
  for (std::size_t d : {1u, 2u, 7u}) {
    for (std::size_t count : {1u, 2u}) {
      const PointMatrix points = random_points(count, d, 3, 1, 10 * d + count);
      check_projection(points, separate(points));
    }
  }
  // Two points that differ in the last coordinate only.
  PointMatrix points(2, 9);
  points.row(1)[8] = Rational(1, 3);
  const Projection line = separate(points);
  BOOST_TEST(line.direction.back() == 1);
  BOOST_TEST(bits(line.direction) == 1);
}

// Brute force over all vectors: none of fewer bits separates. In 2 dimensions levels 1..3 are complete, in 3
// levels 1 and 2.
BOOST_AUTO_TEST_CASE(least_bits_while_levels_are_complete) {
  std::vector<std::size_t> seen(5);
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const std::size_t d = 2 + seed % 2;
    const PointMatrix points = random_points(3 + seed % 13, d, 2 + static_cast<std::int64_t>(seed % 7), 1, 100 + seed);
    const Projection line = separate(points);
    check_projection(points, line);
    const std::size_t chosen = std::min<std::size_t>(bits(line.direction), d == 2 ? 4 : 3);
    ++seen[bits(line.direction)];
    bool fewer = false;
    for (const Vector& v : cube(d, (1 << (chosen - 1)) - 1)) fewer = fewer || separates(points, v);
    BOOST_TEST(!fewer);
  }
  for (std::size_t level : {1u, 2u, 3u}) BOOST_TEST(seen[level] > 0);
}

BOOST_AUTO_TEST_CASE(grids_and_equal_coordinates) {
  PointMatrix grid(625, 4);
  for (std::size_t i = 0; i < grid.count; ++i) {
    for (std::size_t j = 0, rest = i; j < 4; ++j, rest /= 5) grid.row(i)[j] = static_cast<std::int64_t>(rest % 5);
  }
  const Projection line = separate(grid);
  check_projection(grid, line);
  // At least 625 values, at most 4 * 4 * largest entry + 1 of them.
  BOOST_TEST(bits(line.direction) >= 6);
  BOOST_TEST(bits(line.direction) <= 20);
}

// Numbers that vanish or have no inverse modulo the screen's prime, and differ only there.
BOOST_AUTO_TEST_CASE(multiples_of_the_prime) {
  const Integer prime = (Integer(1) << 61) - 1;
  PointMatrix above(500, 2), below(500, 2);
  for (std::size_t i = 0; i < 500; ++i) {
    above.row(i)[0] = Rational(prime * i);
    below.row(i)[0] = Rational(Integer(i * i), prime);
    above.row(i)[1] = below.row(i)[1] = static_cast<std::int64_t>(i / 2);
  }
  for (const PointMatrix& points : {above, below}) {
    const Projection line = separate(points);
    check_projection(points, line);
    BOOST_TEST(bits(line.direction) == 1);
  }
}

BOOST_AUTO_TEST_CASE(the_screen_agrees_with_brute_force) {
  Generator generator(7);
  std::size_t ties = 0, separated = 0;
  for (int round = 0; round < rounds(200); ++round) {
    const PointMatrix points = random_points(8, 3, 4, 3, 500 + static_cast<std::uint64_t>(round));
    SeparationScreen screen(points);
    for (int k = 0; k < 10; ++k) {
      const Vector a{generator.between(-3, 3), generator.between(-3, 3), generator.between(-3, 3)};
      const auto tie = screen.tie(a);
      BOOST_REQUIRE_EQUAL(tie.has_value(), !separates(points, a));
      if (tie) {
        ++ties;
        BOOST_REQUIRE(tie->first < tie->second);
        BOOST_REQUIRE(dot(points.row(tie->first), a) == dot(points.row(tie->second), a));
      } else {
        ++separated;
      }
    }
  }
  BOOST_TEST(ties > 100);
  BOOST_TEST(separated > 100);
}

BOOST_AUTO_TEST_CASE(candidates_are_listed_as_documented) {
  // Levels 1 to 3 of dimension 2 in full.
  std::set<Vector> expected;
  for (const Vector& v : cube(2, 7)) {
    const Integer lead = v[0] != 0 ? v[0] : v[1];
    if (lead > 0 && gcd(v[0], v[1]) == 1) expected.insert(v);
  }
  DirectionCandidates plane(2);
  std::set<Vector> listed;
  std::size_t level = 1;
  for (std::size_t k = 0; k < expected.size(); ++k) {
    const Vector v = plane.next();
    BOOST_REQUIRE(bits(v) >= level);
    level = bits(v);
    listed.insert(v);
  }
  BOOST_TEST((listed == expected));

  DirectionCandidates line(1);
  BOOST_TEST((line.next() == Vector{1}));

  // Many dimensions: units first, then kSample a level of the right size, all normalised, then the moment
  // vectors.
  DirectionCandidates space(10);
  for (std::size_t j = 0; j < 10; ++j) {
    Vector unit(10, 0);
    unit[j] = 1;
    BOOST_TEST((space.next() == unit));
  }
  for (std::size_t b = 1; b <= DirectionCandidates::kLevels; ++b) {
    for (std::size_t k = 0; k < DirectionCandidates::kSample; ++k) {
      const Vector v = space.next();
      BOOST_REQUIRE_EQUAL(bits(v), b);
      const auto lead = std::find_if(v.begin(), v.end(), [](const Integer& e) { return e != 0; });
      BOOST_REQUIRE(lead != v.end() && *lead > 0);
    }
  }
  for (int t = 2; t < 50; ++t) {
    const Vector v = space.next();
    for (std::size_t j = 0; j < 10; ++j) BOOST_REQUIRE_EQUAL(v[j], pow(Integer(t), static_cast<unsigned>(j)));
  }
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_samples) {
  // One-digit coordinates: many directions fail, and no single coordinate separates.
  Generator generator(11);
  PointMatrix points(100000, 10);
  for (Rational& e : points.entries) e = generator.between(0, 99);
  const Projection line = separate(points);
  BOOST_TEST(std::is_sorted(line.values.begin(), line.values.end()));
  BOOST_TEST((std::adjacent_find(line.values.begin(), line.values.end()) == line.values.end()));
  BOOST_TEST(bits(line.direction) <= 40);
}
