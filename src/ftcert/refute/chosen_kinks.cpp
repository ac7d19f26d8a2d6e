#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/refute/largest_kinks.hpp"
#include "ftcert/refute/observed_outputs.hpp"

namespace ftcert {

namespace {

// The mark of a position: none, convex, concave.
constexpr unsigned kMarks = 3;
constexpr int kSigns[kMarks] = {0, 1, -1};

// The most kinks of a subsequence that ends with two neighbours, by the mark of the first of the two.
class KinkChoice {
 public:
  KinkChoice(std::vector<Rational> t, std::vector<Interval> z, std::size_t neighbours)
      : t_(std::move(t)),
        z_(std::move(z)),
        n_(t_.size()),
        reach_(std::clamp<std::size_t>(neighbours / std::max<std::size_t>(1, n_), 2, std::max<std::size_t>(2, n_))),
        pairs_(n_ * reach_) {}

  // Positions in order, with their marks.
  std::vector<std::pair<std::size_t, int>> run() {
    for (std::size_t middle = 0; middle + 1 < n_; ++middle) extend(middle);
    Step last;
    for (std::size_t second = 1; second < n_; ++second) {
      for (std::size_t first = begin(second); first < second; ++first) consider(last, first, second);
    }
    std::vector<std::pair<std::size_t, int>> result;
    if (last.kinks == 0) return result;
    result.emplace_back(last.second, 0);
    for (Step step = last;;) {
      result.emplace_back(step.first, kSigns[step.mark]);
      const Ending& ending = pair(step.first, step.second)[step.mark];
      if (ending.before == 0) break;
      step = {step.first - ending.before, step.first, ending.mark, 0};
    }
    std::ranges::reverse(result);
    return result;
  }

 private:
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);

  // Kinks up to the pair; how far before its first position the one before stands (0: there is none), and the mark there.
  struct Ending {
    std::uint32_t kinks = kNone, before = 0, mark = 0;
  };
  using Endings = std::array<Ending, kMarks>;

  struct Step {
    std::size_t first = 0, second = 0;
    std::uint32_t mark = 0, kinks = 0;
  };

  // A neighbour of the middle on one side, by the slope to it.
  struct Slope {
    Rational slope;
    std::size_t position;
  };

  std::size_t begin(std::size_t second) const { return second - std::min(second, reach_); }
  Endings& pair(std::size_t first, std::size_t second) { return pairs_[first * reach_ + (second - first - 1)]; }

  void consider(Step& best, std::size_t first, std::size_t second) {
    const Endings& endings = pair(first, second);
    for (std::uint32_t mark = 0; mark < kMarks; ++mark) {
      if (endings[mark].kinks != kNone && endings[mark].kinks > best.kinks)
        best = {first, second, mark, endings[mark].kinks};
    }
  }

  // The most kinks of a subsequence that ends with the pair, its first position not marked like this (kMarks: marked in any way).
  Ending best_before(std::size_t first, std::size_t middle, unsigned without) {
    const Endings& endings = pair(first, middle);
    Ending best;
    for (std::uint32_t mark = 0; mark < kMarks; ++mark) {
      if (mark == without || endings[mark].kinks == kNone) continue;
      if (best.kinks == kNone || endings[mark].kinks > best.kinks)
        best = {endings[mark].kinks, static_cast<std::uint32_t>(middle - first), mark};
    }
    return best;
  }

  // All pairs that begin with the middle.
  void extend(std::size_t middle) {
    const std::size_t end = std::min(n_, middle + reach_ + 1);
    Ending plain{0, 0, 0};
    for (std::size_t first = middle; first-- > begin(middle);) {
      const Ending before = best_before(first, middle, kMarks);
      if (before.kinks != kNone && before.kinks > plain.kinks) plain = before;
    }
    for (std::size_t second = middle + 1; second < end; ++second) pair(middle, second)[0] = plain;
    for (const unsigned mark : {1U, 2U}) mark_middle(middle, end, mark);
  }

  void mark_middle(std::size_t middle, std::size_t end, unsigned mark) {
    const int sign = kSigns[mark];
    // A convex kink lies below the chord between the lower ends of its neighbours; a concave one is the mirror image.
    const auto far_end = [&](std::size_t r) -> const std::optional<Rational>& {
      return sign > 0 ? z_[r].low : z_[r].high;
    };
    const auto& near = sign > 0 ? z_[middle].high : z_[middle].low;
    if (!near) return;
    const auto slope = [&](std::size_t r) {
      const Rational value = (*far_end(r) - *near) / (t_[r] - t_[middle]);
      return sign > 0 ? value : -value;
    };
    std::vector<Slope> left, right;
    for (std::size_t r = middle; r-- > begin(middle);) {
      if (far_end(r)) left.push_back({slope(r), r});
    }
    for (std::size_t r = middle + 1; r < end; ++r) {
      if (far_end(r)) right.push_back({slope(r), r});
    }
    const auto by_slope = [](const Slope& a, const Slope& b) { return a.slope < b.slope; };
    std::ranges::stable_sort(left, by_slope);
    std::ranges::stable_sort(right, by_slope);
    Ending best;
    std::size_t next = 0;
    for (const Slope& to : right) {
      for (; next < left.size() && left[next].slope < to.slope; ++next) {
        const Ending before = best_before(left[next].position, middle, mark);
        const bool nearer = before.kinks == best.kinks && before.before < best.before;
        if (before.kinks != kNone && (best.kinks == kNone || before.kinks > best.kinks || nearer)) best = before;
      }
      if (best.kinks != kNone) pair(middle, to.position)[mark] = {best.kinks + 1, best.before, best.mark};
    }
  }

  std::vector<Rational> t_;
  std::vector<Interval> z_;
  std::size_t n_, reach_;
  std::vector<Endings> pairs_;
};

}  // namespace

ChosenKinks chosen_kinks(std::span<const Rational> t, std::span<const Interval> z, Start start,
                         std::size_t neighbours) {
  require(t.size() == z.size(), "chosen_kinks: needs an interval for each position");
  ChosenKinks result;
  if (std::ranges::all_of(z, single)) {
    std::vector<Rational> values;
    for (const Interval& interval : z) values.push_back(*interval.low);
    result.positions.resize(t.size());
    std::iota(result.positions.begin(), result.positions.end(), std::size_t{0});
    result.kinks = largest_kinks(t, values, start);
    return result;
  }
  // Positions of which nothing is known force nothing. From the right: the mirror image.
  std::vector<std::size_t> known;
  for (std::size_t r = 0; r < z.size(); ++r) {
    if (z[r].low || z[r].high) known.push_back(r);
  }
  const bool mirrored = start == Start::kRight;
  if (mirrored) std::ranges::reverse(known);
  std::vector<Rational> positions;
  std::vector<Interval> intervals;
  for (const std::size_t r : known) {
    positions.push_back(mirrored ? -t[r] : t[r]);
    intervals.push_back(z[r]);
  }
  auto chosen = KinkChoice(std::move(positions), std::move(intervals), neighbours).run();
  if (mirrored) {
    std::ranges::reverse(chosen);
    std::ranges::reverse(known);
  }
  for (std::size_t r = 0; r < chosen.size(); ++r) {
    const auto [position, sign] = chosen[r];
    result.positions.push_back(known[mirrored ? known.size() - 1 - position : position]);
    if (sign > 0) result.kinks.convex.push_back(r);
    if (sign < 0) result.kinks.concave.push_back(r);
  }
  return result;
}

}  // namespace ftcert
