#include "ftcert/construct/exhaustion/exhaustion.hpp"

#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <functional>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/check/check.hpp"
#include "ftcert/check/methods/alternation.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/write/write.hpp"
#include "support/checks.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// The certificate as written to a file and read back.
Certificate certificate(const LineData& d, std::size_t neurons, const Refutation& refutation) {
  BoundCertificate c;
  const std::size_t points = d.x.size();
  c.claim = {2, neurons, points, d.changed()};
  c.method = &kExhaustion;
  c.dimension = c.outputs = 1;
  c.sample_count = points;
  c.samples.points = PointMatrix(points, 1);
  c.samples.points.entries = d.x;
  c.samples.labels.assign(d.z.begin(), d.z.end());
  std::vector<std::size_t> rows(points);
  for (std::size_t i = 0; i < points; ++i) rows[i] = i;
  c.line = marked_line(rows, {}, refutation);
  c.tree = exhaustion_tree(refutation);
  return read_certificate("t", write_certificate(c));
}

// mu with both halves checked: the network by evaluation, the bound by the checker, which also refuses one neuron more.
std::size_t checked_count(const LineData& d) {
  const auto count = exact_count(d.x, d.z);
  BOOST_REQUIRE(count.has_value());
  const Network g = count->fit.lift({1});
  BOOST_TEST(g.neurons() == count->neurons);
  for (std::size_t i = 0; i < d.x.size(); ++i) BOOST_TEST(g.evaluate(std::vector{d.x[i]})[0] == d.z[i], d.text());
  if (count->neurons > 0) {
    BOOST_TEST(check(certificate(d, count->neurons, count->refutation), "t").claim ==
               "bound layers=2 neurons>=" + std::to_string(count->neurons) + " samples=" + std::to_string(d.x.size()) +
                   " changed=" + std::to_string(d.changed()));
    Refutation more = count->refutation;
    more.nodes = 10000;
    FTCERT_CHECK_ERROR(check(certificate(d, count->neurons + 1, more), "t", {}), Code{214});
  }
  return count->neurons;
}

// m*(N, K) of proofs/theorems.md, section 2.5.
std::size_t theorem(std::size_t changed, std::size_t samples) {
  if (samples == 3) return 2;
  if (samples == 4) return changed == 1 ? 2 : 3;
  return std::min(3 * changed, samples - 2);
}

// All labels 0, 1, -1 on `samples` positions with gaps of 0 to 2 zeros, the sign flipped across gaps other than 1; zeros behind.
void for_all_gap_patterns(std::size_t changed, std::size_t samples,
                          const std::function<void(std::vector<Rational>)>& visit) {
  const std::size_t zeros = std::min(samples - changed, 2 * (changed + 1));
  std::vector<std::size_t> gaps;
  const std::function<void(std::size_t)> extend = [&](std::size_t left) {
    if (gaps.size() <= changed) {
      for (std::size_t gap = 0; gap <= std::min<std::size_t>(left, 2); ++gap) {
        gaps.push_back(gap);
        extend(left - gap);
        gaps.pop_back();
      }
      return;
    }
    if (left > 0) return;
    std::vector<Rational> z(gaps[0]);
    Rational sign(1);
    for (std::size_t r = 1; r <= changed; ++r) {
      z.push_back(sign);
      z.insert(z.end(), gaps[r], Rational(0));
      if (gaps[r] != 1) sign = -sign;
    }
    z.resize(samples);
    visit(std::move(z));
  };
  extend(zeros);
}

LineData some_data(std::size_t points, Generator& generator) {
  LineData d{positions(points, static_cast<Spacing>(generator.between(0, 1)), generator), {}};
  const std::int64_t most = generator.between(1, 12);
  const bool increasing = generator.one_in(3);  // no level piece: the harder cases
  Rational slope(1), value(0);
  for (std::size_t i = 0; i < points; ++i) {
    d.z.push_back(increasing ? value : Rational(generator.between(-most, most)));
    slope += generator.between(-2, 2);
    if (slope.sign() <= 0) slope = 1;
    value += slope;
  }
  return d;
}

