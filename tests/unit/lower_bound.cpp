// Lower bounds for given data: what the finder finds, against brute force and against the constructions.
#include "ftcert/refute/lower_bound.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>

#include "ftcert/check/check.hpp"
#include "ftcert/check/methods/signs.hpp"
#include "ftcert/construct/line/fewest_kinks.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/refute/collinear.hpp"
#include "ftcert/refute/largest_kinks.hpp"
#include "ftcert/write/write.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Labels from a small set, so that equal slopes, zeros and zigzags are frequent.
LineData random_line(std::size_t count, Generator& generator) {
  LineData data{positions(count, generator.one_in(2) ? Spacing::kUnit : Spacing::kRandom, generator), {}};
  const std::int64_t most = generator.between(1, 3);
  for (std::size_t i = 0; i < count; ++i)
    data.z.push_back(generator.one_in(3) ? 0 : Rational(generator.between(-most, most)));
  return data;
}

int bend(const LineData& data, std::size_t r) {
  const Rational left = (data.z[r] - data.z[r - 1]) / (data.x[r] - data.x[r - 1]);
  const Rational right = (data.z[r + 1] - data.z[r]) / (data.x[r + 1] - data.x[r]);
  return right > left ? 1 : right < left ? -1 : 0;
}

// The most interior positions of nonzero bend, no two neighbours of one sign: all subsets.
std::size_t most_kinks_by_subsets(const LineData& data) {
  const std::size_t n = data.x.size();
  std::size_t most = 0;
  for (std::size_t set = 0; n > 2 && set < (std::size_t{1} << (n - 2)); ++set) {
    bool allowed = true;
    for (std::size_t r = 1; r + 1 < n && allowed; ++r) {
      if (!(set >> (r - 1) & 1)) continue;
      allowed = bend(data, r) != 0 && !(r > 1 && (set >> (r - 2) & 1) && bend(data, r - 1) == bend(data, r));
    }
    if (allowed) most = std::max(most, static_cast<std::size_t>(std::popcount(set)));
  }
  return most;
}

BoundCertificate certificate_of(const LineData& data, const FoundBound& found, std::size_t layers) {
  BoundCertificate c;
  c.dimension = c.outputs = 1;
  c.sample_count = data.x.size();
  c.samples.points = PointMatrix(data.x.size(), 1);
  c.samples.points.entries = data.x;
  c.samples.labels.assign(data.z.begin(), data.z.end());
  c.samples.lines.assign(data.x.size(), 0);
  c.claim = {layers, found.neurons, data.x.size(), data.changed()};
  c.method = found.method;
  c.line = found.line;
  return c;
}

std::size_t bound_of(const LineData& data, std::size_t layers) { return best_lower_bound(on_line(data), layers); }

}  // namespace

BOOST_AUTO_TEST_CASE(largest_kinks_against_all_subsets) {
  Generator generator(11);
  for (int trial = 0; trial < rounds(3000); ++trial) {
    const LineData data = random_line(static_cast<std::size_t>(generator.between(1, 11)), generator);
    const std::size_t most = most_kinks_by_subsets(data);
    for (const Start start : {Start::kLeft, Start::kRight}) {
      const ForcedKinks kinks = largest_kinks(data.x, data.z, start);
      BOOST_REQUIRE_MESSAGE(kinks.size() == most, data.text());
      for (const auto* same : {&kinks.convex, &kinks.concave}) {
        for (std::size_t k = 0; k < same->size(); ++k) {
          BOOST_REQUIRE(bend(data, (*same)[k]) == (same == &kinks.convex ? 1 : -1));
          if (k > 0) BOOST_REQUIRE((*same)[k] >= (*same)[k - 1] + 2);
        }
      }
    }
  }
}

