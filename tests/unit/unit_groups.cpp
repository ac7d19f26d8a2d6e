// Neuron counts by exhaustive search over all mixtures; partitions of the labels of several outputs.
#include "ftcert/construct/space/unit_groups.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;

namespace {

// Least 4 waves + 3 hats: hats of one sign and waves hold at most `size` labels each.
std::size_t fewest(std::size_t plus, std::size_t minus, std::size_t size) {
  std::size_t best = 3 * (plus + minus);
  for (std::size_t waves = 0; waves <= plus + minus; ++waves) {
    for (std::size_t up = 0; up <= plus; ++up) {
      for (std::size_t down = 0; down <= minus; ++down) {
        const std::size_t rest_plus = plus > up * size ? plus - up * size : 0;
        const std::size_t rest_minus = minus > down * size ? minus - down * size : 0;
        if (rest_plus + rest_minus <= waves * size) best = std::min(best, 4 * waves + 3 * (up + down));
      }
    }
  }
  return best;
}

PointMatrix random_points(Generator& random, std::size_t count, std::size_t dimension) {
  PointMatrix points(count, dimension);
  for (Rational& entry : points.entries) entry = random.rational(1000000, 1000);
  return points;
}

// Every row of every line and of the pool together give the residuals.
void check_partition(const LabelPartition& partition, const Problem& problem) {
  PointMatrix sum(problem.samples(), problem.outputs());
  const auto add = [&](const LabelLine& line, const std::vector<std::size_t>& rows, int sign) {
    for (const std::size_t i : rows) {
      const Rational value = problem.residuals().row(i)[line.lead];
      BOOST_TEST(value.sign() == sign);
      for (std::size_t c = 0; c < problem.outputs(); ++c) sum.row(i)[c] += value * line.direction[c];
    }
  };
  for (const LabelLine& line : partition.lines) {
    add(line, line.plus, 1);
    add(line, line.minus, -1);
  }
  for (const std::size_t i : partition.pool) {
    for (std::size_t c = 0; c < problem.outputs(); ++c) sum.row(i)[c] += problem.residuals().row(i)[c];
  }
  BOOST_TEST((sum.entries == problem.residuals().entries));
}

}  // namespace

BOOST_AUTO_TEST_CASE(signed_neurons_is_the_least_mixture) {
  for (std::size_t size = 1; size <= 5; ++size) {
    for (std::size_t plus = 0; plus <= 11; ++plus) {
      for (std::size_t minus = 0; minus <= 11; ++minus) {
        const std::size_t count = signed_neurons(plus, minus, size);
        BOOST_TEST(count == fewest(plus, minus, size));
        BOOST_TEST(count <= 4 * ((plus + minus + size - 1) / size));
        BOOST_TEST(count <= 3 * (plus + minus));
      }
    }
  }
  BOOST_TEST(signed_neurons(9, 11, 10) == 7U);
  BOOST_TEST(signed_neurons(10, 10, 10) == 6U);
  BOOST_TEST(signed_neurons(5, 6, 10) == 6U);
  BOOST_TEST(comb_neurons(0, 3) == 0U);
  BOOST_TEST(comb_neurons(7, 3) == 13U);
}

BOOST_AUTO_TEST_CASE(largest_group_is_the_affine_dimension) {
  Generator random(8);
  BOOST_TEST(largest_group(random_points(random, 30, 4)) == 4U);
  BOOST_TEST(largest_group(random_points(random, 3, 5)) == 3U);  // a simplex: all samples may be one group
  BOOST_TEST(largest_group(random_points(random, 5, 5)) == 5U);
  BOOST_TEST(largest_group(random_points(random, 6, 5)) == 5U);
  BOOST_TEST(largest_group(random_points(random, 1, 5)) == 1U);
  PointMatrix plane = random_points(random, 30, 4);
  for (std::size_t i = 0; i < 30; ++i) plane.row(i)[3] = plane.row(i)[0] - plane.row(i)[2] + Rational(1, 3);
  BOOST_TEST(largest_group(plane) == 3U);
  PointMatrix line(30, 3);
  for (std::size_t i = 0; i < 30; ++i) line.row(i)[0] = line.row(i)[2] = Rational(i);
  BOOST_TEST(largest_group(line) == 1U);
}

BOOST_AUTO_TEST_CASE(partitions_of_several_outputs) {
  Generator random(9);
  for (int kind = 0; kind < 4; ++kind) {
    PointMatrix residuals(40, 3);
    for (std::size_t i = 0; i < 24; ++i) {
      const auto z = residuals.row(i);
      const Rational factor(Integer(random.between(1, 9)), 7);
      if (kind == 0) z[i % 3] = Rational(random.between(1, 9)) * Rational(i % 2 == 0 ? 1 : -1);  // one component each
      for (std::size_t c = 0; c < 3; ++c) {
        if (kind == 1) z[c] = Rational(static_cast<std::int64_t>(c) - 1) * factor;  // a line
        if (kind == 2 || (kind == 3 && i < 8)) z[c] = random.rational(1000000, 3) + Rational(1, 7);
        if (kind == 3 && i >= 8) z[c] = Rational(random.between(1, 5));
      }
      if (kind == 3 && i >= 8) z[0] = z[1] = z[2];
    }
    const Problem problem(random_points(random, 40, 4), residuals);
    const auto partitions = label_partitions(problem, 4);
    BOOST_REQUIRE(partitions.size() == 3U);
    for (const LabelPartition& partition : partitions) check_partition(partition, problem);
    for (std::size_t p = 1; p < 3; ++p) {
      BOOST_TEST(generic_neurons(partitions[p - 1], 4) <= generic_neurons(partitions[p], 4));
    }
    const std::size_t least = generic_neurons(partitions[0], 4);
    if (kind == 0) BOOST_TEST(least == 3 * fewest(4, 4, 4));
    if (kind == 1) BOOST_TEST(least == fewest(24, 0, 4));
    if (kind == 2) BOOST_TEST(least == 24U + 2 * 6);
    if (kind == 3) BOOST_TEST(least == fewest(16, 0, 4) + 8 + 2 * 2);
  }
}

// The first 12 changed samples share a coordinate with many others, the last 12 do not: in this very order a
// group can be filled only by replacing a member, because the hull of three samples with the shared
// coordinate holds the others.
BOOST_AUTO_TEST_CASE(members_are_replaced_where_a_hull_is_crowded) {
  Generator random(20);
  PointMatrix points = random_points(random, 80, 3), residuals(80, 1);
  for (std::size_t i = 0; i < 80; ++i) {
    if (i < 12 || i >= 40) points.row(i)[1] = 7;
    if (i < 24) residuals.row(i)[0] = Rational(5);
  }
  const Problem problem(points, residuals);
  const SteepnessTable table(problem.points());
  const auto units = form_units(problem, table, label_partitions(problem, 3).front(), {3});
  BOOST_TEST(units->size() == 8U);
  for (const HyperplaneUnit& unit : *units) BOOST_TEST(unit.shape.kinks.size() == 3U);
}
