// Trees of activation patterns: no network of given signs takes the residuals.
//
// Purpose: method `patterns` of bound certificates (proofs/certificate-format.md, section 16, "Trees"). A network c + sum_j s_j relu(l_j) with given signs
// takes z at the samples. A split asks whether a neuron is active at a sample, l_j(x_i) > 0; where neurons of one sign were treated alike so far,
// they may be exchanged, and the second child has all of them inactive. At a leaf integer multiples of inequalities that the assignment implies add
// up to 0 <= a negative number, or to 0 < 0. Nothing is searched for.
//
//   check_tree({points, z, "cert.ftc"}, tree);   // throws kNotARow or kNotRefuted with the line
//   check_leaf(samples, tree, node);             // one leaf without its assignment: the sums alone
#pragma once

#include <span>
#include <string>

#include "ftcert/certificate/patterns.hpp"
#include "ftcert/core/network.hpp"
#include "ftcert/core/specification.hpp"

namespace ftcert {

// Points K x D, and what the residual of each can be.
struct PatternSamples {
  const PointMatrix& points;
  std::span<const Interval> z;
  std::string name;  // of the certificate, for messages
};

// Contract: the tree is complete, and its samples and neurons exist (the reader's invariants).
void check_tree(const PatternSamples& samples, const PatternTree& tree);

// Whether the rows contradict each other, whatever the assignment allows. Contract: the ends that they need exist. Errors: kNotRefuted.
void check_leaf(const PatternSamples& samples, const PatternTree& tree, const PatternNode& leaf);

}  // namespace ftcert
