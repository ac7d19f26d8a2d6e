#include "ftcert/check/methods/exhaustion.hpp"

#include <utility>

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
      : conditions_(conditions), most_(most_nodes) {}

  Cover run(std::size_t neurons) {
    result_.complete = true;
    Node root;
    root.left = neurons;
    for (std::size_t i = 0; i < conditions_.size(); ++i) root.open.push_back(i);
    enter(std::move(root));
    while (!path_.empty() && result_.complete) {
      Node& node = path_.back();
      if (node.branches == 0) {
        path_.pop_back();
        continue;
      }
      node.pattern = lsb(node.branches);
      Node next;
      next.excluded = node.excluded;
      next.left = node.left - 1;
      for (const std::size_t i : node.open) {
        if (!bit_test(conditions_[i], node.pattern)) next.open.push_back(i);
      }
      bit_set(node.excluded, node.pattern);
      bit_unset(node.branches, node.pattern);
      enter(std::move(next));
    }
    return result_;
  }

 private:
  struct Node {
    std::vector<std::size_t> open;  // conditions that the patterns on the way here do not meet
    PatternSet excluded = 0;        // they are looked at without these
    PatternSet branches = 0;        // patterns still to be tried
    unsigned pattern = 0;           // the one that is being tried
    std::size_t left = 0;           // neurons
  };

  // Steps 1 to 3 of the format, and X of step 4. A stack of our own: a tree may be as deep as there are conditions.
  void enter(Node node) {
    if (++result_.nodes > most_) result_.complete = false;
    if (!result_.complete || disjoint(node) > node.left) return;
    if (node.open.empty()) {
      result_.complete = false;
      for (const Node& above : path_) bit_set(result_.choice, above.pattern);
      return;
    }
    path_.push_back(std::move(node));
  }

  // Step 2: a list with an empty set ends the visit, and the greatest number exceeds every `left`. Otherwise the number of conditions, taken in
  // order, that are disjoint from all taken before: each needs a neuron of its own. `branches` becomes the first set with the fewest patterns.
  std::size_t disjoint(Node& node) {
    std::size_t count = 0, least = 0;
    PatternSet taken;
    for (const std::size_t i : node.open) {
      set_ = conditions_[i];
      set_ -= node.excluded;
      const std::size_t size = pattern_count(set_);
      if (size == 0) return static_cast<std::size_t>(-1);
      if (least == 0 || size < least) {
        least = size;
        node.branches = set_;
      }
      if (intersect(set_, taken)) continue;
      ++count;
      taken |= set_;
    }
    return count;
  }

  std::span<const PatternSet> conditions_;
  std::size_t most_;
  std::vector<Node> path_;
  PatternSet set_;  // kept, for its memory
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

std::optional<Rational> slope_sum_end(std::span<const Rational> t, std::span<const Interval> z,
                                      std::span<const std::size_t> a, int sign) {
  std::vector<Rational> coefficients(z.size());
  const auto add_slope = [&](std::size_t r, const Rational& factor) {
    const Rational each = factor / (t[r + 1] - t[r]);
    coefficients[r + 1] += each;
    coefficients[r] -= each;
  };
  add_slope(0, 1);
  for (const std::size_t r : a) {
    add_slope(r, 1);
    add_slope(r - 1, -1);
  }
  Rational result;
  for (std::size_t r = 0; r < z.size(); ++r) {
    if (coefficients[r].is_zero()) continue;
    const auto& end = coefficients[r].sign() == sign ? z[r].low : z[r].high;
    if (!end) return std::nullopt;
    result += coefficients[r] * *end;
  }
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
  return ChoiceTree(conditions, most_nodes).run(neurons);
}

}  // namespace ftcert
