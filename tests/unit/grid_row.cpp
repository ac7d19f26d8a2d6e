// Rows against the equations and against what a search over all small rows finds.
#include "ftcert/construct/space/grid_row.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

using Samples = std::vector<std::int64_t>;

std::vector<GridFeature> features_of(const Samples& samples, std::size_t dimension) {
  std::vector<GridFeature> features(dimension);
  const std::size_t count = samples.size() / dimension;
  for (std::size_t j = 0; j < dimension; ++j) {
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < count; ++i) sum += static_cast<double>(samples[i * dimension + j]);
    features[j].middle = std::llround(sum / static_cast<double>(count));
    for (std::size_t i = 0; i < count; ++i) {
      squares += std::pow(static_cast<double>(samples[i * dimension + j] - features[j].middle), 2);
    }
    features[j].spread = std::sqrt(squares / static_cast<double>(count));
  }
  return features;
}

Integer value(const GridRow& row, const Samples& samples, std::size_t i) {
  Integer sum = row.constant;
  for (std::size_t j = 0; j < row.weights.size(); ++j) sum += row.weights[j] * samples[i * row.weights.size() + j];
  return sum;
}

Samples random_samples(Generator& random, std::size_t count, std::size_t dimension, std::int64_t top) {
  Samples samples(count * dimension);
  for (std::int64_t& x : samples) x = random.one_in(3) ? 0 : random.between(0, top);
  return samples;
}

// The first `group` of these samples.
std::span<const std::int64_t> first(const Samples& samples, std::size_t group, std::size_t dimension) {
  return std::span(samples).subspan(0, group * dimension);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_example_of_the_header) {
  const Samples samples{1, 2, 3, 5};
  const auto lattice = RowLattice::make(samples, {{2, 1.0}, {3, 1.5}}, 2);
  BOOST_REQUIRE(lattice);
  const auto row = lattice->near({5, 7}, {0.3, -1.7, 12.0});
  BOOST_REQUIRE(row);
  BOOST_TEST(value(*row, samples, 0) == 5);
  BOOST_TEST(value(*row, samples, 1) == 7);
}

// The values are met exactly; and the row is so near that it differs little at the other samples.
BOOST_AUTO_TEST_CASE(rows_are_exact_and_near) {
  Generator random(71);
  for (int round = 0; round < rounds(12); ++round) {
    const std::size_t dimension = 20 + random.below(60), group = 1 + random.below(dimension / 4), count = group + 100;
    const Samples samples = random_samples(random, count, dimension, 16);
    const auto features = features_of(samples, dimension);
    const auto lattice = RowLattice::make(first(samples, group, dimension), features, group);
    BOOST_REQUIRE(lattice);
    std::vector<double> wanted(dimension + 1);
    for (double& w : wanted) w = static_cast<double>(random.between(-50000, 50000)) / 100;
    std::vector<Integer> targets;
    const auto real = [&](std::size_t i) {
      double sum = wanted[dimension];
      for (std::size_t j = 0; j < dimension; ++j) sum += wanted[j] * static_cast<double>(samples[i * dimension + j]);
      return sum;
    };
    for (std::size_t i = 0; i < group; ++i) targets.emplace_back(std::llround(real(i)));
    const auto row = lattice->near(targets, wanted);
    BOOST_REQUIRE(row);
    for (std::size_t i = 0; i < group; ++i) BOOST_TEST(value(*row, samples, i) == targets[i]);
    double squares = 0;
    for (std::size_t i = group; i < count; ++i) {
      squares += std::pow(value(*row, samples, i).convert_to<double>() - real(i), 2);
    }
    // Rounding alone gives about 6 sqrt(dimension / 12) < 16; the lattice of a group of a quarter of the dimension some times more. A row that is
    // not reduced, or not brought near, is off by thousands.
    BOOST_TEST(std::sqrt(squares / 100) < 120);
  }
}

// In one dimension less than the features the best row is known by trying all.
BOOST_AUTO_TEST_CASE(the_nearest_plane_finds_near_rows_in_the_plane) {
  Generator random(72);
  for (int round = 0; round < rounds(40); ++round) {
    Samples samples = random_samples(random, 1, 2, 9);
    const std::vector<GridFeature> features{{0, 1.0}, {0, 1.0}};
    const auto lattice = RowLattice::make(samples, features, 1);
    BOOST_REQUIRE(lattice);
    const std::vector<double> wanted{static_cast<double>(random.between(-300, 300)) / 100,
                                     static_cast<double>(random.between(-300, 300)) / 100,
                                     static_cast<double>(random.between(-300, 300)) / 100};
    const Integer target = random.between(-20, 20);
    const auto distance = [&](const GridRow& row) {
      return std::pow(row.weights[0].convert_to<double>() - wanted[0], 2) +
             std::pow(row.weights[1].convert_to<double>() - wanted[1], 2) +
             std::pow(row.constant.convert_to<double>() - wanted[2], 2);
    };
    double best = 1e300;
    for (int a = -60; a <= 60; ++a) {
      for (int b = -60; b <= 60; ++b) {
        const GridRow row{{a, b}, target - Integer(a) * samples[0] - Integer(b) * samples[1]};
        best = std::min(best, distance(row));
      }
    }
    const auto row = lattice->near({target}, wanted);
    BOOST_REQUIRE(row);
    BOOST_TEST(value(*row, samples, 0) == target);
    BOOST_TEST(distance(*row) <= 2 * best + 1);  // Babai in a reduced plane; + 1: weights are rounded first
  }
}

