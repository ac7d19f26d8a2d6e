// The construction against Network::evaluate at every sample, and its counts against the formulas, which
// unit_groups.cpp tests by exhaustive search.
#include "ftcert/construct/space/hyperplane_units.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <functional>
#include <optional>
#include <string>

#include "ftcert/construct/space/unit_groups.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/data/data_number.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Entry;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

Plan plan_of(const Problem& problem) {
  Outcome outcome = kHyperplaneUnits.plan(problem);
  BOOST_REQUIRE(std::holds_alternative<Plan>(outcome));
  return std::get<Plan>(std::move(outcome));
}

// All promises of the interface; result: the plan.
Plan check(const Problem& problem) {
  const Plan plan = plan_of(problem);
  const Network network = plan.build();
  BOOST_TEST(network.depth() == 2U);
  BOOST_TEST(network.widths() == plan.widths, boost::test_tools::per_element());
  const std::size_t neurons = network.neurons();
  BOOST_TEST(neurons <= plan.promised);
  BOOST_TEST(neurons <= 3 * problem.changed().size());
  bool exact = true, integral = true;
  for (std::size_t i = 0; i < problem.samples(); ++i) {
    const auto g = network.evaluate(problem.points().row(i));
    exact = exact && std::equal(g.begin(), g.end(), problem.residuals().row(i).begin());
  }
  BOOST_TEST(exact);
  for (const Rational& w : network.layers()[0].weights) integral = integral && w.is_integer();
  BOOST_TEST(integral);
  return plan;
}

// Nonzero, of sign 1, -1 or (0) any.
Rational label(Generator& random, int sign) {
  Rational value;
  while (value.is_zero()) value = random.rational(1000, 12);
  return sign == 0 ? value : sign > 0 ? abs(value) : -abs(value);
}

PointMatrix labels(Generator& random, std::size_t count, std::size_t changed, int sign) {
  const std::vector<bool> mask = random.subset(changed, count);
  return matrix_of(count, 1, [&](std::size_t i, std::size_t) { return mask[i] ? label(random, sign) : Rational(0); });
}

std::size_t count_sign(const PointMatrix& residuals, int sign) {
  return static_cast<std::size_t>(std::count_if(residuals.entries.begin(), residuals.entries.end(),
                                                [sign](const Rational& z) { return z.sign() == sign; }));
}

std::size_t formula(const PointMatrix& residuals, std::size_t size) {
  return signed_neurons(count_sign(residuals, 1), count_sign(residuals, -1), size);
}

}  // namespace

