// Decides, as far as a limit allows, whether a number of neurons in one hidden layer fits.
//
// Purpose: finds what method `patterns` of bound certificates holds (proofs/certificate-format.md, section 16) in any dimension. All trees that are needed
// are looked for side by side, in rounds: a round gives open nodes the same small number of linear programs each, and what it leaves open is
// the work of the next. So the result depends on the data and the limit alone, not on the number of threads. What is returned is not trusted: the
// checker verifies the trees.
//
//   PatternSearch search(problem, {}, 2);               // two neurons, first output
//   while (search.verdict() == PatternVerdict::kOpen && search.round(limits, control)) {}
//   if (search.verdict() == PatternVerdict::kRefuted) search.evidence();
#pragma once

#include <optional>
#include <vector>

#include "ftcert/refute/patterns/subtree_search.hpp"

namespace ftcert {

struct PatternLimits {
  std::size_t programs = 20'000;  // linear programs, for one number of neurons
  unsigned jobs = 1;              // threads
  MakeSolver make = make_elastic;
};

// kNetwork: floating point says that a network fits. kStuck: a node cannot be decided.
enum class PatternVerdict { kOpen, kRefuted, kNetwork, kStuck };

class PatternSearch {
 public:
  struct Tree {
    Signs signs;
    SearchTree tree;
    std::vector<std::size_t> open;
  };

  // problem must outlive the object. output: that the problem is about. neurons: at least 1.
  PatternSearch(const PatternProblem& problem, ObservedOutput output, std::size_t neurons);

  // False: the limit is reached, nothing was done. Errors: kInterrupted.
  bool round(const PatternLimits& limits, const Control& control);
  PatternVerdict verdict() const { return verdict_; }

  std::size_t neurons() const { return neurons_; }
  std::size_t programs() const { return programs_; }
  // Whether no round was cut short by the limit.
  bool whole() const { return whole_; }
  std::size_t open_nodes() const;
  std::size_t leaves() const;
  // With kRefuted: for a certificate.
  PatternEvidence evidence() const;
  // With kNetwork: its signs, and the forms as in SubtreeResult.
  const Signs& network_signs() const { return network_signs_; }
  const std::vector<double>& network() const { return network_; }

  // What has been done, to go on with later.
  const std::vector<Tree>& trees() const { return trees_; }
  const PatternCover& cover() const { return cover_; }
  void go_on_from(std::vector<SearchTree> trees, std::size_t programs);

 private:
  void settle_verdict();

  const PatternProblem& problem_;
  ObservedOutput output_;
  std::size_t neurons_, programs_ = 0;
  PatternCover cover_;
  std::vector<Tree> trees_;
  PatternVerdict verdict_ = PatternVerdict::kOpen;
  bool whole_ = true;
  Signs network_signs_;
  std::vector<double> network_;
};

}  // namespace ftcert
