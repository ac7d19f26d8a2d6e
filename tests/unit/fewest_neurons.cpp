// The construction meets the lower bound by exhaustion, on lines in any dimension.
#include "ftcert/construct/exhaustion/fewest_neurons.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/construct/exhaustion/exhaustion.hpp"
#include "ftcert/construct/line/fewest_kinks.hpp"
#include "support/check_plan.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

// count samples at 0, 1, .. along (1, .., d), with small residuals, some of them 0.
Problem along_a_line(Generator& generator, std::size_t count, std::size_t d) {
  PointMatrix points = matrix_of(
      count, d, [](std::size_t i, std::size_t j) { return Rational(static_cast<std::int64_t>(i * (j + 1))); });
  PointMatrix residuals = matrix_of(count, 1, [&](std::size_t, std::size_t) {
    return Rational(generator.between(0, 1) == 0 ? 0 : generator.between(-2, 2));
  });
  return Problem(std::move(points), std::move(residuals));
}

// Counts up from no neuron.
std::size_t least(const Problem& problem) {
  std::vector<Rational> z;
  for (const std::size_t row : problem.projection().order) z.push_back(problem.residuals().row(row)[0]);
  return exact_count(problem.projection().values, z).value().neurons;
}

std::size_t with_fewest_kinks(const Problem& problem) {
  const Outcome outcome = kFewestKinks.plan(problem);
  return std::get<Plan>(outcome).neurons();
}

}  // namespace

BOOST_AUTO_TEST_CASE(as_many_as_no_network_undercuts) {
  Generator generator(17);
  std::size_t fewer = 0;
  for (int round = 0; round < rounds(200); ++round) {
    const Problem problem = along_a_line(generator, static_cast<std::size_t>(generator.between(3, 9)),
                                         static_cast<std::size_t>(generator.between(1, 3)));
    const auto plan = test::checked_plan(kFewestNeurons, problem);
    BOOST_REQUIRE(plan);
    BOOST_TEST(plan->neurons() == least(problem));
    if (plan->neurons() < with_fewest_kinks(problem)) ++fewer;
  }
  BOOST_TEST(fewer > 0U);
}

BOOST_AUTO_TEST_CASE(where_it_does_not_apply) {
  const auto declines = [](const Problem& problem) {
    const Outcome outcome = kFewestNeurons.plan(problem);
    const auto* reason = std::get_if<Inapplicable>(&outcome);
    return reason != nullptr && !reason->reason.empty();
  };
  Generator generator(1);
  BOOST_TEST(declines(along_a_line(generator, 2, 1)));
  BOOST_TEST(declines(along_a_line(generator, 501, 1)));
  PointMatrix points =
      matrix_of(4, 1, [](std::size_t i, std::size_t) { return Rational(static_cast<std::int64_t>(i)); });
  BOOST_TEST(declines(Problem(std::move(points), PointMatrix(4, 2))));
}
