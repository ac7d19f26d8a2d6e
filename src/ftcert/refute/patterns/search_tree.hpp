// A tree of activation patterns while it is looked for: some nodes may still be open.
//
// Purpose: what a search builds piece by piece, and how it becomes the tree of a certificate: splits whose pairs no leaf below needs are left
// out, the rest stands in the order in which it is visited.
//
//   SearchTree tree;                   // one open node
//   tree.replace(open, subtree);       // what a search has made of it
//   if (tree.open().empty()) finished(tree, signs);
#pragma once

#include <array>
#include <string>
#include <vector>

#include "ftcert/certificate/patterns.hpp"
#include "ftcert/refute/patterns/assignment.hpp"

namespace ftcert {

struct SearchNode {
  enum class Kind { kOpen, kSplit, kLeaf };
  Kind kind = Kind::kOpen;
  std::size_t sample = 0, neuron = 0;
  std::vector<std::size_t> twins;
  std::vector<PatternRow> rows;
  std::array<std::size_t, 2> child{0, 0};  // active, inactive
};

// A step down: into the first or the second child of a split.
struct SearchStep {
  std::size_t sample = 0, neuron = 0;
  std::vector<std::size_t> twins;
  bool second = false;
};

class SearchTree {
 public:
  std::vector<SearchNode> nodes{SearchNode{}};  // the first is the root

  // The open nodes, in the order in which they are visited.
  std::vector<std::size_t> open() const;
  // Steps from the root to each of the open nodes, in the same order.
  std::vector<std::vector<SearchStep>> paths() const;
  // Puts another tree in the place of an open node.
  void replace(std::size_t open, const SearchTree& other);
};

void apply(const std::vector<SearchStep>& path, Assignment& assignment);

// Contract: no node is open.
PatternTree finished(const SearchTree& tree, const Signs& signs);

}  // namespace ftcert
