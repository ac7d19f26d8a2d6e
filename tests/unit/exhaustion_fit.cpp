// Every choice of patterns on small data, against the definitions: a fit is evaluated, a violated condition recomputed.
#include "ftcert/construct/exhaustion/fit.hpp"
#include "ftcert/core/rounding.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/checks.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

struct Pattern {
  std::size_t cell;  // from t[cell] to t[cell + 1]
  bool left;
  int sign;
  bool ends_at(std::size_t r) const { return r == cell || r == cell + 1; }
};

std::vector<Pattern> patterns(const PatternSet& set, std::size_t points) {
  std::vector<Pattern> result;
  for (std::size_t cell = 0; cell + 1 < points; ++cell) {
    for (unsigned k = 0; k < 4; ++k) {
      if (bit_test(set, static_cast<unsigned>(4 * cell) + k)) result.push_back({cell, k >= 2, k % 2 == 0 ? 1 : -1});
    }
  }
  return result;
}

PatternSet all_patterns(std::size_t points) {
  PatternSet all;
  for (std::size_t cell = 0; cell + 1 < points; ++cell) {
    for (unsigned k = 0; k < 4; ++k) {
      if (k < 2 ? cell + 2 < points : cell > 0) bit_set(all, static_cast<unsigned>(4 * cell) + k);
    }
  }
  return all;
}

// Second difference at r, or the slope before position 1, from the definition.
Rational bend(const LineData& d, std::size_t r) {
  const Rational after = (d.z[r + 1] - d.z[r]) / (d.x[r + 1] - d.x[r]);
  return r == 0 ? after : after - (d.z[r] - d.z[r - 1]) / (d.x[r] - d.x[r - 1]);
}

void verify(const LineData& d, const PatternSet& choice) {
  const std::vector<Pattern> chosen = patterns(choice, d.x.size());
  const FitResult result = fit(d.x, d.z, choice);
  if (const auto* sum = std::get_if<ReluSum>(&result)) {
    const Network g = sum->lift({1});
    BOOST_TEST(g.neurons() <= chosen.size());
    for (std::size_t i = 0; i < d.x.size(); ++i) {
      BOOST_TEST(g.evaluate(std::vector{d.x[i]})[0] == d.z[i], d.text() << "choice " << pattern_text(choice));
    }
    for (std::size_t u = 0; u < sum->neurons(); ++u) {
      BOOST_TEST(std::any_of(chosen.begin(), chosen.end(), [&](const Pattern& p) {
        return p.left == (sum->facings[u] == Facing::kLeft) && p.sign == sum->weights[u].sign() &&
               d.x[p.cell] <= sum->kinks[u] && sum->kinks[u] <= d.x[p.cell + 1];
      }));
    }
  } else if (const auto* kink = std::get_if<KinkCondition>(&result)) {
    BOOST_TEST(bend(d, kink->position).sign() == kink->sign);
    for (const Pattern& p : chosen) BOOST_TEST(!(p.sign == kink->sign && p.ends_at(kink->position)));
  } else {
    const auto& condition = std::get<SlopeSum>(result);
    std::vector<std::size_t> b{0};
    b.insert(b.end(), condition.positions.begin(), condition.positions.end());
    Rational total;
    for (const std::size_t r : b) total += bend(d, r);
    BOOST_TEST(total.sign() == condition.sign);
    for (const Pattern& p : chosen) {
      for (const std::size_t r : {p.cell, p.cell + 1}) {
        const bool in = std::find(b.begin(), b.end(), r) != b.end();
        BOOST_TEST(!(in && !p.left && p.sign == condition.sign));
        BOOST_TEST(!(!in && p.left && p.sign == -condition.sign));
      }
    }
  }
}

LineData data(std::size_t points, std::int64_t most, Generator& generator) {
  LineData d{positions(points, static_cast<Spacing>(generator.between(0, 2)), generator), {}};
  for (std::size_t i = 0; i < points; ++i) d.z.push_back(Rational(generator.between(-most, most)));
  return d;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_choice_on_three_and_four_samples) {
  Generator generator(11);
  for (int round = 0; round < rounds(12); ++round) {
    const std::size_t points = round % 3 == 0 ? 4 : 3;
    const LineData d = data(points, 2, generator);
    const PatternSet all = all_patterns(points);
    std::vector<unsigned> bits;
    for (unsigned p = 0; p < 4 * points; ++p) {
      if (bit_test(all, p)) bits.push_back(p);
    }
    BOOST_TEST(bits.size() == 4 * (points - 2));
    for (unsigned mask = 0; mask < (1u << bits.size()); ++mask) {
      PatternSet choice;
      for (std::size_t k = 0; k < bits.size(); ++k) {
        if ((mask >> k & 1u) != 0) bit_set(choice, bits[k]);
      }
      verify(d, choice);
    }
  }
}