std::size_t alternation(const LineData& d) {
  std::size_t kinks = 0;
  int before = 0;
  for (std::size_t r = 1; r + 1 < d.x.size(); ++r) {  // every other sample of a run of one sign
    const int sign = forced_sign(d.z[r - 1], d.z[r], d.z[r + 1], d.x[r] - d.x[r - 1], d.x[r + 1] - d.x[r]);
    const bool counts = sign != 0 && sign != before;
    kinks += counts ? 1 : 0;
    before = counts ? sign : 0;
  }
  return kinks;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_gap_pattern_of_the_worst_case) {
  Generator generator(21);
  std::size_t patterns = 0;
  for (std::size_t samples = 3; samples <= 8; ++samples) {
    for (std::size_t changed = 1; changed <= samples; ++changed) {
      std::size_t most = 0;
      for_all_gap_patterns(changed, samples, [&](std::vector<Rational> z) {
        const LineData d{positions(samples, static_cast<Spacing>(patterns++ % 2), generator), std::move(z)};
        const std::size_t count = checked_count(d);
        if (samples >= 5) BOOST_TEST(count == theorem(changed, samples), d.text());
        most = std::max(most, count);
      });
      BOOST_TEST(most == theorem(changed, samples), "N = " << changed << ", K = " << samples);
    }
  }
  BOOST_TEST(patterns > 300u);
}

// The paper's Figure 3 data: labels 2 at multiples of 4, -1 at 2 mod 4, else 0. Values by linear programs over all choices of patterns.
BOOST_AUTO_TEST_CASE(figure_3) {
  for (std::size_t changed = 2; changed <= 6; ++changed) {
    LineData d;
    for (std::size_t i = 1; i <= 2 * changed + 1; ++i) {
      d.x.push_back(Rational(i));
      d.z.push_back(i % 4 == 0 ? 2 : i % 4 == 2 ? -1 : 0);
    }
    const std::vector<std::size_t> expected{3, 4, 5, 6, 8};
    BOOST_TEST(checked_count(d) == expected[changed - 2]);
  }
}

BOOST_AUTO_TEST_CASE(between_alternation_and_construction) {
  Generator generator(22);
  std::size_t above_alternation = 0;
  for (int round = 0; round < rounds(1500); ++round) {
    const LineData d = some_data(static_cast<std::size_t>(generator.between(3, 12)), generator);
    const std::size_t count = checked_count(d), low = alternation(d);
    BOOST_TEST(low <= count, d.text());
    if (low < count) ++above_alternation;
    const Problem problem = on_line(d);
    for (const Construction& c : constructions()) {
      const Outcome outcome = c.depth == 2 ? c.plan(problem) : Outcome(Inapplicable{});
      if (const auto* plan = std::get_if<Plan>(&outcome)) BOOST_TEST(count <= plan->neurons(), c.name << d.text());
    }
  }
  BOOST_TEST(above_alternation > 100u);
}

// Without conditions, tree and injection lemma: every set of so many patterns is tried.
BOOST_AUTO_TEST_CASE(all_choices_one_by_one) {
  Generator generator(23);
  for (int round = 0; round < rounds(60); ++round) {
    const auto points = static_cast<std::size_t>(generator.between(3, 6));
    const LineData d = some_data(points, generator);
    std::vector<unsigned> all;
    for (unsigned p = 0; p < 4 * (points - 1); ++p) {
      if (p % 4 < 2 ? p / 4 + 2 < points : p / 4 > 0) all.push_back(p);
    }
    const std::function<bool(std::size_t, std::size_t, PatternSet)> fits = [&](std::size_t from, std::size_t left,
                                                                               const PatternSet& choice) {
      if (left == 0) return std::holds_alternative<ReluSum>(fit(d.x, d.z, choice));
      for (std::size_t k = from; k + left <= all.size(); ++k) {
        PatternSet more = choice;
        if (fits(k + 1, left - 1, bit_set(more, all[k]))) return true;
      }
      return false;
    };
    std::size_t count = 0;
    while (!fits(0, count, 0)) ++count;
    BOOST_TEST(checked_count(d) == count, d.text());
  }
}

