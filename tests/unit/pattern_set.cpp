// PatternSet against std::set, with members beside the ends of words.
#include "ftcert/check/methods/pattern_set.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <iterator>
#include <set>

#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;

namespace {

using Members = std::set<unsigned>;

unsigned random_member(Generator& random) {
  constexpr unsigned kEnds[] = {0, 1, 62, 63, 64, 65, 127, 128, 191, 192};
  return random.one_in(2) ? kEnds[random.below(std::size(kEnds))] : static_cast<unsigned>(random.below(200));
}

bool same(const PatternSet& set, const Members& members) {
  PatternSet other;
  for (const unsigned member : members) bit_set(other, member);
  for (unsigned i = 0; i < 260; ++i) {
    if (bit_test(set, i) != members.contains(i)) return false;
  }
  return set == other && (set == 0) == members.empty() && pattern_count(set) == members.size() &&
         (members.empty() || lsb(set) == *members.begin());
}

}  // namespace

BOOST_AUTO_TEST_CASE(example_of_the_header) {
  PatternSet set = 0b101;
  BOOST_TEST(same(set, {0, 2}));
  bit_set(set, 70);
  BOOST_TEST(pattern_count(set) == 3U);
}

BOOST_AUTO_TEST_CASE(operations_are_those_of_sets) {
  Generator random(1);
  for (int round = 0; round < 2000; ++round) {
    PatternSet a, b;
    Members in_a, in_b;
    for (std::size_t i = random.below(8); i > 0; --i) {
      const unsigned one = random_member(random), other = random.one_in(3) ? one : random_member(random);
      bit_set(a, one), in_a.insert(one);
      bit_set(b, other), in_b.insert(other);
    }
    BOOST_REQUIRE(same(a, in_a));
    Members common, all = in_a, rest;
    std::set_intersection(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::inserter(common, common.end()));
    std::set_difference(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::inserter(rest, rest.end()));
    all.insert(in_b.begin(), in_b.end());
    BOOST_REQUIRE(intersect(a, b) == !common.empty());
    BOOST_REQUIRE(same(a | b, all));
    PatternSet without = a;
    BOOST_REQUIRE(same(without -= b, rest));
    for (const unsigned member : Members(in_a)) {
      bit_unset(a, member), in_a.erase(member);
      BOOST_REQUIRE(same(a, in_a));
    }
    bit_unset(a, random_member(random));
    BOOST_REQUIRE(same(a, {}));
  }
}