BOOST_AUTO_TEST_CASE(random_choices) {
  Generator generator(12);
  for (int round = 0; round < rounds(3000); ++round) {
    const auto points = static_cast<std::size_t>(generator.between(5, 12));
    const LineData d = data(points, generator.one_in(2) ? 2 : 30, generator);
    PatternSet choice;
    const std::int64_t rarity = generator.between(1, 4);
    for (unsigned p = 0; p < 4 * points; ++p) {
      if (bit_test(all_patterns(points), p) && generator.one_in(rarity)) bit_set(choice, p);
    }
    verify(d, choice);
  }
}

// A random network has, by the definition of a pattern, one of each condition that its own values put on networks.
BOOST_AUTO_TEST_CASE(networks_meet_the_conditions_of_their_values) {
  Generator generator(13);
  for (int round = 0; round < rounds(1500); ++round) {
    const auto points = static_cast<std::size_t>(generator.between(3, 8));
    const std::vector<Rational> t = positions(points, Spacing::kUnit, generator);
    const auto last = static_cast<std::int64_t>(points) - 1;
    PatternSet choice;
    ReluSum sum(1);
    for (std::int64_t u = generator.between(1, 4); u > 0; --u) {
      Rational kink(generator.between(-2, 2 * last + 2), 2);
      const bool left = generator.one_in(2);
      const Rational weight(generator.between(-3, 3));
      sum.add(kink, left ? Facing::kLeft : Facing::kRight, std::vector{weight});
      // Outside the samples: zero, or affine like a kink at the end where it is active everywhere.
      const Rational low = left ? Rational(1) : Rational(0), high = left ? Rational(last) : Rational(last - 1);
      kink = kink < low ? low : kink > high ? high : kink;
      auto cell = static_cast<std::size_t>(floor(kink));
      if (kink == high) --cell;
      if (!weight.is_zero()) {
        bit_set(choice, static_cast<unsigned>(4 * cell) + (left ? 2u : 0u) + (weight.sign() < 0 ? 1u : 0u));
      }
    }
    const Network g = sum.lift({1});
    std::vector<Rational> z;
    for (const Rational& x : t) z.push_back(g.evaluate(std::vector{x})[0]);
    const std::vector<Rational> changes = slope_changes(t, z);
    for (std::size_t r = 1; r + 1 < points; ++r) {
      if (!changes[r].is_zero()) BOOST_TEST((intersect(kink_condition(points, r, changes[r].sign()), choice)));
    }
    for (unsigned mask = 0; mask < (1u << (points - 2)); ++mask) {
      std::vector<std::size_t> a;
      for (std::size_t r = 1; r + 1 < points; ++r) {
        if ((mask >> (r - 1) & 1u) != 0) a.push_back(r);
      }
      const int sign = slope_sum(changes, a).sign();
      if (sign != 0) BOOST_TEST((intersect(sum_condition(points, a, sign), choice)));
    }
    BOOST_TEST(std::holds_alternative<ReluSum>(fit(t, z, choice)));
  }
}

BOOST_AUTO_TEST_CASE(conditions_hold_patterns_that_exist) {
  for (std::size_t points = 3; points <= 6; ++points) {
    const PatternSet all = all_patterns(points);
    for (std::size_t r = 1; r + 1 < points; ++r) {
      for (const int sign : {1, -1}) {
        const PatternSet kink = kink_condition(points, r, sign), sum = sum_condition(points, std::vector{r}, sign);
        BOOST_TEST(((kink | sum | all) == all));
        BOOST_TEST(pattern_count(kink) == 4u - (r == 1) - (r + 2 == points));
      }
    }
  }
  BOOST_TEST(pattern_text(kink_condition(3, 1, -1)) == "cell 1 right concave, cell 2 left concave");
  BOOST_TEST(pattern_text(sum_condition(4, {}, 1)) == "cell 1 right convex, cell 2 left concave, cell 3 left concave");
}

BOOST_AUTO_TEST_CASE(needs_three_samples) {
  const std::vector<Rational> two{0, 1};
  FTCERT_CHECK_ERROR(fit(two, two, 0), Code::kContract);
}
