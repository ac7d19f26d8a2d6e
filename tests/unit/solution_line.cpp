// solve_line: the equations hold, and the denominator is least by the theorem on determinantal divisors.
#include "ftcert/construct/space/solution_line.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/core/error.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

using Vector = std::vector<Integer>;

// Rows of the same length as their number, by expansion along the first row.
Integer determinant(const std::vector<Vector>& m) {
  if (m.empty()) return 1;
  Integer sum = 0;
  for (std::size_t c = 0; c < m.size(); ++c) {
    std::vector<Vector> minor;
    for (std::size_t r = 1; r < m.size(); ++r) {
      Vector row = m[r];
      row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
      minor.push_back(row);
    }
    const Integer term = m[0][c] * determinant(minor);
    sum += c % 2 == 0 ? term : Integer(-term);
  }
  return sum;
}

// Greatest common divisor of the k x k minors of the k x n matrix.
Integer minors_divisor(const std::vector<Vector>& m) {
  const std::size_t k = m.size(), n = m[0].size();
  Integer divisor = 0;
  for (unsigned mask = 0; mask < 1U << n; ++mask) {
    std::vector<Vector> chosen(k);
    for (std::size_t c = 0; c < n; ++c) {
      if ((mask >> c & 1U) == 0) continue;
      for (std::size_t r = 0; r < k; ++r) chosen[r].push_back(m[r][c]);
    }
    if (chosen[0].size() == k) divisor = gcd(divisor, determinant(chosen));
  }
  return divisor;
}

// Whether scale * right / den is an integer combination of the columns: it is integral and adding it as a
// column keeps the divisor of the minors.
bool solvable(const std::vector<Vector>& m, const Vector& right, const Integer& den, const Integer& scale) {
  std::vector<Vector> with = m;
  for (std::size_t r = 0; r < m.size(); ++r) {
    if (scale * right[r] % den != 0) return false;
    with[r].push_back(scale * right[r] / den);
  }
  return minors_divisor(with) == minors_divisor(m);
}

Integer dot(const Vector& a, const Vector& b) {
  Integer sum = 0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += a[j] * b[j];
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_CASE(random_equations) {
  Generator random(3);
  int reduced = 0, dependent = 0;
  for (int round = 0; round < rounds(600); ++round) {
    const auto k = static_cast<std::size_t>(random.between(1, 4));
    const std::int64_t most = round % 3 == 0 ? 2 : round % 3 == 1 ? 12 : 1000000;
    std::vector<Vector> m(k, Vector(k + 1));
    Vector flat, right(k);
    for (Vector& row : m) {
      for (Integer& entry : row) flat.push_back(entry = random.between(-most, most));
    }
    for (Integer& entry : right) entry = random.between(-most, most);
    const Integer den = random.between(1, 12);
    const auto line = solve_line(flat, right, den);
    if (minors_divisor(m) == 0) {
      BOOST_TEST(!line.has_value());
      ++dependent;
      continue;
    }
    BOOST_REQUIRE(line.has_value());
    Integer content = 0;
    for (const Integer& entry : line->kernel) content = gcd(content, entry);
    BOOST_TEST(content == 1);
    for (std::size_t r = 0; r < k; ++r) {
      BOOST_TEST(dot(m[r], line->kernel) == 0);
      BOOST_TEST(dot(m[r], line->base) * den == right[r] * line->denominator);
    }
    BOOST_TEST(line->denominator > 0);
    BOOST_TEST(solvable(m, right, den, line->denominator));
    // Every solution's denominator is a multiple of the least, so testing the quotients by primes suffices.
    for (const int prime : {2, 3, 5, 7, 11, 13, 17, 19, 23}) {
      if (line->denominator % prime == 0) {
        ++reduced;
        BOOST_TEST(!solvable(m, right, den, line->denominator / prime));
      }
    }
  }
  BOOST_TEST(reduced > 50);
  BOOST_TEST(dependent > 0);
}

BOOST_AUTO_TEST_CASE(large_equations_have_small_denominators) {
  Generator random(4);
  const std::size_t k = 10;
  std::size_t bits = 0;
  for (int round = 0; round < rounds(20); ++round) {
    Vector flat(k * (k + 1)), right(k);
    for (Integer& entry : flat) entry = random.between(-1000000, 1000000);
    for (Integer& entry : right) entry = random.between(-1000000, 1000000);
    const auto line = solve_line(flat, right, 1);
    BOOST_REQUIRE(line.has_value());
    bits += bit_size(line->denominator);
    for (std::size_t r = 0; r < k; ++r) {
      Integer sum = 0;
      for (std::size_t c = 0; c <= k; ++c) sum += flat[r * (k + 1) + c] * line->base[c];
      BOOST_TEST(sum == right[r] * line->denominator);
    }
  }
  BOOST_TEST(bits < 20 * 8);  // the determinants have 200 bits
}

BOOST_AUTO_TEST_CASE(corner_cases) {
  const auto one = solve_line({0, -5}, {3}, 1);
  BOOST_REQUIRE(one.has_value());
  BOOST_TEST(abs(one->kernel[0]) == 1);
  BOOST_TEST(one->kernel[1] == 0);
  BOOST_TEST(one->denominator == 5);
  BOOST_TEST(one->base[1] == -3);
  BOOST_TEST(!solve_line({0, 0}, {3}, 1).has_value());
  BOOST_TEST(!solve_line({1, 0, 0, 1, 0, 0}, {3, 4}, 1).has_value());
  BOOST_TEST(!solve_line({1, 2, 3, 2, 4, 6}, {1, 2}, 1).has_value());
  const auto zero = solve_line({2, 4}, {0}, 7);
  BOOST_REQUIRE(zero.has_value());
  BOOST_TEST(zero->denominator == 1);
  FTCERT_CHECK_ERROR(solve_line({1, 2, 3}, {1}, 1), Code::kContract);
  FTCERT_CHECK_ERROR(solve_line({1, 2}, {1}, 0), Code::kContract);
}
