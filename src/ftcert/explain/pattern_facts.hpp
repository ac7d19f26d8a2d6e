// What a bound certificate with trees of activation patterns consists of: counts, the samples that it uses, a leaf to show.
//
// Purpose: what words, pictures and summaries say of proofs/certificate-format.md, section 16. Nothing here is a check: call check() first.
//
//   PatternFacts facts = pattern_facts(certificate.patterns, 442);
//   facts.trees[0].leaves;    // of the first tree
//   facts.used[i];            // whether a tree looks at sample i
#pragma once

#include <optional>
#include <vector>

#include "ftcert/certificate/patterns.hpp"

namespace ftcert {

struct TreeFacts {
  std::size_t splits = 0, leaves = 0, rows = 0, depth = 0;  // depth: most splits above a leaf
};

// What a visited leaf assumes, in the order of the splits.
struct PatternStep {
  const PatternNode* split = nullptr;
  bool active = false;
};

struct ShownLeaf {
  const PatternTree* tree = nullptr;
  const PatternNode* leaf = nullptr;
  std::vector<PatternStep> steps;
};

struct PatternFacts {
  std::vector<TreeFacts> trees;
  std::vector<bool> used;   // K: in a split or a row of a tree
  std::vector<bool> split;  // K: in a split
  std::optional<ShownLeaf>
      shown;  // of the largest tree; of its leaves with more than two rows, else of all, the first with the fewest rows
  std::size_t most_bits = 0;  // of a multiplier

  TreeFacts total() const;  // depth: the greatest
  std::size_t samples_used() const;
};

// The evidence must outlive what is returned. Contract: verified.
PatternFacts pattern_facts(const PatternEvidence& evidence, std::size_t samples);

}  // namespace ftcert
