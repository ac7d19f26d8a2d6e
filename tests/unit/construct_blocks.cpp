// Theorem 4.4 and its sharper form.
#include "ftcert/construct/line/blocks.hpp"

#include <boost/test/unit_test.hpp>

#include "support/check_plan.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Sizes of the maximal runs of unchanged samples.
std::vector<std::size_t> block_sizes(const std::vector<bool>& changed) {
  std::vector<std::size_t> sizes;
  bool inside = false;
  for (bool c : changed) {
    if (!c && !inside) sizes.push_back(0);
    if (!c) ++sizes.back();
    inside = !c;
  }
  return sizes;
}

void check(const Problem& problem, const std::vector<bool>& changed, const std::string& what) {
  std::size_t saved = 0;
  bool wide = false;
  for (std::size_t size : block_sizes(changed)) {
    saved += size > 2 ? size - 2 : 0;
    wide = wide || size >= 2;
  }
  const auto printed = checked_plan(kBlocks, problem, what);
  const auto flat = checked_plan(kFlatBlocks, problem, what);
  BOOST_REQUIRE(printed && flat);
  BOOST_REQUIRE_EQUAL(printed->promised, changed.size() - 1 - saved);
  BOOST_REQUIRE_EQUAL(flat->promised, changed.size() - 1 - saved - (wide ? 1 : 0));
  BOOST_REQUIRE(flat->neurons() <= printed->neurons());
}

}  // namespace

// All sets T of up to 9 samples, labels of both signs.
BOOST_AUTO_TEST_CASE(every_set_of_changed_samples) {
  Generator generator(1);
  for (std::size_t count = 1; count <= 9; ++count) {
    for (std::size_t mask = 0; mask < (std::size_t{1} << count); ++mask) {
      LineData data{positions(count, static_cast<Spacing>(mask % 3), generator), {}};
      std::vector<bool> changed;
      for (std::size_t i = 0; i < count; ++i) {
        changed.push_back((mask >> i & 1) != 0);
        const std::int64_t size = generator.between(1, 4);
        data.z.push_back(changed.back() ? Rational(generator.one_in(2) ? size : -size) : Rational(0));
      }
      check(on_line(data), changed, data.text());
    }
  }
}

BOOST_AUTO_TEST_CASE(the_bounds_are_reached) {
  // Remark 3: one block of K-N samples; N changed samples zigzag behind it.
  for (std::size_t changed = 1; changed <= 6; ++changed) {
    LineData data;
    for (std::size_t i = 0; i < 10; ++i) {
      data.x.push_back(static_cast<std::int64_t>(i));
      const bool in_block = i < 10 - changed;
      data.z.push_back(in_block ? Rational(0) : Rational(i % 2 == 0 ? 1 : -1));
    }
    const auto printed = checked_plan(kBlocks, on_line(data));
    const auto flat = checked_plan(kFlatBlocks, on_line(data));
    BOOST_TEST(printed->promised == changed + 1);
    BOOST_TEST(flat->promised == changed);
    BOOST_TEST(flat->neurons() == changed);
  }
  // The block behind: no flat piece on the left for Lemma 4.5.
  const LineData mirrored{{0, 1, 2, 3, 4}, {1, -1, 0, 0, 0}};
  BOOST_TEST(checked_plan(kBlocks, on_line(mirrored))->neurons() == 3);
  BOOST_TEST(checked_plan(kFlatBlocks, on_line(mirrored))->neurons() == 2);
  // Nothing changed: nothing to build, however many samples.
  const LineData zero{{0, 1, 2, 5}, {0, 0, 0, 0}};
  BOOST_TEST(checked_plan(kFlatBlocks, on_line(zero))->promised == 0);
  BOOST_TEST(checked_plan(kBlocks, on_line(zero))->promised == 1);
}

// A sample is changed if any of its outputs is.
BOOST_AUTO_TEST_CASE(several_outputs) {
  Generator generator(3);
  for (int round = 0; round < rounds(150); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(1, 12));
    std::vector<std::vector<Rational>> columns(2, std::vector<Rational>(count));
    std::vector<bool> changed(count);
    for (std::size_t i = 0; i < count; ++i) {
      for (auto& column : columns) {
        if (generator.one_in(5)) column[i] = generator.between(1, 3), changed[i] = true;
      }
    }
    check(on_line(positions(count, Spacing::kRandom, generator), columns), changed, "two outputs");
  }
}
