// Polylines through intervals: against the fewest kinks of all choices of labels on a grid.
#include "ftcert/construct/specification/line_boxes.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/construct/line/fewest_kinks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

struct Gates {
  std::vector<Rational> places;
  std::vector<Interval> gates;
};

std::size_t kinks_of(const std::vector<Rational>& places, const std::vector<Rational>& values) {
  PointMatrix points(places.size(), 1), labels(places.size(), 1);
  points.entries = places;
  labels.entries = values;
  return least_kinks(Problem(std::move(points), std::move(labels)));
}

// Over all values that are multiples of 1/2 inside the gates, cut to -4..4.
std::size_t fewest_on_grid(const Gates& data) {
  std::vector<std::vector<Rational>> choices;
  for (const Interval& gate : data.gates) {
    choices.emplace_back();
    for (int twice = -8; twice <= 8; ++twice) {
      if (gate.holds(Rational(twice, 2))) choices.back().emplace_back(twice, 2);
    }
    BOOST_REQUIRE(!choices.back().empty());
  }
  std::vector<std::size_t> at(choices.size());
  std::vector<Rational> values(choices.size());
  std::size_t best = choices.size();
  for (;;) {
    for (std::size_t i = 0; i < at.size(); ++i) values[i] = choices[i][at[i]];
    best = std::min(best, kinks_of(data.places, values));
    std::size_t i = 0;
    while (i < at.size() && ++at[i] == choices[i].size()) at[i++] = 0;
    if (i == at.size()) return best;
  }
}

Gates random_gates(Generator& random) {
  Gates data;
  const std::size_t count = 1 + random.below(6);
  std::int64_t place = 0;
  for (std::size_t i = 0; i < count; ++i) {
    data.places.emplace_back(place += random.between(1, 3));
    const std::int64_t low = random.between(-2, 2), high = low + random.between(0, 1);
    Interval gate{Rational(low), Rational(high)};
    if (random.one_in(6)) gate.low.reset();
    if (random.one_in(6)) gate.high.reset();
    data.gates.push_back(std::move(gate));
  }
  return data;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_line_and_a_kink) {
  const std::vector<Rational> places{0, 1, 2, 3};
  const std::vector<Interval> wide{
      {Rational(0), Rational(1)}, {Rational(1), Rational(2)}, {Rational(2), Rational(3)}, {Rational(3), std::nullopt}};
  BOOST_TEST(fewest_links(places, wide).links == 1u);
  const std::vector<Interval> hat{
      Interval(Rational(0)), {Rational(1), std::nullopt}, {Rational(1), std::nullopt}, Interval(Rational(0))};
  BOOST_TEST(fewest_links(places, hat).links == 2u);
  const std::vector<Interval> kept(4, Interval(Rational(0)));
  BOOST_TEST(fewest_links(places, kept).links == 1u);
}

BOOST_AUTO_TEST_CASE(no_choice_of_labels_has_fewer_kinks) {
  Generator random(20);
  int same = 0, all = 0;
  for (int round = 0; round < rounds(300); ++round) {
    const Gates data = random_gates(random);
    const BoxPath path = fewest_links(data.places, data.gates);
    for (std::size_t i = 0; i < data.gates.size(); ++i) BOOST_TEST(data.gates[i].holds(path.values[i]));
    BOOST_TEST(kinks_of(data.places, path.values) <= path.links - 1);
    std::size_t sizes = 1;
    for (const Interval& gate : data.gates) sizes *= gate.low && gate.high ? 3 : 9;
    if (sizes > 20000) continue;
    const std::size_t fewest = fewest_on_grid(data);
    BOOST_TEST(path.links - 1 <= fewest);
    same += path.links - 1 == fewest ? 1 : 0;
    ++all;
  }
  // The grid holds a best choice nearly always, so that the bound above says something.
  BOOST_TEST(10 * same >= 9 * all);
}
