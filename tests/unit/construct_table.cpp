// All constructions together: the table, the theorem's numbers, worst cases, R^d, and a hundred thousand
// samples.
#include <array>
#include <boost/test/unit_test.hpp>
#include <set>

#include "ftcert/construct/table.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "support/check_plan.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// The constructions that project the samples onto a line.
std::vector<const Construction*> line_constructions() {
  std::vector<const Construction*> result;
  for (const char* name : {"canonical", "blocks", "flat-blocks", "hats", "balanced", "fewest-kinks"}) {
    const Construction* found = find_construction(name);
    BOOST_REQUIRE_MESSAGE(found != nullptr, name);
    result.push_back(found);
  }
  return result;
}

// Fewest neurons over the constructions on a line, every plan checked.
std::size_t fewest(const LineData& data) {
  const Problem problem = on_line(data);
  std::size_t best = static_cast<std::size_t>(-1);
  for (const Construction* construction : line_constructions()) {
    if (const auto plan = checked_plan(*construction, problem, data.text())) best = std::min(best, plan->neurons());
  }
  return best;
}

// m*(N, K) of the theorem.
std::size_t exact_worst_case(std::size_t changed, std::size_t count) {
  if (count <= 3) return count - 1;
  if (count == 4) return changed == 1 ? 2 : 3;
  return std::min(3 * changed, count - 2);
}

PointMatrix random_points(std::size_t count, std::size_t dimension, Generator& generator) {
  PointMatrix points(count, dimension);
  for (Rational& e : points.entries) e = generator.rational(1000, 50);
  return points;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_table) {
  std::set<std::string_view> names;
  for (const Construction& c : constructions()) {
    BOOST_TEST(names.insert(c.name).second);
    BOOST_TEST(find_construction(c.name) == &c);
    BOOST_TEST(!c.source.empty());
    BOOST_TEST(!c.promise.empty());
    BOOST_TEST(c.depth >= 2);
    BOOST_TEST((c.plan == nullptr) == c.any_depth());
  }
  BOOST_TEST(find_construction("no such") == nullptr);
  BOOST_TEST(find_construction("") == nullptr);
  BOOST_TEST((Plan{{2, 3}, 5, {}}.neurons()) == 5);
}

// Over all labels in {-1, 0, 1} (and {-2, ..., 2} up to 4 samples) the best construction needs, in the worst
// case, exactly the number of the theorem: an upper bound by construction, and at least as many by the
// theorem's lower bound.
BOOST_AUTO_TEST_CASE(worst_cases_by_exhaustion) {
  for (std::size_t count = 1; count <= 6; ++count) {
    const std::int64_t most = count <= 4 ? 2 : 1;
    for (Spacing spacing : {Spacing::kUnit, Spacing::kRandom, Spacing::kHuge}) {
      if (count == 6 && spacing == Spacing::kRandom) continue;
      Generator generator(count);
      std::vector<std::size_t> worst(count + 1, 0);
      every_labelling(positions(count, spacing, generator), -most, most, [&](const LineData& data) {
        const std::size_t neurons = fewest(data);
        for (std::size_t n = data.changed(); n <= count; ++n) worst[n] = std::max(worst[n], neurons);
      });
      BOOST_TEST(worst[0] == 0);
      for (std::size_t n = 1; n <= count; ++n)
        BOOST_TEST(worst[n] == exact_worst_case(n, count), "N=" << n << " K=" << count);
    }
  }
}

// The worst-case family needs min{3N, K-2} exactly; random data never need more.
BOOST_AUTO_TEST_CASE(up_to_thirty_samples) {
  Generator generator(30);
  for (std::size_t count = 5; count <= 30; ++count) {
    for (std::size_t changed = 1; changed <= count; ++changed) {
      const std::size_t bound = exact_worst_case(changed, count);
      LineData data{positions(count, static_cast<Spacing>(changed % 3), generator), worst_labels(changed, count)};
      BOOST_REQUIRE_EQUAL(data.changed(), changed);
      BOOST_TEST(fewest(data) == bound);
      const std::vector<bool> mask = generator.subset(changed, count);
      for (std::size_t i = 0; i < count; ++i) {
        data.z[i] = mask[i] ? generator.rational(9, 4) + Rational(10) : Rational(0);
        if (generator.one_in(2)) data.z[i] = -data.z[i];
      }
      BOOST_TEST(fewest(data) <= bound);
    }
  }
}

