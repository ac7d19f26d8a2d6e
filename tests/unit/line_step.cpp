// The best step along a line against exact evaluation at every candidate: the zeros of the entries and the ends of the forbidden intervals.
#include "ftcert/construct/space/line_step.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <optional>
#include <string>

#include "ftcert/construct/space/centred_samples.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

using Numbers = std::vector<double>;

const Rational kNear(1, 1000000000);

Rational condition_at(const Numbers& p, const Numbers& v, const Rational& s) {
  Rational sum;
  for (std::size_t j = 0; j < p.size(); ++j) sum += abs(to_rational(p[j]) + s * to_rational(v[j]));
  return sum;
}

bool keeps_out(const Numbers& p, const Numbers& v, const Rational& s, const Rational& clearance) {
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (abs(to_rational(p[i]) + s * to_rational(v[i])) < clearance) return false;
  }
  return true;
}

std::optional<Rational> least(const Numbers& p, const Numbers& at, const Numbers& v, const Numbers& v_at,
                              const Rational& clearance) {
  std::vector<Rational> candidates{0};
  for (std::size_t j = 0; j < p.size(); ++j) {
    if (v[j] != 0) candidates.push_back(-to_rational(p[j]) / to_rational(v[j]));
  }
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (v_at[i] == 0) continue;
    for (const Rational& end : {clearance, -clearance}) {
      candidates.push_back((end - to_rational(at[i])) / to_rational(v_at[i]));
    }
  }
  std::optional<Rational> best;
  for (const Rational& s : candidates) {
    if (!keeps_out(at, v_at, s, clearance)) continue;
    const Rational condition = condition_at(p, v, s);
    if (!best || condition < *best) best = condition;
  }
  return best;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_best_of_all_candidates) {
  Generator random(60);
  int none = 0, held_back = 0;
  const int trials = rounds(3000);
  for (int round = 0; round < trials; ++round) {
    const auto numbers = [&](std::size_t count, std::int64_t most) {
      Numbers result(count);
      for (double& entry : result) entry = static_cast<double>(random.between(-most, most));
      return result;
    };
    const auto n = static_cast<std::size_t>(random.between(1, 6)), k = static_cast<std::size_t>(random.between(0, 9));
    const Numbers p = numbers(n, 9), v = numbers(n, 5), at = numbers(k, 20), v_at = numbers(k, 12);
    const std::int64_t clearance = random.between(1, 4);
    // Doubles do not tell whether two intervals touch or overlap.
    const Rational wide = Rational(clearance) * (Rational(1) + kNear),
                   narrow = Rational(clearance) * (Rational(1) - kNear);
    const auto most = least(p, at, v, v_at, wide), fewest = least(p, at, v, v_at, narrow);
    StepScratch scratch;
    const auto found = best_step(p, at, v, v_at, static_cast<double>(clearance), scratch);
    BOOST_REQUIRE(found.has_value() == least(p, at, v, v_at, Rational(clearance)).has_value());
    if (!found) {
      ++none;
      continue;
    }
    BOOST_REQUIRE(fewest.has_value());
    BOOST_TEST(found->condition >= to_double(*fewest) - 1e-9);
    if (most) BOOST_TEST(found->condition <= to_double(*most) + 1e-9);
    BOOST_TEST(std::abs(found->condition - to_double(condition_at(p, v, to_rational(found->length)))) < 1e-9);
    BOOST_TEST(keeps_out(at, v_at, to_rational(found->length), narrow));
    const auto freely = best_step(p, {}, v, {}, static_cast<double>(clearance), scratch);
    BOOST_REQUIRE(freely.has_value());
    held_back += freely->condition < found->condition ? 1 : 0;
  }
  BOOST_TEST(none > trials / 100);
  BOOST_TEST(held_back > trials / 4);
}

BOOST_AUTO_TEST_CASE(a_step_by_hand) {
  // |1 + s| + |2 - 2 s| is least at s = 1, where the sample's 0 + s is in its way up to 3; -3 is farther.
  StepScratch scratch;
  const auto step = best_step({1, 2}, {0}, {1, -2}, {1}, 3, scratch);
  BOOST_REQUIRE(step.has_value());
  BOOST_TEST(step->length == 3.0);
  BOOST_TEST(step->condition == 8.0);
  BOOST_TEST(!best_step({1, 2}, {2}, {1, -2}, {0}, 3, scratch).has_value());
  BOOST_TEST(best_step({1, 2}, {3}, {1, -2}, {0}, 3, scratch)->length == 1.0);
}
