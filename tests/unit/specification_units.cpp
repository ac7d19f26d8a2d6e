// Labels inside demands, half-spaces and polytopes: small cases against brute force, networks evaluated exactly.
#include <boost/test/unit_test.hpp>

#include "ftcert/construct/specification/specified_networks.hpp"
#include "ftcert/construct/specification/unit_networks.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

SpecificationTerms classes_by(const Rational& margin, std::size_t outputs) {
  return {SpecificationKind::kClasses, margin, outputs};
}

// Samples with integer values of f and single classes or pairs of them.
Demands random_classes(Generator& random, std::size_t samples, std::size_t outputs) {
  Samples data;
  data.points = PointMatrix(samples, 1);
  PointMatrix f(samples, outputs);
  for (std::size_t i = 0; i < samples; ++i) {
    data.points.row(i)[0] = i;
    for (Rational& value : f.row(i)) value = random.between(-2, 2);
    ClassSet classes{random.below(outputs)};
    if (outputs > 2 && random.one_in(3)) classes = {0, 1 + random.below(outputs - 1)};
    data.classes.push_back(std::move(classes));
  }
  return Demands(data, classes_by(1, outputs), std::move(f));
}

// Some integer vector that meets all demands, components in 0..most: by trying all.
bool some_vector(const Demands& demands, std::int64_t most) {
  std::vector<Rational> v(demands.outputs());
  for (;;) {
    bool all = true;
    for (const Demand& demand : demands.violated()) all = all && demands.meets(demand, v);
    if (all) return true;
    std::size_t k = 0;
    while (k < v.size()) {
      v[k] += Rational(1);
      if (v[k] <= Rational(most)) break;
      v[k++] = 0;
    }
    if (k == v.size()) return false;
  }
}

// A row of squares 0..8 by 0..8, class 1 inside some of them, f = (1, 0).
struct Plane {
  Samples samples;
  PointMatrix f;
};

template <typename Inside>
Plane plane(const Inside& inside) {
  Plane result;
  result.samples.points = PointMatrix(81, 2);
  result.f = PointMatrix(81, 2);
  for (std::size_t i = 0; i < 81; ++i) {
    const std::size_t x = i % 9, y = i / 9;
    result.samples.points.row(i)[0] = x;
    result.samples.points.row(i)[1] = y;
    result.f.row(i)[0] = 1;
    result.samples.classes.push_back(inside(x, y) ? ClassSet{1} : ClassSet{});
  }
  return result;
}

std::vector<SpecifiedNetwork> built(const Plane& data, std::size_t layers) {
  const Demands demands(data.samples, classes_by(Rational(1, 4), 2), data.f);
  SpecifiedRequest request;
  request.layers = layers;
  std::vector<SpecifiedNetwork> found =
      build_for(demands, demands.with_slack(Rational(1, 16)), data.samples.points, request);
  for (const SpecifiedNetwork& one : found) {
    if (one.network) BOOST_TEST(meets_all(demands, evaluate_batch(*one.network, data.samples.points)));
  }
  return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_common_vector_is_found_where_there_is_one) {
  Generator random(3);
  int yes = 0, no = 0;
  for (int round = 0; round < rounds(300); ++round) {
    const std::size_t outputs = 2 + random.below(3);
    const Demands demands = random_classes(random, 1 + random.below(4), outputs);
    const bool single = std::ranges::all_of(demands.violated(), [](const Demand& d) { return d.classes.size() == 1; });
    CommonVector common(demands, 1);
    bool all = true;
    std::vector<const Demand*> added;
    for (const Demand& demand : demands.violated()) {
      const bool fits = common.add(demand);
      all = all && fits;
      if (fits) added.push_back(&demand);
    }
    for (const Demand* demand : added) BOOST_TEST(demands.meets(*demand, common.value()));
    // Least vectors have components of at most 5 (P - 1): every bound is at most 2 + 2 + 1.
    const bool some = some_vector(demands, 5 * (static_cast<std::int64_t>(outputs) - 1));
    if (single) BOOST_TEST(all == some);  // with several classes the first that goes is taken
    if (all) BOOST_TEST(some);
    (some ? yes : no) += 1;
  }
  BOOST_TEST(yes > 20);
  BOOST_TEST(no > 20);
}