BOOST_AUTO_TEST_CASE(ugly_data) {
  // N = K, all zero, one constant, an affine function, one sample; spacings 2^60 apart and labels 2^200
  // apart.
  for (std::size_t count = 1; count <= 8; ++count) {
    Generator generator(count);
    for (Spacing spacing : {Spacing::kUnit, Spacing::kRandom, Spacing::kHuge}) {
      LineData data{positions(count, spacing, generator), std::vector<Rational>(count)};
      BOOST_TEST(fewest(data) == 0);
      data.z.assign(count, Rational(7, 3));
      BOOST_TEST(fewest(data) == 0);
      for (std::size_t i = 0; i < count; ++i) data.z[i] = Rational(5) - data.x[i] * Rational(3);
      BOOST_TEST(fewest(data) == (count == 1 ? 0 : 1));
      for (std::size_t i = 0; i < count; ++i) {
        data.z[i] = power_of_two(generator.one_in(2) ? 100 : -100) * Rational(generator.one_in(2) ? 1 : -1);
      }
      BOOST_TEST(fewest(data) <= exact_worst_case(count, count));
    }
  }
}

// Several dimensions, rows in any order, several outputs, the direction given or found.
BOOST_AUTO_TEST_CASE(samples_in_space) {
  Generator generator(17);
  std::size_t served = 0, declined = 0;
  for (int round = 0; round < rounds(120); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 12));
    const auto dimension = static_cast<std::size_t>(generator.between(1, 5));
    const auto outputs = static_cast<std::size_t>(generator.between(1, 3));
    const PointMatrix points = random_points(count, dimension, generator);
    PointMatrix residuals(count, outputs);
    for (Rational& z : residuals.entries) z = generator.one_in(2) ? Rational(0) : generator.rational(3, 2);
    std::optional<std::vector<Integer>> direction;
    if (round % 2 == 0) {
      direction.emplace();
      for (std::size_t j = 0; j < dimension; ++j)
        direction->push_back(j == 0 && dimension > 1 ? 0 : 1009 + 31 * round * Integer(j));
    }
    const Problem problem(points, residuals, direction);
    for (const Construction* construction : line_constructions()) {
      ++(checked_plan(*construction, problem) ? served : declined);
    }
  }
  BOOST_TEST(served > 500);
  BOOST_TEST(declined > 20);
}

// No step may be quadratic in the samples: this takes minutes if one is.
BOOST_AUTO_TEST_CASE(a_hundred_thousand_samples) {
  constexpr std::size_t kCount = 100000, kChanged = 1000;
  Generator generator(5);
  PointMatrix points(kCount, 10), residuals(kCount, 1);
  for (Rational& e : points.entries) e = Rational(generator.between(-1000000000, 1000000000)) * power_of_two(-30);
  const std::vector<bool> mask = generator.subset(kChanged, kCount);
  for (std::size_t i = 0; i < kCount; ++i)
    residuals.row(i)[0] = mask[i] ? Rational(1 + generator.between(0, 9)) : Rational(0);
  const Problem problem(points, residuals);
  for (const Construction* construction : line_constructions()) {
    const Outcome outcome = construction->plan(problem);
    const Plan& plan = std::get<Plan>(outcome);
    BOOST_TEST(plan.neurons() <= plan.promised);
    BOOST_TEST(plan.neurons() <= 3 * kChanged + (construction->name == "hats" ? 0 : 1));
    const Network g = plan.build();
    BOOST_TEST((g.widths() == plan.widths));
    BOOST_TEST((evaluate_with_margins(g, points).values.entries == residuals.entries));
    // A few of them from the definition, too.
    for (std::size_t i = 0; i < kCount; i += kCount / 16) {
      BOOST_TEST((g.evaluate(points.row(i))[0] == residuals.row(i)[0]));
    }
  }
}
