#include "ftcert/check/methods/exhaustion.hpp"

#include <numeric>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Bits of the cells that end at position r: facing 0 right, 1 left; sign 1 or -1.
PatternSet cells_at(std::size_t points, std::size_t r, unsigned facing, int sign) {
  const std::size_t first = facing == 1 ? 1 : 0, last = facing == 1 ? points - 2 : points - 3;
  PatternSet result = 0;
  for (std::size_t cell = r > 0 ? r - 1 : 0; cell <= r; ++cell) {
    if (cell >= first && cell <= last)
      bit_set(result, static_cast<unsigned>(4 * cell) + 2 * facing + (sign < 0 ? 1 : 0));
  }
  return result;
}

class ChoiceTree {
 public:
  ChoiceTree(std::span<const PatternSet> conditions, std::size_t most_nodes)
      : conditions_(conditions), most_(most_nodes) {
    result_.complete = true;
  }

  // open: the conditions that `chosen` does not meet; they are looked at without the patterns that are excluded.
  void visit(const std::vector<std::size_t>& open, const PatternSet& chosen, PatternSet excluded, std::size_t left) {
    if (++result_.nodes > most_) result_.complete = false;
    PatternSet branches;
    if (!result_.complete || disjoint(open, excluded, branches) > left) return;
    if (open.empty()) {
      result_.complete = false;
      result_.choice = chosen;
      return;
    }
    while (branches != 0 && result_.complete) {
      const unsigned pattern = lsb(branches);
      std::vector<std::size_t> rest;
      for (const std::size_t i : open) {
        if (!bit_test(conditions_[i], pattern)) rest.push_back(i);
      }
      PatternSet more = chosen;
      visit(rest, bit_set(more, pattern), excluded, left - 1);
      bit_set(excluded, pattern);
      bit_unset(branches, pattern);
    }
  }

  const Cover& result() const { return result_; }

 private:
  // Step 2 of the format: a list with an empty set ends the visit, and the greatest number exceeds every `left`. Otherwise the
  // number of conditions, taken in order, that are disjoint from all taken before: each needs a neuron of its own. Without end for a
  // condition that nothing can meet any more. `smallest` becomes the first with the fewest patterns.
  std::size_t disjoint(const std::vector<std::size_t>& open, const PatternSet& excluded, PatternSet& smallest) const {
    std::size_t count = 0, least = 0;
    PatternSet taken;
    for (const std::size_t i : open) {
      const PatternSet set = conditions_[i] - excluded;
      const std::size_t size = pattern_count(set);
      if (size == 0) return static_cast<std::size_t>(-1);
      if (least == 0 || size < least) {
        least = size;
        smallest = set;
      }
      if ((set & taken) != 0) continue;
      ++count;
      taken |= set;
    }
    return count;
  }

  std::span<const PatternSet> conditions_;
  std::size_t most_;
  Cover result_;
};

}  // namespace

PatternSet kink_condition(std::size_t points, std::size_t r, int sign) {
  return cells_at(points, r, 0, sign) | cells_at(points, r, 1, sign);
}

PatternSet sum_condition(std::size_t points, std::span<const std::size_t> a, int sign) {
  require(points >= kLeastExhaustionPoints, "sum_condition: number of points");
  PatternSet result = cells_at(points, 0, 0, sign);
  std::size_t next = 0;
  for (std::size_t r = 1; r < points; ++r) {
    const bool in = next < a.size() && a[next] == r;
    if (in) ++next;
    result |= in ? cells_at(points, r, 0, sign) : cells_at(points, r, 1, -sign);
  }
  require(next == a.size(), "sum_condition: positions must increase");
  return result;
}

std::vector<Rational> slope_changes(std::span<const Rational> t, std::span<const Rational> z) {
  std::vector<Rational> result;
  Rational before;
  for (std::size_t r = 0; r + 1 < t.size(); ++r) {
    const Rational slope = (z[r + 1] - z[r]) / (t[r + 1] - t[r]);
    result.push_back(slope - before);
    before = slope;
  }
  return result;
}

Rational slope_sum(std::span<const Rational> changes, std::span<const std::size_t> a) {
  Rational result = changes[0];
  for (const std::size_t r : a) result += changes[r];
  return result;
}

std::string pattern_text(const PatternSet& set) {
  std::string result;
  for (PatternSet rest = set; rest != 0;) {
    const unsigned pattern = lsb(rest);
    if (!result.empty()) result += ", ";
    result += "cell " + std::to_string(pattern / 4 + 1) + ((pattern & 2u) != 0 ? " left" : " right") +
              ((pattern & 1u) != 0 ? " concave" : " convex");
    bit_unset(rest, pattern);
  }
  return result;
}

Cover cover(std::span<const PatternSet> conditions, std::size_t neurons, std::size_t most_nodes) {
  std::vector<std::size_t> open(conditions.size());
  std::iota(open.begin(), open.end(), std::size_t{0});
  ChoiceTree tree(conditions, most_nodes);
  tree.visit(open, 0, 0, neurons);
  return tree.result();
}

}  // namespace ftcert
