#include "ftcert/construct/exhaustion/pattern_sums.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "ftcert/check/methods/exhaustion.hpp"
#include "ftcert/common/rational_work.hpp"
#include "ftcert/construct/exhaustion/cell_patterns.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Attained sums, and the step that attains them.
struct Attained {
  Range sum;
  std::uint32_t step;
};
using Sums = std::vector<Attained>;

// The last choice that attained an interval, and the step before it; of the first cell its own number.
struct Step {
  std::uint32_t before;
  CellChoice choice;
};

struct State {
  CellChoice choice;  // in the cell
  std::size_t used;   // neurons in all cells up to this one
  Range rest = {};    // all that the positions behind the cell may add is in it
  bool ends = false;  // with no more neurons than allowed
};
using States = std::vector<State>;

// Multiples of one denominator, so that sums are sums of integers. Nothing: they take more steps.
std::optional<std::vector<Rational>> integers(std::vector<Rational> changes, std::size_t most_steps) {
  Integer denominator = 1;
  for (const Rational& change : changes) {
    if (change.is_integer()) continue;
    denominator = lcm(denominator, change.denominator());
    if (changes.size() * (1 + bit_size(denominator) / 256) > most_steps) return std::nullopt;
  }
  for (Rational& change : changes) change *= denominator;
  return changes;
}

// So many of a list, from its whole length.
void thin(Sums& list, std::size_t most) {
  if (list.size() <= most) return;
  for (std::size_t i = 0; i < most; ++i) list[i] = std::move(list[i * list.size() / most]);
  list.resize(most);
}

// Drops those that lie in one of the others or in the union of the rest of the list. What stays is sorted by starts and by ends, as the others are.
void drop_covered(std::span<const Sums> others, Sums& list) {
  std::ranges::sort(list, [](const Attained& a, const Attained& b) {
    const bool first = starts_before(a.sum, b.sum), second = starts_before(b.sum, a.sum);
    return first != second ? first : ends_behind(a.sum, b.sum) && !ends_behind(b.sum, a.sum);
  });
  std::vector<std::size_t> at(others.size(), 0);
  Sums kept;
  for (Attained& attained : list) {
    bool covered = !kept.empty() && ends_behind(kept.back().sum, attained.sum);
    for (std::size_t o = 0; o < others.size() && !covered; ++o) {
      while (at[o] < others[o].size() && starts_before(others[o][at[o]].sum, attained.sum)) ++at[o];
      covered = at[o] > 0 && ends_behind(others[o][at[o] - 1].sum, attained.sum);
    }
    if (covered) continue;
    if (kept.size() > 1 && meet(kept[kept.size() - 2].sum, attained.sum)) kept.pop_back();
    kept.push_back(std::move(attained));
  }
  list = std::move(kept);
}

class SumSearch {
 public:
  SumSearch(std::vector<Rational> changes, std::size_t neurons, const SumLimits& limits)
      : weight_(1 + most_bits(changes) / 256),
        cells_(std::move(changes)),
        neurons_(neurons),
        limits_(limits),
        layers_(cells_.cells()) {}

  PatternSums run() {
    if (reach() && bound_the_rest() && attain()) result_.decided = true;
    return std::move(result_);
  }

 private:
  // False: the limit is met.
  bool charge(std::size_t steps) {
    result_.steps += steps * weight_;
    return result_.steps <= limits_.steps;
  }

  bool enough(std::size_t cell, std::size_t used) const { return used + cells_.needed_behind(cell) <= neurons_; }

  // visit(choice, used) for all that may come in cell `next` behind the state.
  template <typename Visit>
  void successors(std::size_t next, const State& state, const Visit& visit) const {
    for (CellChoice q = 0; q < kCellChoices; ++q) {
      const std::size_t used = state.used + static_cast<std::size_t>(std::popcount(q));
      if (cells_.allows(next, q) && enough(next, used) && cells_.serves(next, state.choice | q)) visit(q, used);
    }
  }

  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  std::size_t find(std::size_t cell, CellChoice choice, std::size_t used) const {
    const States& states = layers_[cell];
    for (std::size_t s = 0; s < states.size(); ++s) {
      if (states[s].choice == choice && states[s].used == used) return s;
    }
    return kNowhere;
  }

  // The states of every cell that are reached, whatever the sums.
  bool reach() {
    for (CellChoice p = 0; p < kCellChoices; ++p) {
      const auto used = static_cast<std::size_t>(std::popcount(p));
      if (cells_.allows(0, p) && enough(0, used)) layers_[0].push_back({p, used});
    }
    for (std::size_t next = 1; next < layers_.size(); ++next) {
      for (const State& state : layers_[next - 1]) {
        successors(next, state, [&](CellChoice q, std::size_t used) {
          if (find(next, q, used) == kNowhere) layers_[next].push_back({q, used});
        });
      }
      std::ranges::sort(layers_[next], [](const State& a, const State& b) {
        return std::pair(a.choice, a.used) < std::pair(b.choice, b.used);
      });
      if (!charge(layers_[next].size())) return false;
    }
    return true;
  }

