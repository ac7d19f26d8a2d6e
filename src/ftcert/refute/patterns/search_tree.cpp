#include "ftcert/refute/patterns/search_tree.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

using Pair = std::pair<std::size_t, std::size_t>;  // sample, neuron

// Writes a finished tree without the splits that it does not need. Cost: a set of pairs for each node on the way down.
class Finisher {
 public:
  Finisher(const SearchTree& tree, const Signs& signs) : tree_(tree), signs_(signs) {}

  PatternTree run() {
    Built built = visit(0);
    PatternTree result{signs_.plus, signs_.minus, signs_.constant, {}, 0};
    result.nodes = std::move(built.nodes);
    return result;
  }

 private:
  struct Built {
    std::vector<PatternNode> nodes;
    std::set<Pair> needs;  // pairs that must be decided
  };

  Built visit(std::size_t index) {
    const SearchNode& node = tree_.nodes[index];
    require(node.kind != SearchNode::Kind::kOpen, "finished: an open node");
    if (node.kind == SearchNode::Kind::kLeaf) return leaf(node);
    const std::size_t above = path_.size();
    path_.emplace_back(node.sample, node.neuron);
    Built first = visit(node.child[0]);
    path_.resize(above);
    if (!first.needs.contains({node.sample, node.neuron})) return first;
    path_.emplace_back(node.sample, node.neuron);
    for (const std::size_t twin : node.twins) path_.emplace_back(node.sample, twin);
    Built second = visit(node.child[1]);
    path_.resize(above);
    std::vector<std::size_t> twins;
    for (const std::size_t twin : node.twins) {
      if (second.needs.contains({node.sample, twin})) twins.push_back(twin);
    }
    if (twins.empty() && !second.needs.contains({node.sample, node.neuron})) return second;
    return split(node, std::move(first), std::move(second), std::move(twins));
  }

  Built leaf(const SearchNode& node) const {
    Built result;
    PatternNode made;
    made.rows = node.rows;
    for (const PatternRow& row : made.rows) {
      if (!row.is_sum()) {
        if (row.neuron != 0) result.needs.emplace(row.sample, row.neuron);
        continue;
      }
      for (std::size_t j = 1; j <= signs_.neurons(); ++j) {
        if (signs_.of(j) != row.multiplier.sign()) result.needs.emplace(row.sample, j);
      }
    }
    result.nodes.push_back(std::move(made));
    return result;
  }

  // Interchangeable neurons need what was decided of them above.
  Built split(const SearchNode& node, Built first, Built second, std::vector<std::size_t> twins) const {
    Built result;
    PatternNode made;
    made.sample = node.sample;
    made.neuron = node.neuron;
    made.twins = std::move(twins);
    result.needs = std::move(first.needs);
    result.needs.merge(second.needs);
    result.needs.erase({node.sample, node.neuron});
    for (const std::size_t twin : made.twins) result.needs.erase({node.sample, twin});
    if (!made.twins.empty()) {
      for (const Pair& pair : path_) {
        if (pair.second == made.neuron || std::ranges::binary_search(made.twins, pair.second))
          result.needs.insert(pair);
      }
    }
    result.nodes.push_back(std::move(made));
    for (Built* child : {&first, &second})
      result.nodes.insert(result.nodes.end(), std::make_move_iterator(child->nodes.begin()),
                          std::make_move_iterator(child->nodes.end()));
    return result;
  }

  const SearchTree& tree_;
  const Signs& signs_;
  std::vector<Pair> path_;  // decided above the node that is visited
};

}  // namespace

std::vector<std::size_t> SearchTree::open() const {
  std::vector<std::size_t> result, stack{0};
  while (!stack.empty()) {
    const std::size_t index = stack.back();
    stack.pop_back();
    const SearchNode& node = nodes[index];
    if (node.kind == SearchNode::Kind::kOpen) result.push_back(index);
    if (node.kind == SearchNode::Kind::kSplit) stack.insert(stack.end(), {node.child[1], node.child[0]});
  }
  return result;
}

std::vector<std::vector<SearchStep>> SearchTree::paths() const {
  std::vector<std::vector<SearchStep>> result;
  std::vector<std::pair<std::size_t, std::vector<SearchStep>>> stack{{0, {}}};
  while (!stack.empty()) {
    auto [index, path] = std::move(stack.back());
    stack.pop_back();
    const SearchNode& node = nodes[index];
    if (node.kind == SearchNode::Kind::kOpen) result.push_back(path);
    if (node.kind != SearchNode::Kind::kSplit) continue;
    for (const bool second : {true, false}) {
      stack.emplace_back(node.child[second ? 1 : 0], path);
      stack.back().second.push_back({node.sample, node.neuron, node.twins, second});
    }
  }
  return result;
}

void SearchTree::replace(std::size_t open, const SearchTree& other) {
  require(nodes[open].kind == SearchNode::Kind::kOpen, "SearchTree: replaces an open node");
  const std::size_t base = nodes.size();
  const auto moved = [base](SearchNode node) {
    if (node.kind == SearchNode::Kind::kSplit) {
      for (std::size_t& child : node.child) child += base - 1;  // the other's root goes to `open`
    }
    return node;
  };
  nodes[open] = moved(other.nodes[0]);
  for (std::size_t k = 1; k < other.nodes.size(); ++k) nodes.push_back(moved(other.nodes[k]));
}

void apply(const std::vector<SearchStep>& path, Assignment& assignment) {
  for (const SearchStep& step : path) {
    assignment.assign(step.sample, step.neuron, step.second ? -1 : 1);
    if (!step.second) continue;
    for (const std::size_t twin : step.twins) assignment.assign(step.sample, twin, -1);
  }
}

PatternTree finished(const SearchTree& tree, const Signs& signs) { return Finisher(tree, signs).run(); }

}  // namespace ftcert
