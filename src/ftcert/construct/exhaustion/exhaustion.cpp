#include "ftcert/construct/exhaustion/exhaustion.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace ftcert {

namespace {

using Sets = std::vector<PatternSet>;

constexpr std::uint64_t kMostVisited = 10'000;  // conditions in all trees, for each node that a tree may have

// Small conditions first, then without those that are not needed, the latest found first to go.
Refutation minimal(const Refutation& found, const Sets& all, std::size_t neurons, std::size_t most_nodes) {
  const auto kinks = static_cast<std::ptrdiff_t>(found.kinks.size());
  Refutation result{found.kinks, {}, 0};
  Sets sets(all.begin(), all.begin() + kinks);
  std::vector<std::size_t> order(found.sums.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto set_of = [&](std::size_t i) { return all[found.kinks.size() + i]; };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pattern_count(set_of(a)) < pattern_count(set_of(b)); });
  for (const std::size_t i : order) sets.push_back(set_of(i)), result.sums.push_back(found.sums[i]);
  for (std::size_t i = order.size(); i-- > 0;) {
    Sets fewer = sets;
    fewer.erase(fewer.begin() + kinks + static_cast<std::ptrdiff_t>(i));
    if (!cover(fewer, neurons, most_nodes).complete) continue;
    sets = std::move(fewer);
    result.sums.erase(result.sums.begin() + static_cast<std::ptrdiff_t>(i));
  }
  result.nodes = cover(sets, neurons, most_nodes).nodes;
  return result;
}

}  // namespace

SampleLine marked_line(std::span<const std::size_t> rows, ObservedOutput output, const Refutation& refutation) {
  SampleLine line{output, {}};
  for (const std::size_t row : rows) line.points.push_back({row, 0, 0});
  for (const KinkCondition& kink : refutation.kinks) line.points[kink.position].kink = kink.sign;
  return line;
}

ExhaustionTree exhaustion_tree(const Refutation& refutation) { return {refutation.sums, refutation.nodes, 0}; }

Exhausted exhaust_conditions(std::size_t points, std::vector<KinkCondition> kinks, std::size_t neurons,
                             std::size_t most_nodes, const MissedSum& missed) {
  Refutation found{std::move(kinks), {}, 0};
  Sets sets;
  for (const KinkCondition& kink : found.kinks) sets.push_back(kink_condition(points, kink.position, kink.sign));
  for (std::uint64_t visited = 0;;) {
    const Cover tree = cover(sets, neurons, most_nodes);
    if (tree.complete) return minimal(found, sets, neurons, most_nodes);
    visited += std::uint64_t{tree.nodes} * sets.size();
    if (tree.nodes > most_nodes || visited / kMostVisited > most_nodes) return Undecided{};
    std::optional<SlopeSum> sum = missed(tree.choice);
    if (!sum) return NoneMissed{};
    sets.push_back(sum_condition(points, sum->positions, sum->sign));
    found.sums.push_back(std::move(*sum));
  }
}

Decision decide(std::span<const Rational> t, std::span<const Rational> z, std::size_t neurons, std::size_t most_nodes,
                const Control& control) {
  const std::vector<Rational> changes = slope_changes(t, z);
  std::vector<KinkCondition> kinks;
  for (std::size_t r = 1; r < changes.size(); ++r) {
    if (!changes[r].is_zero()) kinks.push_back({r, changes[r].sign()});
  }
  ReluSum fitting(1);
  const auto missed = [&](const PatternSet& choice) -> std::optional<SlopeSum> {
    control.check_stop();
    FitResult result = fit(t, z, choice);
    if (auto* sum = std::get_if<SlopeSum>(&result)) return std::move(*sum);
    fitting = std::move(std::get<ReluSum>(result));  // the kinks are all there
    return std::nullopt;
  };
  Exhausted exhausted = exhaust_conditions(t.size(), std::move(kinks), neurons, most_nodes, missed);
  if (auto* refutation = std::get_if<Refutation>(&exhausted)) return std::move(*refutation);
  if (std::holds_alternative<Undecided>(exhausted)) return Undecided{};
  return fitting;
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