  // From right to left, what is behind a cell. States that lead nowhere go.
  bool bound_the_rest() {
    for (State& state : layers_.back()) widen(state, cells_.weights(layers_.size(), state.choice));
    for (std::size_t next = layers_.size() - 1; next > 0; --next) {
      std::size_t steps = 0;
      for (State& state : layers_[next - 1]) {
        successors(next, state, [&](CellChoice q, std::size_t used) {
          const std::size_t to = find(next, q, used);
          if (to == kNowhere) return;
          ++steps;
          Range rest = layers_[next][to].rest;
          widen(state, rest += cells_.weights(next, state.choice | q));
        });
      }
      std::erase_if(layers_[next - 1], [](const State& state) { return !state.ends; });
      if (!charge(steps)) return false;
    }
    return true;
  }

  static void widen(State& state, const Range& rest) {
    if (!state.ends || !starts_before(state.rest, rest)) {
      state.rest.low = rest.low;
      state.rest.below = rest.below;
    }
    if (!state.ends || !ends_behind(state.rest, rest)) {
      state.rest.high = rest.high;
      state.rest.above = rest.above;
    }
    state.ends = true;
  }

  static void offer(Range sum, std::uint32_t step, const State& to, Sums& list) {
    Range all = sum;
    if ((all += to.rest).has_zero()) list.push_back({std::move(sum), step});
  }

  // D_1 - r_1 + l_2 + .. from left to right. At the last cell `rest` is what the last sample adds: what is left there comes to 0.
  bool attain() {
    std::vector<Sums> sums(layers_[0].size());
    for (std::size_t s = 0; s < sums.size(); ++s) offer(cells_.first(layers_[0][s].choice), 0, layers_[0][s], sums[s]);
    keep(0, sums);
    for (std::size_t next = 1; next < layers_.size(); ++next) {
      std::vector<Sums> reached(layers_[next].size());
      std::size_t steps = 0;
      for (std::size_t s = 0; s < sums.size(); ++s) {
        const State& state = layers_[next - 1][s];
        successors(next, state, [&](CellChoice q, std::size_t used) {
          const std::size_t to = find(next, q, used);
          if (to == kNowhere) return;
          steps += sums[s].size();
          const Range l = cells_.weights(next, state.choice | q);
          for (const Attained& attained : sums[s]) {
            Range sum = attained.sum;
            offer(sum += l, attained.step, layers_[next][to], reached[to]);
          }
        });
      }
      sums = std::move(reached);
      if (!charge(steps)) return false;
      keep(next, sums);
    }
    for (const Sums& list : sums) {
      if (!list.empty() && !result_.choice) result_.choice = chosen(list.front().step);
    }
    return complete_ || result_.choice.has_value();
  }

  // Those that are not covered by others of the same choice and no more neurons, each with a step of its own.
  void keep(std::size_t cell, std::vector<Sums>& sums) {
    std::size_t kept = 0, first = 0;
    for (std::size_t s = 0; s < sums.size(); ++s) {
      if (layers_[cell][s].choice != layers_[cell][first].choice) first = s;
      drop_covered({sums.data() + first, s - first}, sums[s]);
      kept += sums[s].size();
    }
    result_.intervals = std::max(result_.intervals, kept);
    if (kept > limits_.at_a_cell || !complete_) thin_all(cell, sums);
    for (std::size_t s = 0; s < sums.size(); ++s) {
      for (Attained& attained : sums[s]) {
        const auto own = static_cast<std::uint32_t>(steps_.size());
        steps_.push_back({cell == 0 ? own : attained.step, layers_[cell][s].choice});
        attained.step = own;
      }
    }
  }

  // As many as the steps that are left allow for: a network may still be found, but that there is none is not decided any more.
  void thin_all(std::size_t cell, std::vector<Sums>& sums) {
    complete_ = false;
    const auto lists = static_cast<std::size_t>(std::ranges::count_if(sums, [](const Sums& s) { return !s.empty(); }));
    const std::size_t left = (limits_.steps - result_.steps) / weight_ / (8 * (layers_.size() - cell));
    for (Sums& list : sums) thin(list, 1 + std::min(left, limits_.at_a_cell / 2) / std::max<std::size_t>(1, lists));
  }

  PatternSet chosen(std::uint32_t step) const {
    PatternSet choice;
    for (std::size_t cell = layers_.size(); cell-- > 0; step = steps_[step].before) {
      for (unsigned bit = 0; bit < 4; ++bit) {
        if ((steps_[step].choice >> bit & 1U) != 0) bit_set(choice, static_cast<unsigned>(4 * cell) + bit);
      }
    }
    return choice;
  }

  std::size_t weight_;  // of a step
  CellPatterns cells_;
  std::size_t neurons_;
  SumLimits limits_;
  std::vector<States> layers_;
  std::vector<Step> steps_;
  bool complete_ = true;  // no interval was left out
  PatternSums result_;
};

}  // namespace

PatternSums decide_by_sums(std::span<const Rational> t, std::span<const Rational> z, std::size_t neurons,
                           const SumLimits& limits) {
  require(t.size() == z.size() && t.size() >= kLeastExhaustionPoints, "decide_by_sums: number of samples");
  std::optional<std::vector<Rational>> changes = integers(slope_changes(t, z), limits.steps);
  if (!changes) return {};
  return SumSearch(std::move(*changes), neurons, limits).run();
}

}  // namespace ftcert
