// The neurons of two hidden layers that a sequence of forced kinks needs.
//
// Purpose: method `signs` of bound certificates (proofs/certificate-format.md, section 9; proofs/theorems.md, section 3.7). The d1
// neurons of the first layer cut a line into at most d1 + 1 cells. In a cell a neuron of the second layer makes at most one kink, with the
// sign of its outer weight. The forced kinks come in the order of their positions (lemma 3.7.1), so with e+ neurons of positive and e- of
// negative outer weight the word of their signs is cut into the words of the cells, with at most e+ convex and e- concave letters each, and single
// letters between them, one a cut at most. The least number of cuts is counted from left to right; the bound is the least sum
// e+ + e- + d1 over all (e+, e-). No search, no rational arithmetic: cost about (neurons)^2 counts of at most (neurons) cuts.
//
//   ForcedKinks zigzag{{1, 3, 5, 7}, {2, 4, 6, 8}};
//   SignWord(zigzag).least_cuts(1, 1, 100);   // 2: +- + -+ - +-
//   least_neurons_signs(zigzag);              // 5
#pragma once

#include "ftcert/check/methods/alternation.hpp"

namespace ftcert {

// The signs of kinks in the order of their positions.
class SignWord {
 public:
  explicit SignWord(const ForcedKinks& kinks);

  std::size_t size() const { return convex_before_.size(); }
  std::size_t convex() const { return convex_.size(); }
  std::size_t concave() const { return concave_.size(); }

  // n(e+, e-) of proofs/theorems.md, section 3.7: the least number of cuts; `limit` when it is at least limit.
  std::size_t least_cuts(std::size_t positive, std::size_t negative, std::size_t limit) const;

 private:
  std::vector<std::size_t> convex_, concave_;  // places of the letters in the word
  std::vector<std::size_t> convex_before_;     // of each letter: convex letters before it
};

// Every network with two hidden layers that has all these kinks has at least so many hidden neurons (theorem 3.7.2,
// corollary 3.7.5). Contract: the values on the line are not all equal, so that each hidden layer has a neuron.
std::size_t least_neurons_signs(const ForcedKinks& kinks);

}  // namespace ftcert