BOOST_AUTO_TEST_CASE(scales_are_the_multiples_that_meet_a_demand) {
  Generator random(4);
  for (int round = 0; round < rounds(200); ++round) {
    const Demands demands = random_classes(random, 1, 3);
    if (demands.violated().empty()) continue;
    std::vector<Rational> v;
    for (int k = 0; k < 3; ++k) v.emplace_back(random.between(-2, 2));
    const auto found = demands.scales(demands.violated()[0], v, 1);
    for (int quarter = 1; quarter <= 80; ++quarter) {
      const Rational s(quarter, 4);
      std::vector<Rational> g = v;
      for (Rational& component : g) component *= s;
      const bool met = demands.meets(demands.violated()[0], g);
      if (found && found->holds(s)) BOOST_TEST(met);
      if (!found) BOOST_TEST(!met);
      if (demands.violated()[0].classes.size() == 1 && met) BOOST_TEST((found && found->holds(s)));
    }
  }
}

BOOST_AUTO_TEST_CASE(one_neuron_for_all_samples_of_a_half_plane) {
  const std::vector<SpecifiedNetwork> found = built(plane([](std::size_t x, std::size_t y) { return x + y >= 12; }), 2);
  BOOST_TEST(found.front().candidate.construction == &kHalfSpaces);
  BOOST_TEST(found.front().network->neurons() == 1u);
}

BOOST_AUTO_TEST_CASE(a_triangle_takes_three_faces_and_a_bump) {
  const auto inside = [](std::size_t x, std::size_t y) { return x >= 2 && y >= 2 && x + y <= 7; };
  std::size_t fewest = 100;
  for (const SpecifiedNetwork& one : built(plane(inside), 3)) {
    if (one.network) fewest = std::min(fewest, one.network->neurons());
  }
  BOOST_TEST(fewest == 4u);
}

BOOST_AUTO_TEST_CASE(two_polytopes_where_one_would_hold_a_kept_sample) {
  const auto inside = [](std::size_t x, std::size_t y) { return y == 4 && (x == 2 || x == 3 || x == 6); };
  const Plane data = plane(inside);
  const Demands demands(data.samples, classes_by(Rational(1, 4), 2), data.f);
  const CentredSamples samples(data.samples.points);
  SearchBudget budget{1e9};
  const auto bumps = find_bumps(demands, samples, Rational(1, 4), {}, budget);
  BOOST_REQUIRE(bumps.has_value());
  BOOST_TEST(bumps->size() == 2u);
  const Network g = bump_network(*bumps, data.samples.points, samples, 0x1p-8);
  BOOST_TEST(meets_all(demands, evaluate_batch(g, data.samples.points)));
}

BOOST_AUTO_TEST_CASE(what_f_meets_is_kept) {
  Samples samples;
  samples.points = PointMatrix(3, 1);
  for (std::size_t i = 0; i < 3; ++i) samples.points.row(i)[0] = i;
  samples.intervals = {Interval{Rational(0), Rational(2)}, Interval{Rational(2), std::nullopt}, std::nullopt};
  PointMatrix f(3, 1);
  for (Rational& value : f.entries) value = 1;
  const SpecificationTerms terms{SpecificationKind::kIntervals, 0, 0};
  const Demands demands(samples, terms, f);
  BOOST_TEST(demands.specified() == 2u);
  BOOST_TEST(demands.satisfied() == 1u);
  BOOST_REQUIRE(demands.violated().size() == 1u);
  BOOST_TEST(demands.violated()[0].row == 1u);
  BOOST_TEST((demands.violated()[0].ranges[0] == Interval{Rational(1), std::nullopt}));
  // An execution of f may be 3/2 off, and miss the first one.
  PointMatrix errors(3, 1);
  errors.entries[0] = Rational(3, 2);
  BOOST_TEST(Demands(samples, terms, f, errors).violated().size() == 2u);
}
