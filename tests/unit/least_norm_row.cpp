// Forms of least norm against answers by hand, their own conditions and a linear program (row_program.hpp).
#include "ftcert/construct/space/least_norm_row.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>

#include "ftcert/construct/space/separating_groups.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

constexpr double kNear = 1e-4;

std::optional<FloatRow> found(const CentredSamples& samples, const RowProgram& program) {
  SearchBudget budget{1e12};
  return least_norm_row(samples, program, budget);
}

// What the form is the least of, written out.
double objective(const CentredSamples& samples, const FloatRow& row) {
  const auto n = static_cast<double>(samples.count());
  std::vector<double> mean(samples.width());
  double squares = 0, result = 0;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    for (std::size_t f = 0; f < mean.size(); ++f) mean[f] += samples.row(i)[f] / n;
  }
  for (std::size_t i = 0; i < samples.count(); ++i) {
    for (std::size_t f = 0; f < mean.size(); ++f) squares += std::pow(samples.row(i)[f] - mean[f], 2) / n;
  }
  for (const double weight : row.weights) result += weight * weight;
  return result + std::pow(row.at(mean) / kConstantEntry, 2) / squares;
}

void check_conditions(const CentredSamples& samples, const RowProgram& program, const FloatRow& row) {
  for (std::size_t g = 0; g < program.group.size(); ++g)
    BOOST_TEST(std::abs(row.at(samples.row(program.group[g])) - program.values[g]) < kNear);
  for (std::size_t i = 0; i < samples.count(); ++i) {
    if (program.sides[i] != 0) BOOST_TEST(row.at(samples.row(i)) <= -program.margin * 0.99);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(by_hand) {
  const CentredSamples samples(
      matrix_of(3, 1, [](std::size_t i, std::size_t) { return Rational(static_cast<std::int64_t>(i)); }));
  const auto row = found(samples, {{2}, {1}, {-1, -1, 0}, 0.25, {}});
  BOOST_REQUIRE(row);
  BOOST_TEST(std::abs(row->at(samples.row(2)) - 1) < kNear);
  // No less steep form is off by the margin.
  BOOST_TEST(std::abs(row->at(samples.row(1)) + 0.25) < kNear);
  // A sample between two others.
  BOOST_TEST(!found(samples, {{1}, {1}, {-1, 0, -1}, 0.25, {}}));
  BOOST_TEST(!found(samples, {{0, 1, 2}, {1, 2, 4}, {0, 0, 0}, 0.25, {}}));
}

BOOST_AUTO_TEST_CASE(conditions_and_a_linear_program) {
  Generator generator(7);
  std::size_t both = 0, neither = 0;
  for (int round = 0; round < rounds(200); ++round) {
    const auto d = static_cast<std::size_t>(generator.between(2, 12));
    const auto count = static_cast<std::size_t>(generator.between(10, 60));
    const CentredSamples samples(
        matrix_of(count, d, [&](std::size_t, std::size_t) { return generator.rational(40, 7); }));
    RowProgram program{{}, {}, std::vector<signed char>(count, -1), 0.02, {}};
    for (std::size_t i = 0; i < static_cast<std::size_t>(generator.between(1, 3)); ++i) {
      program.group.push_back(i);
      program.values.push_back(static_cast<double>(generator.between(1, 50)) / 50);
      program.sides[i] = 0;
    }
    SearchBudget budget{1e12};
    const auto row = found(samples, program);
    program.margin *= 0.98;
    const auto other = solve(samples, program, budget);
    program.margin /= 0.98;
    if (!other) {
      BOOST_TEST(!row);
      ++neither;
    }
    if (!row) continue;
    ++both;
    check_conditions(samples, program, *row);
    const auto same = solve(samples, program, budget);
    if (same) BOOST_TEST(objective(samples, *row) <= objective(samples, same->row) * 1.01);
  }
  BOOST_TEST(both > 50U);
  BOOST_TEST(neither > 20U);
}

// The budget is spent, and then the search ends.
BOOST_AUTO_TEST_CASE(within_a_budget) {
  const CentredSamples samples(
      matrix_of(3, 1, [](std::size_t i, std::size_t) { return Rational(static_cast<std::int64_t>(i)); }));
  SearchBudget little{1}, much{1e6};
  BOOST_TEST(!least_norm_row(samples, {{2}, {1}, {-1, -1, 0}, 0.25, {}}, little));
  BOOST_TEST(least_norm_row(samples, {{2}, {1}, {-1, -1, 0}, 0.25, {}}, much).has_value());
  BOOST_TEST(much.left < 1e6);
}

// Many entries: the groups' search takes it for the whole pool, whose samples are marked by one feature.
BOOST_AUTO_TEST_CASE(one_half_space_for_a_pool) {
  Generator generator(3);
  const std::size_t count = 4100, d = 1000, pool = 12;
  const CentredSamples samples(matrix_of(count, d, [&](std::size_t i, std::size_t j) {
    return Rational(j == 0 ? (i % 300 == 7 && i < 300 * pool ? 40 : 0) : generator.between(-3, 3));
  }));
  SeparatingPool wanted{{}, {}, 0.02, {}};
  for (std::size_t a = 0; a < pool; ++a) {
    wanted.rows.push_back(300 * a + 7);
    wanted.values.push_back(static_cast<double>(generator.between(1, 50)) / 50);
  }
  // A tenth of what one round of a linear program with as many columns takes.
  SearchBudget budget{1e10};
  const SeparatingSearch search = find_groups(samples, wanted, budget, 0);
  BOOST_REQUIRE(!search.not_separated);
  BOOST_REQUIRE(search.groups.size() == 1U);
  BOOST_TEST((search.groups[0].rows == wanted.rows));
  RowProgram program{wanted.rows, wanted.values, std::vector<signed char>(count, -1), wanted.margin, {}};
  for (const std::size_t i : wanted.rows) program.sides[i] = 0;
  check_conditions(samples, program, search.groups[0].row);
}
