#include "ftcert/construct/exhaustion/exhaustion.hpp"

#include <algorithm>

namespace ftcert {

namespace {

class Decider {
 public:
  Decider(std::span<const Rational> t, std::span<const Rational> z, std::size_t most_nodes)
      : t_(t), z_(z), most_nodes_(most_nodes) {
    const std::vector<Rational> changes = slope_changes(t, z);
    for (std::size_t r = 1; r < changes.size(); ++r) {
      if (changes[r].is_zero()) continue;
      found_.kinks.push_back({r, changes[r].sign()});
      sets_.push_back(kink_condition(t.size(), r, changes[r].sign()));
    }
  }

  Decision run(std::size_t neurons) {
    for (;;) {
      const Cover tree = cover(sets_, neurons, most_nodes_);
      if (tree.complete) return minimal(neurons);
      if (tree.nodes > most_nodes_) return Undecided{};
      FitResult result = fit(t_, z_, tree.choice);
      if (auto* sum = std::get_if<ReluSum>(&result)) return std::move(*sum);
      const auto& condition = std::get<SlopeSum>(result);  // the kinks are all there
      found_.sums.push_back(condition);
      sets_.push_back(sum_condition(t_.size(), condition.positions, condition.sign));
    }
  }

 private:
  // Small conditions first, then without those that are not needed, the latest found first to go.
  Refutation minimal(std::size_t neurons) const {
    Refutation result{found_.kinks, {}, 0};
    std::vector<PatternSet> sets(sets_.begin(), sets_.begin() + static_cast<std::ptrdiff_t>(found_.kinks.size()));
    std::vector<std::size_t> order(found_.sums.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto set_of = [&](std::size_t i) { return sets_[found_.kinks.size() + i]; };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return pattern_count(set_of(a)) < pattern_count(set_of(b)); });
    for (const std::size_t i : order) sets.push_back(set_of(i)), result.sums.push_back(found_.sums[i]);
    for (std::size_t i = order.size(); i-- > 0;) {
      std::vector<PatternSet> fewer = sets;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(found_.kinks.size() + i));
      if (!cover(fewer, neurons, most_nodes_).complete) continue;
      sets = std::move(fewer);
      result.sums.erase(result.sums.begin() + static_cast<std::ptrdiff_t>(i));
    }
    result.nodes = cover(sets, neurons, most_nodes_).nodes;
    return result;
  }

  std::span<const Rational> t_, z_;
  std::size_t most_nodes_;
  Refutation found_;
  std::vector<PatternSet> sets_;
};

}  // namespace

SampleLine marked_line(std::span<const std::size_t> rows, std::size_t output, const Refutation& refutation) {
  SampleLine line{{output}, {}};
  for (const std::size_t row : rows) line.points.push_back({row, 0, 0});
  for (const KinkCondition& kink : refutation.kinks) line.points[kink.position].kink = kink.sign;
  return line;
}

ExhaustionTree exhaustion_tree(const Refutation& refutation) { return {refutation.sums, refutation.nodes, 0}; }

Decision decide(std::span<const Rational> t, std::span<const Rational> z, std::size_t neurons, std::size_t most_nodes) {
  return Decider(t, z, most_nodes).run(neurons);
}

std::optional<ExactCount> exact_count(std::span<const Rational> t, std::span<const Rational> z,
                                      std::size_t most_nodes) {
  Refutation last;
  for (std::size_t neurons = 0;; ++neurons) {
    Decision decision = decide(t, z, neurons, most_nodes);
    if (std::holds_alternative<Undecided>(decision)) return std::nullopt;
    if (auto* sum = std::get_if<ReluSum>(&decision)) return ExactCount{neurons, std::move(*sum), std::move(last)};
    last = std::get<Refutation>(std::move(decision));
  }
}

}  // namespace ftcert
