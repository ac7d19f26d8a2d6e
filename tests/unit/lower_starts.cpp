// Two hidden layers: the lower bound is that of the best choice of kinks, and does not depend on the direction of the line.
#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>

#include "ftcert/refute/largest_kinks.hpp"
#include "ftcert/refute/lower_bound.hpp"
#include "support/checks.hpp"
#include "support/line_data.hpp"
#include "support/sign_count.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

LineData at_integers(const std::vector<int>& labels) {
  LineData data;
  for (std::size_t i = 0; i < labels.size(); ++i) data.x.emplace_back(i);
  data.z.assign(labels.begin(), labels.end());
  return data;
}

LineData mirrored(const LineData& data) {
  LineData result{data.x, data.z};
  std::reverse(result.x.begin(), result.x.end());
  for (Rational& x : result.x) x = -x;
  std::reverse(result.z.begin(), result.z.end());
  return result;
}

std::size_t bound_of(const LineData& data) { return best_lower_bound(on_line(data), 3); }

// The best bound of all sets of kinks with disjoint intervals for each sign, each set counted by brute force.
std::size_t best_of_all_choices(const LineData& data) {
  const std::size_t n = data.x.size();
  std::size_t best = 0;
  for (std::size_t set = 1; set < (std::size_t{1} << (n - 2)); ++set) {
    ForcedKinks kinks;
    bool disjoint = true;
    for (std::size_t r = 1; r + 1 < n && disjoint; ++r) {
      if (!(set >> (r - 1) & 1)) continue;
      const int bend = (data.z[r - 1] + data.z[r + 1] - data.z[r] - data.z[r]).sign();  // at integers
      auto& same = bend > 0 ? kinks.convex : kinks.concave;
      disjoint = bend != 0 && (same.empty() || same.back() + 2 <= r);
      same.push_back(r);
    }
    if (disjoint) best = std::max(best, least_neurons_by_force(kinks));
  }
  return best;
}

}  // namespace

// A largest set for each sign is best, wherever its kinks lie.
BOOST_AUTO_TEST_CASE(no_choice_is_better) {
  Generator generator(30);
  for (int round = 0; round < rounds(120); ++round) {
    std::vector<int> labels(static_cast<std::size_t>(generator.between(3, 10)));
    for (int& z : labels) z = static_cast<int>(generator.between(-3, 3));
    const LineData data = at_integers(labels);
    const bool constant = std::ranges::all_of(labels, [&](int z) { return z == labels[0]; });
    FTCERT_REQUIRE(bound_of(data) == (constant ? 0 : std::max<std::size_t>(2, best_of_all_choices(data))), data.text());
  }
}

// g(-t) has as many neurons as g(t).
BOOST_AUTO_TEST_CASE(data_and_their_mirror_image_have_one_bound) {
  Generator generator(31);
  std::vector<LineData> all{
      at_integers({0, 3, 3, 3, -1, 2, 1, 1, 2, 3, 3, -2, 0, -2, 3, -2, -1, -1, 0, 0, -1, 0, 2, 2, 3, -2, -1, 0, 1})};
  std::size_t matters = 0;
  for (int round = 0; round < rounds(1500); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(3, 30));
    const std::int64_t most = generator.between(1, 3);
    LineData data{positions(count, Spacing::kRandom, generator), {}};
    for (std::size_t i = 0; i < count; ++i)
      data.z.push_back(generator.one_in(3) ? 0 : Rational(generator.between(-most, most)));
    all.push_back(std::move(data));
  }
  for (const LineData& data : all) {
    const LineData mirror = mirrored(data);
    FTCERT_REQUIRE(bound_of(data) == bound_of(mirror), data.text());
    const auto size = [](const ForcedKinks& kinks) { return std::pair(kinks.convex, kinks.concave); };
    matters += size(largest_kinks(data.x, data.z, Start::kLeft)) != size(largest_kinks(data.x, data.z, Start::kRight));
  }
  BOOST_TEST(matters > all.size() / 4);
}
