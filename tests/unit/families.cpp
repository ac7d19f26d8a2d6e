// Families of data: what their descriptions say of every one of them; label patterns against a count of orbits.
#include "ftcert/families/family.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "ftcert/common/changed_rows.hpp"
#include "ftcert/families/patterns.hpp"

using namespace ftcert;

namespace {

std::uint64_t binomial(std::uint64_t n, std::uint64_t k) {
  std::uint64_t value = 1;
  for (std::uint64_t i = 0; i < k; ++i) value = value * (n - i) / (i + 1);
  return value;
}

// Burnside: labels that each of the four symmetries leaves as they are. The sign alone leaves none, as one label is not 0; the reflection with the sign
// changes a middle sample that is not 0.
std::uint64_t orbits(std::uint64_t samples, std::uint64_t changed) {
  const auto two_to = [](std::uint64_t n) { return std::uint64_t{1} << n; };
  const std::uint64_t half = samples / 2, all = binomial(samples, changed) * two_to(changed);
  std::uint64_t reflected = 0, with_sign = 0;
  if (changed % 2 == 0) reflected = with_sign = binomial(half, changed / 2) * two_to(changed / 2);
  if (changed % 2 == 1 && samples % 2 == 1) reflected = binomial(half, changed / 2) * two_to(changed / 2) * 2;
  return (all + reflected + with_sign) / 4;
}

std::string text_of(const FamilyData& data) {
  std::string text;
  for (const PointMatrix* matrix : {&data.points, &data.residuals}) {
    for (const Rational& entry : matrix->entries) text += entry.text() + " ";
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(one_pattern_of_each_orbit) {
  for (std::size_t samples = 1; samples <= 9; ++samples) {
    for (std::size_t changed = 1; changed <= samples; ++changed) {
      const PatternShape shape{samples, changed};
      BOOST_TEST(count_patterns(shape) == orbits(samples, changed));
      BOOST_TEST(patterns_to_try(shape, 1'000'000) == binomial(samples, changed) << changed);
      BOOST_TEST(patterns_to_try(shape, 1) == 2U);
    }
  }
  BOOST_TEST(patterns_to_try({30, 20}, 1000) == 1001U);
}

BOOST_AUTO_TEST_CASE(blocks_are_parts_of_the_whole) {
  const PatternShape shape{6, 3};
  std::vector<std::vector<int>> all, parts;
  for_patterns(shape, 0, UINT64_MAX, [&](const std::vector<int>& labels) { all.push_back(labels); });
  BOOST_TEST(std::set(all.begin(), all.end()).size() == all.size());
  for (std::uint64_t first = 0; first < all.size(); first += 7)
    for_patterns(shape, first, first + 7, [&](const std::vector<int>& labels) { parts.push_back(labels); });
  BOOST_TEST((parts == all));
}

BOOST_AUTO_TEST_CASE(all_families_are_what_their_keys_say) {
  for (const Family& family : families()) {
    BOOST_TEST_CONTEXT(std::string(family.name)) {
      BOOST_TEST(find_family(family.name) == &family);
      if (family.keys.block) continue;
      std::size_t made = 0;
      for (std::size_t samples = 1; samples <= 14; ++samples) {
        for (std::size_t changed = 0; changed <= samples + 1; ++changed) {
          for (std::size_t layers = 2; layers <= 3; ++layers) {
            FamilyShape shape{.samples = samples, .changed = changed, .seed = 5, .layers = layers};
            if (family.keys.dimension) shape.dimension = 3;
            if (family.keys.outputs) shape.outputs = 2;
            if (!family.has(shape)) continue;
            ++made;
            const FamilyData data = family.make(shape);
            BOOST_REQUIRE(data.points.count == samples && data.residuals.count == samples);
            BOOST_TEST((data.points.dimension == shape.dimension && data.residuals.dimension == shape.outputs));
            std::set<std::vector<Rational>> points;
            for (std::size_t i = 0; i < samples; ++i)
              points.emplace(data.points.row(i).begin(), data.points.row(i).end());
            BOOST_TEST(points.size() == samples);
            const std::size_t found = changed_rows(data.residuals).size();
            const bool drops = family.name == "normal-loss";  // small labels
            if (family.keys.changed) BOOST_TEST(((found >= 1 || drops) && found <= changed));
            if (family.keys.changed && family.keys.seeds && !drops) BOOST_TEST(found == changed);
            BOOST_TEST(text_of(family.make(shape)) == text_of(data));
            FamilyShape other = shape;
            other.seed = 6;
            if (samples >= 6) BOOST_TEST((text_of(family.make(other)) != text_of(data)) == family.keys.seeds);
          }
        }
      }
      BOOST_TEST(made > 0U);
    }
  }
  BOOST_TEST(find_family("lines") == nullptr);
}

BOOST_AUTO_TEST_CASE(clusters_are_runs) {
  const FamilyData data = find_family("line-clustered")->make({.samples = 50, .changed = 9, .seed = 3});
  const std::vector<std::size_t> rows = changed_rows(data.residuals);
  std::size_t gaps = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) gaps += rows[i] == rows[i - 1] + 1 ? 0 : 1;
  BOOST_TEST(gaps <= 2U);  // three runs of three
}
