#include "ftcert/refute/patterns/pattern_refutation.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "ftcert/check/methods/pattern_trees.hpp"
#include "ftcert/common/threads.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/refute/patterns/cover_choice.hpp"

namespace ftcert {

namespace {

// Linear programs that a round gives an open node.
constexpr std::size_t kPerNode = 250;
// Open nodes of a tree that a round goes on with, spread over all of them.
constexpr std::size_t kNodes = 64;

struct Task {
  std::size_t tree = 0, node = 0;
  std::vector<SearchStep> path;
};

// Runs all tasks; results in their order.
std::vector<SubtreeResult> run_all(const PatternProblem& problem, const std::vector<PatternSearch::Tree>& trees,
                                   const std::vector<Task>& tasks, std::size_t each, const PatternLimits& limits,
                                   const Control& control) {
  std::vector<SubtreeResult> results(tasks.size());
  Threads(limits.jobs)(tasks.size(), [&](std::size_t t) {
    results[t] = search_subtree(problem, trees[tasks[t].tree].signs, tasks[t].path, each, limits.make, control);
  });
  return results;
}

}  // namespace

PatternSearch::PatternSearch(const PatternProblem& problem, ObservedOutput output, std::size_t neurons)
    : problem_(problem), output_(output), neurons_(neurons), cover_(choose_cover(problem, neurons)) {
  require(neurons > 0, "PatternSearch: a neuron");
  const bool some_unchanged = !problem.unchanged().empty();
  for (std::size_t plus = 0; plus <= neurons; ++plus) {
    for (const int constant : {0, 1, -1}) {
      if (needs_tree(plus, neurons - plus, constant, cover_.hyperplanes, some_unchanged))
        trees_.push_back({{plus, neurons - plus, constant}, {}, {0}});
    }
  }
}

bool PatternSearch::round(const PatternLimits& limits, const Control& control) {
  std::vector<Task> tasks;
  for (std::size_t t = 0; t < trees_.size(); ++t) {
    std::vector<std::vector<SearchStep>> paths = trees_[t].tree.paths();
    const std::size_t chosen = std::min(paths.size(), kNodes);
    for (std::size_t n = 0; n < chosen; ++n) {
      const std::size_t k = n * paths.size() / chosen;
      tasks.push_back({t, trees_[t].open[k], std::move(paths[k])});
    }
  }
  const std::size_t left = limits.programs - std::min(limits.programs, programs_);
  if (verdict_ != PatternVerdict::kOpen || tasks.empty() || left < tasks.size()) return false;
  const std::size_t each = std::min(kPerNode, left / tasks.size());
  whole_ = whole_ && each == kPerNode;
  std::vector<SubtreeResult> results = run_all(problem_, trees_, tasks, each, limits, control);
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    programs_ += results[k].programs;
    trees_[tasks[k].tree].tree.replace(tasks[k].node, results[k].tree);
    if (results[k].stuck && verdict_ == PatternVerdict::kOpen) verdict_ = PatternVerdict::kStuck;
    if (results[k].network && verdict_ != PatternVerdict::kNetwork) {
      verdict_ = PatternVerdict::kNetwork;
      network_signs_ = trees_[tasks[k].tree].signs;
      network_ = std::move(*results[k].network);
    }
  }
  settle_verdict();
  return true;
}

void PatternSearch::settle_verdict() {
  for (Tree& tree : trees_) tree.open = tree.tree.open();
  if (verdict_ == PatternVerdict::kOpen && open_nodes() == 0) verdict_ = PatternVerdict::kRefuted;
}

std::size_t PatternSearch::open_nodes() const {
  std::size_t count = 0;
  for (const Tree& tree : trees_) count += tree.open.size();
  return count;
}

std::size_t PatternSearch::leaves() const {
  std::size_t count = 0;
  for (const Tree& tree : trees_)
    count += static_cast<std::size_t>(std::ranges::count(tree.tree.nodes, SearchNode::Kind::kLeaf, &SearchNode::kind));
  return count;
}

PatternEvidence PatternSearch::evidence() const {
  PatternEvidence result{output_, cover_, {}, 0};
  for (const Tree& tree : trees_) result.trees.push_back(finished(tree.tree, tree.signs));
  return result;
}

void PatternSearch::go_on_from(std::vector<SearchTree> trees, std::size_t programs) {
  require(trees.size() == trees_.size(), "PatternSearch: as many trees");
  for (std::size_t t = 0; t < trees.size(); ++t) trees_[t].tree = std::move(trees[t]);
  programs_ = programs;
  settle_verdict();
}

}  // namespace ftcert
