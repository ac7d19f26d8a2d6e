// Tents against Network::evaluate at every sample, the margin of their second layer, and their counts.
#include "ftcert/construct/space/tents.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "ftcert/construct/space/unit_groups.hpp"
#include "ftcert/floats/execution_error.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;

namespace {

PointMatrix random_points(Generator& random, std::size_t count, std::size_t dimension) {
  PointMatrix points(count, dimension);
  for (Rational& entry : points.entries) entry = Rational(random.between(-9999, 9999), 64);
  return points;
}

// `changed` rows of `outputs` numbers that are not 0; sign 0: of both signs.
PointMatrix labels(Generator& random, std::size_t count, std::size_t outputs, std::size_t changed, int sign) {
  PointMatrix residuals(count, outputs);
  const std::vector<bool> mask = random.subset(changed, count);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; mask[i] && c < outputs; ++c) {
      const Rational size(random.between(1, 999), 7);
      residuals.row(i)[c] = sign < 0 || (sign == 0 && random.one_in(2)) ? -size : size;
    }
  }
  return residuals;
}

std::size_t count_sign(const PointMatrix& residuals, int sign) {
  return static_cast<std::size_t>(std::count_if(residuals.entries.begin(), residuals.entries.end(),
                                                [sign](const Rational& z) { return z.sign() == sign; }));
}

Plan plan_of(const Problem& problem) {
  Outcome outcome = kTents.plan(problem);
  BOOST_REQUIRE(std::holds_alternative<Plan>(outcome));
  return std::get<Plan>(std::move(outcome));
}

// Layer by layer: every neuron of the second layer is below 0 by a sixteenth of its bias wherever the residual is 0.
bool off_by_a_margin(const Network& g, const Problem& problem) {
  const AffineMap& first = g.layers()[0];
  const AffineMap& second = g.layers()[1];
  for (std::size_t i = 0; i < problem.samples(); ++i) {
    const auto z = problem.residuals().row(i), x = problem.points().row(i);
    if (!std::all_of(z.begin(), z.end(), [](const Rational& value) { return value.is_zero(); })) continue;
    for (std::size_t n = 0; n < second.rows; ++n) {
      Rational sum = second.bias[n];
      for (std::size_t k = 0; k < first.rows; ++k) {
        Rational p = first.bias[k];
        for (std::size_t j = 0; j < x.size(); ++j) p += first.weight(k, j) * x[j];
        if (p.sign() > 0) sum += second.weight(n, k) * p;
      }
      if (sum * Rational(16) > -second.bias[n]) return false;
    }
  }
  return true;
}

Network check(const Problem& problem) {
  const Plan plan = plan_of(problem);
  const Network g = plan.build();
  BOOST_TEST(g.depth() == 3U);
  BOOST_TEST(g.widths() == plan.widths, boost::test_tools::per_element());
  BOOST_TEST(plan.neurons() <= plan.promised);
  bool exact = true;
  for (std::size_t i = 0; i < problem.samples(); ++i) {
    const auto value = g.evaluate(problem.points().row(i));
    exact = exact && std::equal(value.begin(), value.end(), problem.residuals().row(i).begin());
  }
  BOOST_TEST(exact);
  BOOST_TEST(off_by_a_margin(g, problem));
  return g;
}

struct Running {
  std::size_t groups;
  Rational error;  // of any execution in binary32 at the changed samples
};

// The rounded network for a goal, all labels being of one sign; no kept sample moves by a bit.
Running run_for(const PointMatrix& points, const PointMatrix& z, const Rational& deviation) {
  const Problem problem(points, z, std::nullopt, FloatGoal{FloatFormat::kBinary32, deviation, false});
  const Plan plan = plan_of(problem);
  check(problem);
  BOOST_REQUIRE(plan.nearly);
  const Network near = plan.nearly();
  BOOST_TEST(near.widths() == plan.widths, boost::test_tools::per_element());
  BOOST_TEST(off_by_a_margin(near, problem));
  const auto running = to_format(near, points, FloatFormat::kBinary32);
  BOOST_REQUIRE(running.has_value());
  const ExecutionError error = execution_error(*running, points, z, FloatFormat::kBinary32);
  BOOST_TEST(error.keeps_all());
  return {plan.widths[1], error.changed_error};
}

}  // namespace

BOOST_AUTO_TEST_CASE(counts_are_those_of_hyperplane_units) {
  Generator random(30);
  for (const std::size_t d : {1U, 2U, 5U}) {
    for (const std::size_t changed : {0U, 4U, 7U}) {
      for (const int sign : {0, 1, -1}) {
        const PointMatrix points = random_points(random, 14, d);
        const PointMatrix z = labels(random, 14, 1, changed, sign);
        BOOST_TEST(check(Problem(points, z)).neurons() == signed_neurons(count_sign(z, 1), count_sign(z, -1), d));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_hat_and_a_wave) {
  Generator random(31);
  const PointMatrix points = random_points(random, 20, 2);
  PointMatrix z(20, 1);
  z.row(3)[0] = 5;
  z.row(4)[0] = Rational(1, 3);
  const Network hat = check(Problem(points, z));
  BOOST_TEST(hat.widths() == (std::vector<std::size_t>{2, 1}), boost::test_tools::per_element());
  z.row(4)[0] = Rational(-1, 3);
  const Network wave = check(Problem(points, z));
  BOOST_TEST(wave.widths() == (std::vector<std::size_t>{2, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(grids_and_several_outputs) {
  Generator random(32);
  PointMatrix grid(27, 3);
  for (std::size_t i = 0; i < 27; ++i) {
    grid.row(i)[0] = Rational(i / 9);
    grid.row(i)[1] = Rational(i / 3 % 3);
    grid.row(i)[2] = Rational(i % 3);
  }
  for (const std::size_t changed : {1U, 5U, 27U}) check(Problem(grid, labels(random, 27, 1, changed, 0)));
  check(Problem(grid, labels(random, 27, 3, 9, 0)));
  check(Problem(random_points(random, 40, 4), labels(random, 40, 3, 11, 0)));
}

BOOST_AUTO_TEST_CASE(smaller_groups_for_a_goal) {
  Generator random(33);
  const PointMatrix points = random_points(random, 50, 4), z = labels(random, 50, 1, 12, 1);
  BOOST_TEST(check(Problem(points, z)).neurons() == 9U);
  // Three groups of four where any error will do.
  const Running loose = run_for(points, z, 100);
  BOOST_TEST(loose.groups == 3U);
  const Rational deviation = loose.error * Rational(3, 4);
  const Running strict = run_for(points, z, deviation);
  BOOST_TEST(strict.groups > loose.groups);
  BOOST_TEST(strict.groups < 12U);
  BOOST_TEST((strict.error <= deviation));
  // What no group meets: not a group for each sample when fewer come as near.
  const Running impossible = run_for(points, z, loose.error / Rational(1000000));
  BOOST_TEST(impossible.groups < 12U);
  BOOST_TEST((impossible.error <= strict.error));
}

BOOST_AUTO_TEST_CASE(the_same_every_time) {
  Generator random(34);
  const Problem problem(random_points(random, 60, 6), labels(random, 60, 1, 13, 0));
  BOOST_TEST((plan_of(problem).build() == plan_of(problem).build()));
}

BOOST_AUTO_TEST_CASE(declines_samples_without_components) {
  BOOST_TEST(std::holds_alternative<Inapplicable>(kTents.plan(Problem(PointMatrix(1, 0), PointMatrix(1, 1)))));
}