BOOST_AUTO_TEST_CASE(general_position_reaches_the_formula) {
  Generator random(10);
  for (const std::size_t d : {1U, 2U, 3U, 5U, 10U}) {
    const std::size_t step = d < 5 ? 1 : d / 2 - 1;
    for (const std::size_t count : {d + 1, d + 2, std::size_t{25}}) {
      for (std::size_t changed = 0; changed <= count; changed += count < 25 ? step : 6) {
        for (const int sign : {0, 1, -1}) {
          const std::int64_t below = (changed + d) % 2 == 0 ? 1 : 100;
          const PointMatrix points =
              matrix_of(count, d, [&](std::size_t, std::size_t) { return random.rational(100000000, below); });
          const PointMatrix residuals = labels(random, count, changed, sign);
          const Plan plan = check(Problem(points, residuals));
          BOOST_TEST(plan.widths[0] == formula(residuals, d));
          BOOST_TEST(plan.promised == plan.widths[0]);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(demonstration_size) {
  Generator random(11);
  const PointMatrix points =
      matrix_of(442, 10, [&](std::size_t, std::size_t) { return Rational(random.between(0, 9999), 100); });
  std::size_t row = 0;
  // 9 up and 11 down: a full hat, and one wave for 9 + 1.
  const PointMatrix residuals = matrix_of(442, 1, [&](std::size_t i, std::size_t) {
    return i % 22 == 5 && row < 20 ? label(random, row++ < 9 ? 1 : -1) : Rational(0);
  });
  BOOST_TEST(count_sign(residuals, -1) == 11U);
  BOOST_TEST(check(Problem(points, residuals)).widths[0] == 7U);
}

// The recorded features of 442 patients, one column of them binary; residuals against the constant 150.
BOOST_AUTO_TEST_CASE(real_samples) {
  std::ifstream file(FTCERT_SOURCE_DIR "/data/diabetes/changed.csv");
  std::string line;
  BOOST_REQUIRE(std::getline(file, line));
  std::vector<Rational> features, residuals;
  while (std::getline(file, line)) {
    std::size_t start = 0;
    for (std::size_t comma; (comma = line.find(',', start)) != std::string::npos; start = comma + 1) {
      features.push_back(read_data_number(line.substr(start, comma - start)));
    }
    residuals.push_back(start == line.size() ? Rational(0) : read_data_number(line.substr(start)) - Rational(150));
  }
  PointMatrix points(residuals.size(), 10), z(residuals.size(), 1);
  BOOST_REQUIRE(points.entries.size() == features.size());
  points.entries = features;
  z.entries = residuals;
  const Problem problem(points, z);
  BOOST_REQUIRE(problem.samples() == 442U);
  BOOST_REQUIRE(problem.changed().size() == 20U);
  BOOST_TEST(check(problem).widths[0] == formula(z, 10));
}

BOOST_AUTO_TEST_CASE(samples_on_a_line_and_on_a_plane) {
  Generator random(12);
  for (const int sign : {0, 1, -1}) {
    const PointMatrix residuals = labels(random, 20, 9, sign);
    const PointMatrix line = matrix_of(
        20, 3, [](std::size_t i, std::size_t j) { return Rational(i * i, 7) * Rational(j + 1) + Rational(j); });
    const Plan on_line = check(Problem(line, residuals));
    BOOST_TEST(on_line.promised == 27U);
    PointMatrix plane = matrix_of(20, 3, [&](std::size_t, std::size_t) { return random.rational(100000, 1); });
    for (std::size_t i = 0; i < 20; ++i) plane.row(i)[2] = plane.row(i)[0] * Rational(3) - plane.row(i)[1] + 5;
    BOOST_TEST(check(Problem(plane, residuals)).widths[0] == formula(residuals, 2));
  }
}

BOOST_AUTO_TEST_CASE(grids) {
  Generator random(13);
  for (std::size_t d = 1; d <= 4; ++d) {
    std::size_t count = 1;
    for (std::size_t j = 0; j < d; ++j) count *= 3;
    const PointMatrix points = matrix_of(count, d, [](std::size_t i, std::size_t j) {
      for (; j > 0; --j) i /= 3;
      return Rational(i % 3);
    });
    for (const std::size_t changed : {std::size_t{1}, std::size_t{2}, count / 3, count / 2, count}) {
      if (d == 4 && changed > 2) break;
      for (const int sign : {0, 1, -1}) check(Problem(points, labels(random, count, changed, sign)));
    }
  }
}

BOOST_AUTO_TEST_CASE(repeated_coordinates_and_a_binary_column) {
  Generator random(14);
  for (int round = 0; round < rounds(6); ++round) {
    const PointMatrix points = matrix_of(120, 5, [&](std::size_t i, std::size_t j) {
      if (j == 0) return Rational(i % 2);
      if (j == 1) return Rational(i / 40);
      return Rational(random.between(0, 1000000));
    });
    // Changed samples in runs of one value of the binary column: groups in this order have to be mended.
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < 20; ++i) chosen.push_back(i < 10 ? 12 * i : 12 * (i - 10) + 1);
    const PointMatrix residuals = matrix_of(120, 1, [&](std::size_t i, std::size_t) {
      return std::count(chosen.begin(), chosen.end(), i) != 0 ? label(random, round % 2) : Rational(0);
    });
    BOOST_TEST(check(Problem(points, residuals)).widths[0] == formula(residuals, 5));
  }
}

// Changed samples on one line that also holds other samples between them, all residuals equal: no two of them
// can share a unit.
BOOST_AUTO_TEST_CASE(crowded_line_needs_groups_of_one) {
  Generator random(15);
  PointMatrix points = matrix_of(40, 4, [&](std::size_t, std::size_t) { return random.rational(10000, 1); });
  PointMatrix residuals(40, 1);
  for (std::size_t i = 0; i < 20; ++i) {
    for (std::size_t j = 0; j < 4; ++j) points.row(i)[j] = Rational(i * (j + 1));
    if (i % 2 == 1) residuals.row(i)[0] = 5;
  }
  const Plan plan = check(Problem(points, residuals));
  BOOST_TEST(plan.widths[0] == 30U);
  BOOST_TEST(plan.promised == 30U);
}

BOOST_AUTO_TEST_CASE(huge_ratios_of_scales) {
  Generator random(16);
  for (int round = 0; round < rounds(6); ++round) {
    const PointMatrix points = matrix_of(60, 4, [&](std::size_t i, std::size_t j) {
      const Rational x = random.rational(1000000, 7) + Rational(1, 3);
      return x * power_of_two((j % 2 == 0 ? 60 : -60) * (i % 3 == 0 ? 1 : 0) + (j == 3 ? 200 : 0));
    });
    const PointMatrix residuals = labels(random, 60, 17, round % 3 - 1);
    BOOST_TEST(check(Problem(points, residuals)).widths[0] == formula(residuals, 4));
  }
  // Neighbours at distance 2^-60, unchanged beside changed.
  const PointMatrix close = matrix_of(40, 3, [&](std::size_t i, std::size_t j) {
    return Rational(static_cast<std::int64_t>((i / 2 + 3) * (i / 2 + 7 * j) % 101)) +
           (i % 2 == 0 ? Rational(0) : random.rational(100, 1) * power_of_two(-60));
  });
  const PointMatrix z = matrix_of(40, 1, [](std::size_t i, std::size_t) { return Rational(i % 2); });
  check(Problem(close, z));
}

BOOST_AUTO_TEST_CASE(few_samples) {
  Generator random(17);
  for (std::size_t d = 1; d <= 4; ++d) {
    for (std::size_t count = 1; count <= d + 2; ++count) {
      const PointMatrix points =
          matrix_of(count, d, [&](std::size_t, std::size_t) { return random.rational(9999, 1); });
      for (std::size_t changed = 0; changed <= count; ++changed) {
        const PointMatrix residuals = labels(random, count, changed, 0);
        const Plan plan = check(Problem(points, residuals));
        BOOST_TEST(plan.widths[0] == formula(residuals, std::min(d, count)));
      }
    }
  }
  // The value at a point whose coordinates are all zero, and no changed sample at all.
  check(Problem(PointMatrix(1, 3), matrix_of(1, 1, [](std::size_t, std::size_t) { return Rational(-7, 3); })));
  BOOST_TEST(check(Problem(PointMatrix(1, 3), PointMatrix(1, 2))).widths[0] == 0U);
}

BOOST_AUTO_TEST_CASE(several_outputs) {
  Generator random(18);
  const PointMatrix points = matrix_of(50, 4, [&](std::size_t, std::size_t) { return random.rational(1000000, 1); });
  const std::vector<bool> changed = random.subset(21, 50);
  const auto residuals = [&](std::size_t outputs, const Entry& entry) {
    return matrix_of(50, outputs, [&](std::size_t i, std::size_t c) { return changed[i] ? entry(i, c) : Rational(0); });
  };
  // All components at random: combs, 21 + 2 ceil(21 / 4); with two outputs the components one by one are no
  // better.
  for (const std::size_t outputs : {std::size_t{3}, std::size_t{8}}) {
    const auto z = residuals(outputs, [&](std::size_t, std::size_t) { return label(random, 0); });
    BOOST_TEST(check(Problem(points, z)).widths[0] == 33U);
  }
  // Two outputs, all positive: 6 hats each.
  BOOST_TEST(
      check(Problem(points, residuals(2, [&](std::size_t, std::size_t) { return label(random, 1); }))).widths[0] ==
      36U - 3U);
  // Parallel residuals: as with one output.
  const auto parallel = residuals(3, [&](std::size_t i, std::size_t c) { return Rational(i * (c + 1) + c + 1, 7); });
  BOOST_TEST(check(Problem(points, parallel)).widths[0] == signed_neurons(21, 0, 4));
  // One component a sample, all but the first output negative.
  std::size_t next = 0;
  const auto single = residuals(3, [&](std::size_t, std::size_t c) {
    return next++ / 3 % 3 == c ? label(random, c == 0 ? 1 : -1) : Rational(0);
  });
  BOOST_TEST(check(Problem(points, single)).widths[0] == 3 * signed_neurons(7, 0, 4));
  // A degenerate case with combs: a grid.
  const PointMatrix grid = matrix_of(27, 3, [](std::size_t i, std::size_t j) {
    return Rational(j == 0 ? i / 9 : j == 1 ? i / 3 % 3 : i % 3);
  });
  check(Problem(
      grid, matrix_of(27, 2, [&](std::size_t i, std::size_t) { return i % 3 == 0 ? label(random, 0) : Rational(0); })));
}

BOOST_AUTO_TEST_CASE(the_same_every_time) {
  Generator random(19);
  const PointMatrix points =
      matrix_of(80, 5, [&](std::size_t, std::size_t j) { return Rational(random.between(0, j == 2 ? 1 : 50)); });
  const Problem problem(points, labels(random, 80, 30, 0));
  const Network first = plan_of(problem).build(), second = plan_of(problem).build();
  BOOST_TEST((first.layers()[0].weights == second.layers()[0].weights));
  BOOST_TEST((first.layers()[0].bias == second.layers()[0].bias));
  BOOST_TEST((first.layers()[1].weights == second.layers()[1].weights));
}

BOOST_AUTO_TEST_CASE(declines_what_it_cannot_do) {
  BOOST_TEST(
      std::holds_alternative<Inapplicable>(kHyperplaneUnits.plan(Problem(PointMatrix(1, 0), PointMatrix(1, 1)))));
  const Entry index = [](std::size_t i, std::size_t) { return Rational(i + 1); };
  const Problem large(matrix_of(70000, 1, index), matrix_of(70000, 1, index));
  const Outcome outcome = kHyperplaneUnits.plan(large);
  BOOST_REQUIRE(std::holds_alternative<Inapplicable>(outcome));
  BOOST_TEST(std::get<Inapplicable>(outcome).reason.find("9800000000") != std::string::npos);
}
