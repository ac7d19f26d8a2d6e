#include "ftcert/construct/layers/dense_split.hpp"

#include <algorithm>

#include "ftcert/construct/layers/factor_sum.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

std::size_t ceil_div(std::size_t a, std::size_t b) { return (a + b - 1) / b; }

struct LevelRun {
  RankRange ranks;
  int rise;
};

// Level runs that the flat cell may hold.
std::vector<LevelRun> level_runs(const LineSamples& samples, std::size_t component) {
  const std::size_t count = samples.size();
  const auto label = [&](std::size_t r) -> const Rational& { return samples.z(r)[component]; };
  const auto sign_of = [&](std::size_t from, std::size_t to) { return label(to) > label(from) ? 1 : -1; };
  std::vector<LevelRun> runs;
  for (std::size_t first = 0; first < count;) {
    std::size_t last = first + 1;
    while (last < count && label(last) == label(first)) ++last;
    const int before = first > 0 ? sign_of(first, first - 1) : 0;
    const int after = last < count ? sign_of(first, last) : 0;
    if (before * after >= 0) runs.push_back({{first, last}, before + after > 0 ? 1 : -1});
    first = last;
  }
  return runs;
}

// Of two splits with equally many neurons, the one with shorter chains of groups has smaller weights.
std::size_t longer_side(const DenseSplit& split) { return std::max(split.left, split.right); }

}  // namespace

DenseSplit split_evenly(std::size_t samples, std::size_t outputs) {
  require(samples > 0 && outputs > 0, "split_evenly: nothing to split");
  DenseSplit best;
  std::size_t least = 0;
  for (std::size_t rows = 1; rows <= samples; ++rows) {
    const std::size_t groups = ceil_div(samples, rows);
    const std::size_t neurons = groups + outputs * rows;
    if (rows == 1 || neurons <= least) {
      least = neurons;
      best.rows = rows;
      best.left = groups / 2;
      best.right = groups - groups / 2;
    }
    if (outputs * rows > least) break;
  }
  best.flat = {best.left * best.rows, best.left * best.rows};
  return best;
}

DenseSplit split_around_level_run(const LineSamples& samples, std::size_t component) {
  const std::size_t count = samples.size();
  DenseSplit best = split_evenly(count, 1);
  std::size_t neurons = best.groups() + best.rows;
  bool empty = true;
  std::vector<LevelRun> runs = level_runs(samples, component);
  std::stable_sort(runs.begin(), runs.end(),
                   [](const LevelRun& a, const LevelRun& b) { return a.ranks.size() > b.ranks.size(); });
  for (const LevelRun& run : runs) {
    const std::size_t others = count - run.ranks.size();
    const std::size_t least = factor_sum(others);
    if (least > neurons || (empty && least == neurons)) break;
    const std::size_t before = run.ranks.first, after = count - run.ranks.last;
    for (std::size_t sum = least; sum <= neurons; ++sum) {
      if (empty && sum == neurons) break;
      bool found = false;
      // rows * (sum - rows) >= others holds on an interval around sum / 2.
      for (std::size_t half = 0; half < sum; ++half) {
        const std::size_t more = (sum + 1) / 2 + half, fewer = sum / 2 - std::min(half, sum / 2);
        if (more >= sum || more * (sum - more) < others) break;
        for (const std::size_t rows : {more, fewer}) {
          const std::size_t left = ceil_div(before, rows), right = ceil_div(after, rows);
          if (left + right + rows > sum) continue;
          const DenseSplit split{rows, left, right, run.ranks, run.rise};
          const bool fewer_neurons = split.groups() + rows < neurons;
          if (!fewer_neurons && longer_side(split) >= longer_side(best)) continue;
          best = split;
          neurons = split.groups() + rows;
          empty = false;
          found = true;
        }
      }
      if (found) break;
    }
  }
  return best;
}

std::vector<RankRange> ranges_of(const DenseSplit& split, std::size_t samples) {
  std::vector<RankRange> ranges;
  for (std::size_t g = split.left; g > 0; --g) {
    const std::size_t last = split.flat.first - (g - 1) * split.rows;
    ranges.push_back({last > split.rows ? last - split.rows : 0, last});
  }
  for (std::size_t g = 0; g < split.right; ++g) {
    const std::size_t first = split.flat.last + g * split.rows;
    ranges.push_back({first, std::min(first + split.rows, samples)});
  }
  return ranges;
}

}  // namespace ftcert
