#include "ftcert/explain/pattern_facts.hpp"

#include <algorithm>

namespace ftcert {

namespace {

// Visits the leaves of a tree in the order of the file, with what each assumes.
template <typename Visit>
void visit_leaves(const PatternTree& tree, const Visit& visit) {
  std::vector<PatternStep> steps;
  for (const PatternNode& node : tree.nodes) {
    if (!node.is_leaf()) {
      steps.push_back({&node, true});
      continue;
    }
    visit(node, steps);
    while (!steps.empty() && !steps.back().active) steps.pop_back();
    if (!steps.empty()) steps.back().active = false;
  }
}

TreeFacts facts_of(const PatternTree& tree) {
  TreeFacts facts;
  visit_leaves(tree, [&](const PatternNode& leaf, const std::vector<PatternStep>& steps) {
    ++facts.leaves;
    facts.rows += leaf.rows.size();
    facts.depth = std::max(facts.depth, steps.size());
  });
  facts.splits = tree.nodes.size() - facts.leaves;
  return facts;
}

// One row or two say little: such a leaf closes a split of which the signs alone decide the other side.
bool shows_more(const PatternNode& leaf, const PatternNode& than) {
  const bool many = leaf.rows.size() > 2, others = than.rows.size() > 2;
  return many != others ? many : leaf.rows.size() < than.rows.size();
}

ShownLeaf leaf_of(const PatternTree& tree) {
  ShownLeaf best;
  best.tree = &tree;
  visit_leaves(tree, [&](const PatternNode& leaf, const std::vector<PatternStep>& steps) {
    if (best.leaf != nullptr && !shows_more(leaf, *best.leaf)) return;
    best.leaf = &leaf;
    best.steps = steps;
  });
  return best;
}

}  // namespace

TreeFacts PatternFacts::total() const {
  TreeFacts sum;
  for (const TreeFacts& tree : trees) {
    sum.splits += tree.splits;
    sum.leaves += tree.leaves;
    sum.rows += tree.rows;
    sum.depth = std::max(sum.depth, tree.depth);
  }
  return sum;
}

std::size_t PatternFacts::samples_used() const {
  return static_cast<std::size_t>(std::count(used.begin(), used.end(), true));
}

PatternFacts pattern_facts(const PatternEvidence& evidence, std::size_t samples) {
  PatternFacts facts;
  facts.used.assign(samples, false);
  facts.split.assign(samples, false);
  const PatternTree* largest = nullptr;
  for (const PatternTree& tree : evidence.trees) {
    facts.trees.push_back(facts_of(tree));
    if (largest == nullptr || tree.nodes.size() > largest->nodes.size()) largest = &tree;
    for (const PatternNode& node : tree.nodes) {
      if (!node.is_leaf()) facts.used[node.sample] = facts.split[node.sample] = true;
      for (const PatternRow& row : node.rows) {
        facts.used[row.sample] = true;
        facts.most_bits = std::max<std::size_t>(facts.most_bits, msb(boost::multiprecision::abs(row.multiplier)) + 1);
      }
    }
  }
  if (largest != nullptr) facts.shown = leaf_of(*largest);
  return facts;
}

}  // namespace ftcert
