// Looks for the part of a tree of activation patterns below one of its nodes.
//
// Purpose: depth first, with a limit of linear programs. At a node the rows that the assignment allows are added where they are violated; if they
// contradict each other the node is a leaf. Otherwise the samples where the network of the linear program is most wrong are probed: a pair of
// which one side is a leaf is decided the other way, and of the rest the pair whose other side misses most is split. Pairs that signs alone
// decide are decided first. Deterministic: the same input gives the same tree.
//
//   SubtreeSearch search(problem, signs, path, {.programs = 1000}, make_elastic);
//   SubtreeResult result = search.run();
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "ftcert/common/control.hpp"
#include "ftcert/refute/patterns/elastic_program.hpp"
#include "ftcert/refute/patterns/pattern_problem.hpp"
#include "ftcert/refute/patterns/search_tree.hpp"

namespace ftcert {

using MakeSolver = std::function<std::unique_ptr<RowSolver>(std::size_t columns)>;
inline std::unique_ptr<RowSolver> make_elastic(std::size_t columns) {
  return std::make_unique<ElasticProgram>(columns);
}

struct SubtreeResult {
  SearchTree tree;           // what is not done is open
  std::size_t programs = 0;  // that were solved
  bool stuck = false;        // a node where all is decided is neither a leaf nor a network
  // The forms l_1, .., l_m in the units of PatternProblem, width() numbers each, and |c| behind them where there is a constant: a network that
  // meets all samples, as far as floating point tells.
  std::optional<std::vector<double>> network;
};

// The subtree below `path`, with at most about so many programs. Errors: kInterrupted.
SubtreeResult search_subtree(const PatternProblem& problem, const Signs& signs, const std::vector<SearchStep>& path,
                             std::size_t programs, const MakeSolver& make, const Control& control);

}  // namespace ftcert
