// Exact decision whether one hidden layer of m neurons fits the samples on a line.
//
// Purpose: either a network with at most m neurons or the conditions (check/methods/exhaustion.hpp) that no m patterns meet. Patterns that meet all
// conditions found so far are tried by fit(); one that does not fit adds a condition that it does not meet, until there is a fit or the
// conditions have no choice left. Conditions that the proof can do without are dropped. What is returned is never trusted: the checker
// evaluates the network, or recomputes the conditions and their tree.
//
//   Decision decision = decide(t, z, 3);
//   if (auto* refuted = std::get_if<Refutation>(&decision)) refuted->sums.size();
#pragma once

#include <functional>
#include <optional>
#include <variant>

#include "ftcert/common/control.hpp"
#include "ftcert/construct/exhaustion/fit.hpp"

namespace ftcert {

// No m neurons fit: `nodes` is the size of the tree of choices, conditions in the order kinks, sums.
struct Refutation {
  std::vector<KinkCondition> kinks;  // by position
  std::vector<SlopeSum> sums;
  std::size_t nodes = 0;
};

// The refutation as it stands in a certificate with claim.neurons one more than the neurons that it refutes. rows: the samples in order
// along the line; output: which component of the residual.
SampleLine marked_line(std::span<const std::size_t> rows, ObservedOutput output, const Refutation& refutation);
ExhaustionTree exhaustion_tree(const Refutation& refutation);

// A tree has more than the allowed number of nodes, or all trees together visit more than 10^4 times as many conditions.
struct Undecided {};

using Decision = std::variant<ReluSum, Refutation, Undecided>;

inline constexpr std::size_t kMostChoices = 1000000;

// A condition that a choice of patterns does not meet; nothing: there is none that is known.
using MissedSum = std::function<std::optional<SlopeSum>(const PatternSet& choice)>;
struct NoneMissed {};
using Exhausted = std::variant<Refutation, Undecided, NoneMissed>;

// Whether no `neurons` patterns meet the kinks and all sums that `missed` knows. What it says of a choice is believed.
Exhausted exhaust_conditions(std::size_t points, std::vector<KinkCondition> kinks, std::size_t neurons,
                             std::size_t most_nodes, const MissedSum& missed);

// Contract: as many z as t, t strictly increasing, at least kLeastExhaustionPoints. Errors: kInterrupted.
Decision decide(std::span<const Rational> t, std::span<const Rational> z, std::size_t neurons,
                std::size_t most_nodes = kMostChoices, const Control& control = {});

// mu, the least number of neurons of one hidden layer, with a network of that size (`fit`) and the proof that no smaller one exists
// (`refutation`; empty when mu is 0). Undecided: no value. mu is the largest number of forced kinks with disjoint intervals, or one more
// (construct/line/fewest_kinks.hpp); that is not assumed here.
struct ExactCount {
  std::size_t neurons = 0;
  ReluSum fit;
  Refutation refutation;
};
std::optional<ExactCount> exact_count(std::span<const Rational> t, std::span<const Rational> z,
                                      std::size_t most_nodes = kMostChoices);

}  // namespace ftcert
