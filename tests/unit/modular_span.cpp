// ModularSpan against elimination over the rationals.
#include "ftcert/construct/space/modular_span.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/core/error.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

using Vector = std::vector<Integer>;

std::size_t rational_rank(const std::vector<Vector>& vectors) {
  std::vector<std::vector<Rational>> rows;
  for (const Vector& v : vectors) rows.emplace_back(v.begin(), v.end());
  std::size_t rank = 0;
  for (std::size_t c = 0; !rows.empty() && c < rows[0].size(); ++c) {
    std::size_t p = rank;
    while (p < rows.size() && rows[p][c].is_zero()) ++p;
    if (p == rows.size()) continue;
    std::swap(rows[p], rows[rank]);
    for (std::size_t r = rank + 1; r < rows.size(); ++r) {
      const Rational factor = rows[r][c] / rows[rank][c];
      for (std::size_t j = c; j < rows[r].size(); ++j) rows[r][j] -= factor * rows[rank][j];
    }
    ++rank;
  }
  return rank;
}

}  // namespace

BOOST_AUTO_TEST_CASE(insertion_follows_the_rational_rank) {
  Generator random(1);
  for (int round = 0; round < rounds(200); ++round) {
    const auto n = static_cast<std::size_t>(random.between(1, 6));
    ModularSpan span(n, n);
    std::vector<Vector> kept;
    for (int step = 0; step < 9; ++step) {
      Vector v(n);
      for (Integer& entry : v) entry = random.one_in(3) ? Integer(0) : Integer(random.between(-2, 2)) << (round % 70);
      std::vector<Vector> with = kept;
      with.push_back(v);
      const bool independent = rational_rank(with) > kept.size();
      BOOST_TEST(span.insert(v) == independent);
      if (independent) kept = std::move(with);
      BOOST_TEST(span.rank() == kept.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(support_names_the_vectors_of_the_combination) {
  Generator random(2);
  for (int round = 0; round < rounds(200); ++round) {
    const std::size_t n = 6;
    const auto k = static_cast<std::size_t>(random.between(1, 5));
    ModularSpan span(n, k);
    std::vector<Vector> vectors;
    while (vectors.size() < k) {
      Vector v(n);
      for (Integer& entry : v) entry = random.between(-1000, 1000);
      if (span.insert(v)) vectors.push_back(v);
    }
    Vector sum(n);
    std::vector<std::size_t> expected;
    for (std::size_t a = 0; a < k; ++a) {
      const std::int64_t factor = random.between(-2, 2);
      if (factor != 0) expected.push_back(a);
      for (std::size_t j = 0; j < n; ++j) sum[j] += factor * vectors[a][j];
    }
    const auto support = span.support(sum);
    BOOST_REQUIRE(support.has_value());
    BOOST_TEST(*support == expected, boost::test_tools::per_element());
    std::vector<Vector> with = vectors;
    sum[0] += 1;
    with.push_back(sum);
    BOOST_TEST(span.support(sum).has_value() == (rational_rank(with) == k));
  }
}

BOOST_AUTO_TEST_CASE(the_test_is_one_sided) {
  const Integer prime = (Integer(1) << 61) - 1;
  ModularSpan span(2, 2);
  BOOST_TEST(span.insert(Vector{1, 0}));
  BOOST_TEST(!span.insert(Vector{0, prime}));  // independent over the rationals, but not modulo the prime
  BOOST_TEST(span.insert(Vector{0, prime + 1}));
}

BOOST_AUTO_TEST_CASE(broken_promises) {
  ModularSpan span(2, 1);
  BOOST_TEST(span.insert(Vector{1, 2}));
  FTCERT_CHECK_ERROR(span.insert(Vector{2, 1}), Code::kContract);
  FTCERT_CHECK_ERROR(span.insert(Vector{1, 2, 3}), Code::kContract);
}
