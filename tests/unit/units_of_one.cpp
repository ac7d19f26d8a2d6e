// Units of one sample are planned without their rows: what is built has as many neurons as planned, and fits.
#include <boost/test/unit_test.hpp>

#include "ftcert/construct/space/hyperplane_units.hpp"
#include "ftcert/construct/space/tents.hpp"
#include "ftcert/construct/space/unit_choice.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Samples p + t q, in any order, so that no unit holds two of them.
PointMatrix collinear(std::size_t count, std::size_t dimension, Generator& generator) {
  std::vector<Rational> p, q;
  for (std::size_t j = 0; j < dimension; ++j) {
    p.push_back(generator.rational(5, 3));
    q.push_back(Rational(generator.between(1, 4)));
  }
  PointMatrix points(count, dimension);
  for (std::size_t i = 0; i < count; ++i) {
    const Rational t = Rational(static_cast<std::int64_t>(i * 7 % count)) + Rational(1, generator.between(2, 9));
    for (std::size_t j = 0; j < dimension; ++j) points.row(i)[j] = p[j] + t * q[j];
  }
  return points;
}

}  // namespace

BOOST_AUTO_TEST_CASE(neurons_as_planned) {
  Generator generator(31);
  for (int trial = 0; trial < rounds(60); ++trial) {
    const auto count = static_cast<std::size_t>(generator.between(2, 6) * 3 + 1);  // prime to 7
    const auto outputs = static_cast<std::size_t>(generator.between(1, 3));
    if (count % 7 == 0) continue;
    const PointMatrix points = collinear(count, static_cast<std::size_t>(generator.between(1, 3)), generator);
    PointMatrix residuals(count, outputs);
    for (Rational& z : residuals.entries) z = generator.one_in(2) ? Rational(0) : generator.rational(4, 3);
    const Problem problem(points, residuals);
    BOOST_REQUIRE(largest_group(points) == 1U);
    std::size_t labels = 0;
    for (const Rational& z : residuals.entries) labels += z.is_zero() ? 0 : 1;
    for (const Construction* construction : {&kHyperplaneUnits, &kTents}) {
      const Outcome outcome = construction->plan(problem);
      const Plan& plan = std::get<Plan>(outcome);
      BOOST_TEST(plan.neurons() <= 3 * labels);
      const Network g = plan.build();
      BOOST_TEST((g.widths() == plan.widths));
      for (std::size_t i = 0; i < count; ++i) {
        const auto z = residuals.row(i);
        BOOST_TEST((g.evaluate(points.row(i)) == std::vector<Rational>(z.begin(), z.end())));
      }
    }
    // Rows do not change how many there are.
    const auto units = fewest_units(problem, label_partitions(problem, 1), 1, false);
    BOOST_TEST(count_neurons(units, outputs) == std::get<Plan>(kHyperplaneUnits.plan(problem)).neurons());
  }
}
