// The construction against Network::evaluate at every sample; its cuts against what they say of themselves.
#include "ftcert/construct/cut/cuts_and_units.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/construct/cut/cut_chain.hpp"
#include "ftcert/construct/space/hyperplane_units.hpp"
#include "ftcert/construct/space/unit_groups.hpp"
#include "support/check_plan.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

// Sums of four numbers each, so that samples far out are few.
PointMatrix cloud(Generator& generator, std::size_t count, std::size_t d) {
  return matrix_of(count, d, [&](std::size_t, std::size_t) {
    std::int64_t sum = 0;
    for (int k = 0; k < 4; ++k) sum += generator.between(-4096, 4096);
    return Rational(Integer(sum), Integer(4096));
  });
}

Problem with_changes(PointMatrix points, std::size_t changed, Generator& generator) {
  PointMatrix residuals(points.count, 1);
  for (std::size_t i = 0; i < changed; ++i) {
    const std::int64_t z = generator.between(1, 255);
    residuals.row(i)[0] = Rational(Integer(generator.between(0, 1) == 0 ? z : -z), Integer(128));
  }
  return Problem(std::move(points), std::move(residuals));
}

std::size_t neurons(const Construction& construction, const Problem& problem) {
  const Outcome outcome = construction.plan(problem);
  return std::get<Plan>(outcome).neurons();
}

}  // namespace

BOOST_AUTO_TEST_CASE(fewer_than_units_alone) {
  Generator generator(11);
  for (int round = 0; round < rounds(6); ++round) {
    const std::size_t d = 4 + static_cast<std::size_t>(generator.between(0, 4));
    const Problem problem = with_changes(cloud(generator, 200, d), 80, generator);
    const auto plan = test::checked_plan(kCutsAndUnits, problem, "", false);
    BOOST_REQUIRE(plan);
    BOOST_TEST(plan->neurons() < neurons(kHyperplaneUnits, problem));
  }
}

BOOST_AUTO_TEST_CASE(what_cuts_leave) {
  Generator generator(3);
  const Problem problem = with_changes(cloud(generator, 120, 5), 60, generator);
  SearchBudget budget{1e10};
  const CutChain chain = make_cuts(problem, largest_group(problem.points()), budget);
  BOOST_REQUIRE(!chain.cuts.empty());
  std::vector<Rational> left(problem.samples());
  std::vector<bool> finished(problem.samples());
  for (std::size_t i = 0; i < problem.samples(); ++i) {
    left[i] = problem.residuals().row(i)[0];
    finished[i] = left[i].is_zero();
  }
  for (const Cut& cut : chain.cuts) {
    std::size_t served = 0;
    for (std::size_t i = 0; i < problem.samples(); ++i) {
      const Rational p = cut.row.value(problem.points().row(i));
      if (finished[i]) BOOST_TEST(p.sign() <= 0);
      if (p.sign() > 0) left[i] -= cut.sign > 0 ? p : -p;
      if (!finished[i] && left[i].is_zero()) ++served, finished[i] = true;
    }
    BOOST_TEST(served == cut.served);
    BOOST_TEST(3 * served > 5U);
  }
  BOOST_TEST((left == chain.left));
}

// Three samples beyond a line, with residuals of an affine function, and many others on the other side.
BOOST_AUTO_TEST_CASE(one_neuron_for_more_samples_than_a_unit_has) {
  Generator generator(2);
  PointMatrix points = matrix_of(40, 2, [&](std::size_t i, std::size_t j) {
    if (i >= 3) return generator.rational(20, 9);
    return Rational(static_cast<std::int64_t>(j == 0 ? 30 + i : 7 * i * i));
  });
  PointMatrix residuals(40, 1);
  for (std::size_t i = 0; i < 3; ++i) {
    residuals.row(i)[0] =
        (points.row(i)[0] - Rational(25)) * Rational(2) + points.row(i)[1] * Rational(Integer(1), Integer(7));
  }
  const Problem problem(std::move(points), std::move(residuals));
  const auto plan = test::checked_plan(kCutsAndUnits, problem, "", false);
  BOOST_REQUIRE(plan);
  BOOST_TEST(plan->neurons() == 1U);
}

BOOST_AUTO_TEST_CASE(where_it_does_not_apply) {
  const auto declines = [](const Problem& problem) {
    const Outcome outcome = kCutsAndUnits.plan(problem);
    const auto* reason = std::get_if<Inapplicable>(&outcome);
    return reason != nullptr && !reason->reason.empty();
  };
  Generator generator(4);
  BOOST_TEST(declines(with_changes(cloud(generator, 9, 1), 3, generator)));  // a line
  PointMatrix two(9, 2);
  two.row(0)[0] = two.row(1)[1] = 1;
  BOOST_TEST(declines(Problem(cloud(generator, 9, 3), std::move(two))));  // two outputs
  // The middle of a grid: no half-space holds it alone.
  PointMatrix grid = matrix_of(
      9, 2, [](std::size_t i, std::size_t j) { return Rational(static_cast<std::int64_t>(j == 0 ? i / 3 : i % 3)); });
  PointMatrix middle(9, 1);
  middle.row(4)[0] = 1;
  BOOST_TEST(declines(Problem(std::move(grid), std::move(middle))));
}