// The tree alone, on sets that come from no samples.
BOOST_AUTO_TEST_CASE(tree_on_random_sets) {
  Generator generator(25);
  std::size_t complete = 0;
  for (int round = 0; round < rounds(3000); ++round) {
    const std::int64_t patterns = generator.between(1, 9);
    std::vector<unsigned> masks;
    std::vector<PatternSet> sets;
    for (std::int64_t s = generator.between(0, 7); s > 0; --s) {
      unsigned mask = 0;
      for (std::int64_t k = generator.between(1, 4); k > 0; --k) {
        mask |= 1u << static_cast<unsigned>(generator.between(0, patterns - 1));
      }
      masks.push_back(mask);
      sets.push_back(PatternSet(mask));
    }
    const auto meets_all = [&](unsigned choice) {
      return std::all_of(masks.begin(), masks.end(), [&](unsigned mask) { return (mask & choice) != 0; });
    };
    const auto neurons = static_cast<std::size_t>(generator.between(0, 4));
    bool possible = false;
    for (unsigned choice = 0; choice < (1u << patterns); ++choice) {
      possible = possible || (static_cast<std::size_t>(std::popcount(choice)) <= neurons && meets_all(choice));
    }
    const Cover tree = cover(sets, neurons, kMostChoices);
    BOOST_TEST(tree.complete == !possible);
    if (tree.complete) {
      ++complete;
      BOOST_TEST(!cover(sets, neurons, tree.nodes - 1).complete);
    } else {
      BOOST_TEST(pattern_count(tree.choice) <= neurons);
      unsigned choice = 0;
      for (unsigned k = 0; k < patterns; ++k) choice |= bit_test(tree.choice, k) ? 1u << k : 0u;
      BOOST_TEST(meets_all(choice));
    }
  }
  BOOST_TEST(complete > 500u);
}

BOOST_AUTO_TEST_CASE(constant_affine_and_long) {
  BOOST_TEST(checked_count({{0, 1, 2}, {5, 5, 5}}) == 0u);
  BOOST_TEST(checked_count({{0, 1, 2}, {5, 7, 9}}) == 1u);
  BOOST_TEST(checked_count({{0, 1, 2}, {0, 1, 0}}) == 2u);
  LineData square;  // convex and increasing: 49 kinks, and a neuron for the slope before them
  for (int i = 0; i < 100; ++i) {
    square.x.push_back(i);
    square.z.push_back(i * i + i);
  }
  BOOST_TEST(checked_count(square) == 50u);
}

BOOST_AUTO_TEST_CASE(gives_up_at_the_limit) {
  const std::vector<Rational> t{0, 1, 2, 3}, z{0, 1, 3, 6};
  BOOST_TEST(std::holds_alternative<Undecided>(decide(t, z, 1, 3)));
  BOOST_TEST(std::holds_alternative<Refutation>(decide(t, z, 1, 4)));
  BOOST_TEST(!exact_count(t, z, 3).has_value());
}

BOOST_AUTO_TEST_CASE(wrong_certificates) {
  Generator generator(24);
  std::size_t with_sums = 0;
  for (int round = 0; round < rounds(400); ++round) {
    const LineData d = some_data(static_cast<std::size_t>(generator.between(5, 9)), generator);
    const auto count = exact_count(d.x, d.z);
    BOOST_REQUIRE(count.has_value());
    if (count->refutation.sums.empty()) continue;
    ++with_sums;
    const auto rejects = [&](const std::function<void(Refutation&)>& change, std::initializer_list<int> codes) {
      Refutation wrong = count->refutation;
      change(wrong);
      const auto error = error_of([&] { check(certificate(d, count->neurons, wrong), "t", {}); });
      BOOST_REQUIRE(error.has_value());
      BOOST_TEST((std::find(codes.begin(), codes.end(), static_cast<int>(error->code())) != codes.end()),
                 error->what());
    };
    for (std::size_t s = 0; s < count->refutation.sums.size(); ++s) {
      const auto at = [s](Refutation& r) { return r.sums.begin() + static_cast<std::ptrdiff_t>(s); };
      rejects([&](Refutation& r) { r.sums.erase(at(r)), r.nodes = kMostChoices; }, {214});  // each is needed
      rejects([&](Refutation& r) { at(r)->sign = -at(r)->sign; }, {212});
    }
    for (std::size_t k = 0; k < count->refutation.kinks.size(); ++k) {
      rejects([&](Refutation& r) { r.kinks[k].sign = -r.kinks[k].sign; }, {212});
    }
    rejects([](Refutation& r) { ++r.nodes; }, {205});
    rejects([](Refutation& r) { --r.nodes; }, {205});
    rejects([](Refutation& r) { r.kinks.clear(), r.nodes = kMostChoices; }, {205, 214});
  }
  BOOST_TEST(with_sums > 30u);
}