// One hidden layer: the alternation bound is the number of kinks that `fewest-kinks` computes in another way.
BOOST_AUTO_TEST_CASE(lower_bounds_are_not_above_what_constructions_reach) {
  Generator generator(12);
  for (int trial = 0; trial < rounds(4000); ++trial) {
    const LineData data = random_line(static_cast<std::size_t>(generator.between(1, 14)), generator);
    const Problem problem = on_line(data);
    const std::size_t two = best_lower_bound(problem, 2), three = best_lower_bound(problem, 3);
    const bool constant = std::all_of(data.z.begin(), data.z.end(), [&](const Rational& z) { return z == data.z[0]; });
    BOOST_REQUIRE_MESSAGE(two == std::max<std::size_t>(least_kinks(problem), constant ? 0 : 1), data.text());
    BOOST_REQUIRE(three <= two + 1);  // one more layer of one neuron
    for (const Construction& construction : constructions()) {
      if (construction.depth != 2 && construction.depth != 3) continue;
      const Outcome outcome = ftcert::plan(construction, problem, construction.depth);
      const auto* plan = std::get_if<Plan>(&outcome);
      if (plan == nullptr) continue;
      BOOST_REQUIRE_MESSAGE((construction.depth == 2 ? two : three) <= plan->neurons(), data.text()
                                                                                            << construction.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_found_is_accepted_by_the_checker_and_one_neuron_more_is_not) {
  Generator generator(13);
  for (int trial = 0; trial < rounds(600); ++trial) {
    const LineData data = random_line(static_cast<std::size_t>(generator.between(2, 40)), generator);
    for (std::size_t layers = 2; layers <= 5; ++layers) {
      const Problem problem = on_line(data);
      const FoundBound found = find_lower_bound(problem.points(), problem.residuals(), layers);
      BoundCertificate c = certificate_of(data, found, layers);
      BOOST_REQUIRE_EQUAL(check(c, "found").claim, c.claim.verdict());
      const std::string bytes = write_certificate(c);
      BOOST_REQUIRE_EQUAL(write_certificate(read_certificate("found", bytes)), bytes);
      ++c.claim.neurons;
      BOOST_REQUIRE_THROW(check(c, "found", {}), Error);
    }
  }
}

// Theorem m*_2(N, K) >= min{3N, K-2}.
BOOST_AUTO_TEST_CASE(worst_data_of_one_hidden_layer) {
  for (std::size_t count = 3; count <= 60; ++count) {
    for (std::size_t changed = 1; changed <= count; ++changed) {
      Generator generator(count * 100 + changed);
      const LineData data{positions(count, Spacing::kRandom, generator), worst_labels(changed, count)};
      BOOST_REQUIRE_EQUAL(data.changed(), changed);
      BOOST_REQUIRE_EQUAL(bound_of(data, 2), std::min(3 * changed, count - 2));
    }
  }
}

BOOST_AUTO_TEST_CASE(collinear_samples_in_space) {
  // A zigzag along a line in R^3, hidden among points in general position and another, shorter line.
  Generator generator(14);
  PointMatrix points(0, 3);
  PointMatrix residuals(0, 1);
  const auto add = [&](std::vector<Rational> x, Rational z) {
    points.entries.insert(points.entries.end(), x.begin(), x.end());
    residuals.entries.push_back(std::move(z));
    ++points.count;
    ++residuals.count;
  };
  for (int k = 0; k < 40; ++k)
    add({generator.rational(1000, 7), generator.rational(1000, 11), generator.rational(1000, 13)}, 0);
  for (int k : {3, 0, 4, 1, 5, 2, 6}) {
    const Rational t(Integer(2 * k), Integer(3));
    add({Rational(1) + t, Rational(2) - t, Rational(Integer(1), Integer(7)) * t}, k % 2);
  }
  for (int k = 0; k < 4; ++k) add({Rational(100), Rational(k), Rational(5 * k)}, k % 2);
  const FoundBound found = find_lower_bound(points, residuals, 2);
  BOOST_TEST(found.neurons == 5U);
  BOOST_TEST(found.collinear == 7U);
  BOOST_TEST(found.line.points.size() == 7U);
  BOOST_TEST(found.all_lines);
  for (std::size_t r = 0; r < 7; ++r) {
    const auto row = points.row(found.line.points[r].sample);
    BOOST_TEST((row[1] + row[0] == Rational(3)));
  }
}

BOOST_AUTO_TEST_CASE(data_in_general_position_show_only_that_g_is_not_constant) {
  Generator generator(15);
  PointMatrix points(60, 4), residuals(60, 2);
  for (Rational& x : points.entries) x = generator.rational(100000, 97);
  residuals.row(17)[1] = 5;
  for (std::size_t layers = 2; layers <= 4; ++layers) {
    const FoundBound found = find_lower_bound(points, residuals, layers);
    BOOST_TEST(found.neurons == layers - 1);
    BOOST_TEST(found.collinear == 0U);
    BOOST_TEST(found.line.output.component == 1U);
  }
}

// Lines of a lattice: as many as brute force over all triples says, each once.
BOOST_AUTO_TEST_CASE(every_line_through_a_changed_sample_is_visited_once) {
  Generator generator(16);
  for (int trial = 0; trial < rounds(60); ++trial) {
    const std::size_t dimension = generator.one_in(2) ? 2 : 3;
    std::vector<std::vector<Rational>> rows;
    while (rows.size() < 14) {
      std::vector<Rational> x;
      for (std::size_t d = 0; d < dimension; ++d) x.push_back(Rational(Integer(generator.between(0, 3)), Integer(3)));
      if (std::find(rows.begin(), rows.end(), x) == rows.end()) rows.push_back(x);
    }
    PointMatrix points(rows.size(), dimension);
    for (std::size_t i = 0; i < rows.size(); ++i) std::copy(rows[i].begin(), rows[i].end(), points.row(i).begin());
    const auto mask = generator.subset(5, rows.size());
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (mask[i]) changed.push_back(i);
    }
    const auto collinear = [&](std::size_t a, std::size_t b, std::size_t c) {
      for (std::size_t d = 0; d < dimension; ++d) {
        for (std::size_t e = 0; e < d; ++e) {
          if ((rows[b][d] - rows[a][d]) * (rows[c][e] - rows[a][e]) !=
              (rows[b][e] - rows[a][e]) * (rows[c][d] - rows[a][d]))
            return false;
        }
      }
      return true;
    };
    std::vector<std::vector<std::size_t>> expected;
    for (std::size_t a = 0; a < rows.size(); ++a) {
      for (std::size_t b = a + 1; b < rows.size(); ++b) {
        std::vector<std::size_t> line;
        for (std::size_t c = 0; c < rows.size(); ++c) {
          if (c == a || c == b || collinear(a, b, c)) line.push_back(c);
        }
        const bool first = line[0] == a && line[1] == b;
        if (first && line.size() >= 3 && std::any_of(line.begin(), line.end(), [&](std::size_t i) { return mask[i]; }))
          expected.push_back(line);
      }
    }
    std::vector<std::vector<std::size_t>> found;
    BOOST_TEST(visit_lines(
        points, changed, 1000, [](std::size_t) { return true; },
        [&](const LineOfSamples& line) {
          for (std::size_t r = 1; r < line.t.size(); ++r) BOOST_REQUIRE(line.t[r - 1] < line.t[r]);
          found.push_back(line.rows);
          std::sort(found.back().begin(), found.back().end());
        }));
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    BOOST_TEST((found == expected));
  }
}

BOOST_AUTO_TEST_CASE(too_many_pairs_are_said) {
  PointMatrix points(10, 2), residuals(10, 1);
  for (std::size_t i = 0; i < 10; ++i) points.row(i)[0] = points.row(i)[1] = static_cast<std::int64_t>(i);
  std::size_t lines = 0;
  const auto count = [&](const LineOfSamples&) { ++lines; };
  BOOST_TEST(!visit_lines(
      points, {0, 1, 2}, 29, [](std::size_t) { return true; }, count));
  BOOST_TEST(lines == 1U);
  BOOST_TEST(visit_lines(
      points, {0, 1, 2}, 30, [](std::size_t) { return true; }, count));
  BOOST_TEST(lines == 2U);
}

// m (d+1) + 1 >= N, and d1 d + d2 (d1+1) + 1 >= N, by enumeration.
BOOST_AUTO_TEST_CASE(parameters) {
  for (std::size_t labels = 2; labels < 120; ++labels) {
    for (std::size_t dimension = 1; dimension < 12; ++dimension) {
      std::size_t one = 0;
      while (one * (dimension + 1) + 1 < labels) ++one;
      BOOST_REQUIRE_EQUAL(parameter_lower_bound(labels, dimension, 2), one);
      std::size_t two = labels + 2;
      for (std::size_t first = 1; first <= labels; ++first) {
        for (std::size_t second = 1; second <= labels; ++second) {
          if (first * dimension + second * (first + 1) + 1 >= labels) two = std::min(two, first + second);
        }
      }
      BOOST_REQUIRE_EQUAL(parameter_lower_bound(labels, dimension, 3), two);
    }
  }
}

// Most samples are kept: those far from all changed ones are not looked at.
BOOST_AUTO_TEST_CASE(kept_samples_between_do_not_count) {
  Generator generator(23);
  std::size_t larger = 0;
  for (int trial = 0; trial < rounds(200); ++trial) {
    LineData data{positions(60, generator.one_in(2) ? Spacing::kUnit : Spacing::kRandom, generator), {}};
    const auto most = static_cast<std::size_t>(generator.between(2, 14));
    for (std::size_t i = 0; i < 60; ++i)
      data.z.push_back(generator.one_in(most) ? generator.rational(3, 2) : Rational(0));
    const Problem problem = on_line(data);
    for (const std::size_t layers : {2, 3, 4}) {
      const std::size_t all = find_lower_bound(problem.points(), problem.residuals(), layers).neurons;
      BOOST_REQUIRE_MESSAGE(best_lower_bound(problem, layers) == all, data.text());
      larger += all > layers;
    }
  }
  BOOST_TEST(larger > 100U);
}