// Values that no integer row has: where the samples differ by multiples of 3 alone, values do. Three samples that are no plane's have one row.
BOOST_AUTO_TEST_CASE(impossible_values_are_refused) {
  const Samples samples{0, 6, 3, 0, 9, 12};
  const auto features = features_of(samples, 2);
  const auto lattice = RowLattice::make(samples, features, 3);
  BOOST_REQUIRE(lattice);
  BOOST_TEST(!lattice->near({0, 1, 0}, {0, 0, 0}));
  const auto row = lattice->near({4, 13, 7}, {0, 0, 0});
  BOOST_REQUIRE(row);
  BOOST_TEST(row->weights[0] == 1);
  BOOST_TEST(row->weights[1] == -1);
  BOOST_TEST(row->constant == 10);
}

// Three samples on a line have values on a line.
BOOST_AUTO_TEST_CASE(dependent_samples) {
  const Samples samples{1, 1, 2, 3, 3, 5};
  const auto lattice = RowLattice::make(samples, features_of(samples, 2), 3);
  BOOST_REQUIRE(lattice);
  BOOST_TEST(!lattice->near({0, 1, 3}, {0, 0, 0}));
  const auto row = lattice->near({7, 9, 11}, {5, 5, 5});
  BOOST_REQUIRE(row);
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(value(*row, samples, i) == 7 + 2 * i);
}

// A feature without spread gets no weight; what it contributed goes to the constant.
BOOST_AUTO_TEST_CASE(constant_features) {
  const Samples samples{4, 0, 4, 1};
  const auto lattice = RowLattice::make(samples, {{4, 0}, {0, 0.5}}, 2);
  BOOST_REQUIRE(lattice);
  BOOST_TEST(lattice->chosen() == std::vector<std::size_t>{1}, boost::test_tools::per_element());
  const auto row = lattice->near({10, 13}, {2, 3, 2});
  BOOST_REQUIRE(row);
  BOOST_TEST(row->weights[0] == 0);
  BOOST_TEST(row->weights[1] == 3);
  BOOST_TEST(row->constant == 10);
  const auto none = RowLattice::make(Samples{4, 4}, {{4, 0}, {4, 0}}, 1);
  BOOST_REQUIRE(none);
  BOOST_TEST(none->near({9}, {0, 0, 0})->constant == 9);
}

// With a pull the values are met nearly, by a row that is nearer; the stronger, the more exactly.
BOOST_AUTO_TEST_CASE(a_pull_trades_values_for_nearness) {
  Generator random(73);
  const std::size_t dimension = 60, group = 30, count = 130;
  const Samples samples = random_samples(random, count, dimension, 16);
  const auto features = features_of(samples, dimension);
  std::vector<double> wanted(dimension + 1);
  for (double& w : wanted) w = static_cast<double>(random.between(-50000, 50000)) / 100;
  std::vector<Integer> targets;
  for (std::size_t i = 0; i < group; ++i) {
    double sum = wanted[dimension];
    for (std::size_t j = 0; j < dimension; ++j) sum += wanted[j] * static_cast<double>(samples[i * dimension + j]);
    targets.emplace_back(std::llround(sum));
  }
  const auto distance_of = [&](double pull, Integer& farthest) {
    const auto lattice = RowLattice::make(first(samples, group, dimension), features, group, pull);
    BOOST_REQUIRE(lattice);
    const auto row = lattice->near(targets, wanted);
    BOOST_REQUIRE(row);
    farthest = 0;
    for (std::size_t i = 0; i < group; ++i) {
      farthest = std::max<Integer>(farthest, abs(value(*row, samples, i) - targets[i]));
    }
    double squares = 0;
    for (std::size_t j = 0; j < dimension; ++j) {
      squares += std::pow((row->weights[j].convert_to<double>() - wanted[j]) * features[j].spread, 2);
    }
    return squares;
  };
  Integer exact, strong, weak;
  const double far = distance_of(0, exact), near = distance_of(8, strong), nearest = distance_of(0.5, weak);
  BOOST_TEST(exact == 0);
  BOOST_TEST(strong <= 20);
  BOOST_TEST(weak <= 200);
  BOOST_TEST(near < far);
  BOOST_TEST(nearest < near);
}

// Of many features some are chosen; the others get the rounded weight. Too many samples, or bits, are refused at once.
BOOST_AUTO_TEST_CASE(many_features_and_limits) {
  Generator random(74);
  const std::size_t dimension = 784, group = 12;
  const Samples samples = random_samples(random, group + 20, dimension, 255);
  const auto features = features_of(samples, dimension);
  const auto lattice = RowLattice::make(first(samples, group, dimension), features, group);
  BOOST_REQUIRE(lattice);
  BOOST_TEST(lattice->chosen().size() == RowLattice::kAllFeatures);
  std::vector<double> wanted(dimension + 1, 10.25);
  std::vector<Integer> targets;
  for (std::size_t i = 0; i < group; ++i) targets.emplace_back(random.between(0, 1000));
  const auto row = lattice->near(targets, wanted);
  BOOST_REQUIRE(row);
  for (std::size_t i = 0; i < group; ++i) BOOST_TEST(value(*row, samples, i) == targets[i]);
  std::size_t rounded = 0;
  for (const Integer& w : row->weights) rounded += w == 10 ? 1 : 0;
  BOOST_TEST(rounded >= dimension - RowLattice::kAllFeatures);
  const Samples many = random_samples(random, RowLattice::kMostSamples + 1, 3, 9);
  BOOST_TEST(!RowLattice::make(many, features_of(many, 3), RowLattice::kMostSamples + 1));
  const Samples longest = random_samples(random, 60, 3, std::int64_t{1} << 50);
  BOOST_TEST(!RowLattice::make(longest, features_of(longest, 3), 60));
  wanted[0] = 1e30;
  BOOST_TEST(!lattice->near(targets, wanted));
}
