// What a bound certificate holds for method `patterns`: trees of activation patterns, and why constants may be left out.
//
// Purpose: the lines of proofs/certificate-format.md, section 16, in memory. A tree is the list of its nodes in the order in which they are
// visited: a split, the nodes of its first child (the pair is active), those of its second (inactive). Samples and neurons are as in the
// file less 1 for samples (0-based); neurons count from 1, those of positive outer weight first, and 0 is the constant's. Invariants kept by the
// reader: samples and neurons exist, a tree is complete, multipliers are not 0, digits are as many as neurons.
//
//   PatternTree tree{1, 0, 0, {}, 0};               // one neuron of positive weight, no constant
//   tree.nodes.push_back({.rows = {{.sample = 4, .digits = "0", .multiplier = 1}}});   // a leaf: 0 <= z_5 is wrong
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

// A row of a leaf. With digits: the sum of s_j l_j(x) over the digits 1, against z; without: l_neuron(x), against 0.
struct PatternRow {
  std::size_t sample = 0;
  std::size_t neuron = 0;
  std::string digits;
  Integer multiplier;    // positive: at most; negative: at least
  std::size_t line = 0;  // in the file
  bool is_sum() const { return !digits.empty(); }
};

// A split, or a leaf if there are rows.
struct PatternNode {
  std::size_t sample = 0;
  std::size_t neuron = 0;
  std::vector<std::size_t> twins;  // interchangeable with `neuron`, increasing
  std::vector<PatternRow> rows;
  std::size_t line = 0;  // in the file
  bool is_leaf() const { return !rows.empty(); }
};

struct PatternTree {
  std::size_t plus = 0, minus = 0;  // neurons of positive and of negative outer weight
  int constant = 0;                 // its sign
  std::vector<PatternNode> nodes;
  std::size_t line = 0;  // in the file
};

// What is looked at: a component of the residual; with classes its difference with another one.
struct ObservedOutput {
  std::size_t component = 0;
  std::optional<std::size_t> less{};
};

enum class CoverKind { kNone, kRanks, kSlices, kPoints };

// Why the unchanged samples do not lie on so many hyperplanes.
struct PatternCover {
  CoverKind kind = CoverKind::kNone;
  std::size_t hyperplanes = 0;
  std::size_t feature = 0;           // slices: 0-based
  std::vector<Rational> values;      // slices: of the feature
  std::vector<std::size_t> samples;  // points: 0-based, increasing
  std::size_t line = 0;              // in the file
};

struct PatternEvidence {
  ObservedOutput output;
  PatternCover cover;
  std::vector<PatternTree> trees;
  std::size_t line = 0;  // of `trees`
};

}  // namespace ftcert
