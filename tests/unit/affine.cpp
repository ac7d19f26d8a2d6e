// One neuron for each independent output, where residuals are affine; exact systems; and separating units by the corners of a simplex.
#include "ftcert/construct/space/affine.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/construct/space/exact_solution.hpp"
#include "ftcert/construct/space/label_pools.hpp"
#include "ftcert/construct/space/separating_units.hpp"
#include "support/check_plan.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

PointMatrix random_matrix(Generator& generator, std::size_t rows, std::size_t columns) {
  return matrix_of(rows, columns, [&](std::size_t, std::size_t) { return generator.rational(30, 9); });
}

PointMatrix product(const PointMatrix& a, const PointMatrix& b) {
  return matrix_of(a.count, b.dimension, [&](std::size_t i, std::size_t j) {
    Rational sum;
    for (std::size_t k = 0; k < b.count; ++k) sum += a.row(i)[k] * b.row(k)[j];
    return sum;
  });
}

std::string refusal(const Problem& problem) {
  const Outcome outcome = kAffine.plan(problem);
  const auto* reason = std::get_if<Inapplicable>(&outcome);
  return reason == nullptr ? "" : reason->reason;
}

}  // namespace

BOOST_AUTO_TEST_CASE(systems) {
  Generator generator(6);
  std::size_t solved = 0;
  for (int round = 0; round < rounds(50); ++round) {
    const auto n = static_cast<std::size_t>(generator.between(1, 5));
    const PointMatrix matrix = random_matrix(generator, n, n), x = random_matrix(generator, n, 2);
    const auto found = solve_exactly(matrix, product(matrix, x));
    if (!found) continue;
    ++solved;
    BOOST_TEST((found->entries == x.entries));
  }
  BOOST_TEST(solved > 30U);
  BOOST_TEST(!solve_exactly(matrix_of(2, 2, [](std::size_t i, std::size_t) { return Rational(i == 0 ? 1 : 2); }),
                            PointMatrix(2, 1)));
}

// Residuals of rank r: maps to R^r, from there to the outputs.
BOOST_AUTO_TEST_CASE(as_many_neurons_as_the_rank) {
  Generator generator(8);
  for (std::size_t r = 1; r <= 3; ++r) {
    for (std::size_t outputs = r; outputs <= 4; ++outputs) {
      const PointMatrix points = random_matrix(generator, 20, 5);
      PointMatrix residuals =
          product(product(points, random_matrix(generator, 5, r)), random_matrix(generator, r, outputs));
      for (Rational& z : residuals.entries) z += Rational(Integer(1), Integer(3));
      const Problem problem(points, residuals);
      const auto plan = test::checked_plan(kAffine, problem, "", false);
      BOOST_REQUIRE(plan);
      BOOST_TEST(plan->neurons() == r);
    }
  }
}

BOOST_AUTO_TEST_CASE(any_labels_on_few_samples) {
  Generator generator(9);
  const PointMatrix points = random_matrix(generator, 9, 8);
  PointMatrix residuals(9, 1);
  residuals.row(2)[0] = 3;
  residuals.row(7)[0] = -5;
  const auto plan = test::checked_plan(kAffine, Problem(points, residuals), "", false);
  BOOST_REQUIRE(plan);
  BOOST_TEST(plan->neurons() == 1U);
}

// The third of three samples on a line of the plane decides.
BOOST_AUTO_TEST_CASE(samples_that_depend) {
  const PointMatrix points =
      matrix_of(3, 2, [](std::size_t i, std::size_t j) { return Rational(static_cast<std::int64_t>(i * (j + 1))); });
  PointMatrix residuals(3, 1);
  residuals.row(1)[0] = 1;
  BOOST_TEST(refusal(Problem(points, residuals)) == "needs residuals that are an affine function of the samples");
  residuals.row(2)[0] = 2;
  BOOST_TEST(test::checked_plan(kAffine, Problem(points, residuals), "", false).value().neurons() == 1U);
  BOOST_TEST(refusal(Problem(points, PointMatrix(3, 1))) == "needs residuals that are not the same at all samples");
}

BOOST_AUTO_TEST_CASE(one_unit_more_than_outputs) {
  Generator generator(10);
  PointMatrix residuals(12, 3);
  for (std::size_t i = 0; i < 6; ++i) {
    for (Rational& z : residuals.row(i)) z = generator.between(-9, 9);
  }
  const Problem problem(random_matrix(generator, 12, 14), residuals);
  PointMatrix sum(12, 3);
  for (const LabelPool& pool : by_simplex(problem)) {
    for (std::size_t a = 0; a < pool.rows.size(); ++a) {
      BOOST_TEST(pool.values[a].sign() > 0);
      for (std::size_t c = 0; c < 3; ++c) sum.row(pool.rows[a])[c] += pool.values[a] * pool.direction[c];
    }
  }
  BOOST_TEST((sum.entries == residuals.entries));
  const auto plan = test::checked_plan(kSeparatingUnits, problem, "", false);
  BOOST_REQUIRE(plan);
  BOOST_TEST(plan->neurons() <= 4U);
}
