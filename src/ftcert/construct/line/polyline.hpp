// A continuous piecewise linear function of one variable, and its form as a sum of ReLUs.
//
// Purpose: every one-dimensional construction is a polyline through the sorted samples together with the
// choice which kinks face left; both how many hidden neurons that takes and their weights follow from these
// two. Invariant: knots strictly increase, there is at least one, and all samples lie between the first and
// the last, where the function is linear from knot to knot. A knot is a kink where the slope (of any output
// component) changes.
//
//   Polyline hat(1);
//   for (int t : {0, 1, 2, 3}) hat.add(t, std::array{Rational(t == 1)});
//   ReluSum sum = relu_sum(hat, {1, 3});   // knots 1 and 2 face left, since the last piece is flat: 2
//   neurons
#pragma once

#include <span>
#include <vector>

#include "ftcert/construct/line/relu_sum.hpp"

namespace ftcert {

// A knot that is no sample.
inline constexpr std::size_t kNoSample = static_cast<std::size_t>(-1);

struct Polyline {
  explicit Polyline(std::size_t output_count) : outputs(output_count) {}

  // value: one entry an output; sample: which sample (by rank on the line) the knot is.
  void add(Rational knot, std::span<const Rational> value, std::size_t sample = kNoSample);
  std::size_t size() const { return knots.size(); }
  std::span<const Rational> value(std::size_t k) const { return {values.data() + k * outputs, outputs}; }
  // Slope between knots k and k+1, one entry an output.
  void slope(std::size_t k, std::vector<Rational>& result) const;

  std::size_t outputs;
  std::vector<Rational> knots;
  std::vector<Rational> values;  // knots x outputs, row-major
  std::vector<std::size_t> samples;
};

// The knots first, ..., last-1 face left, all others right. All of them lie strictly between the first and
// the last knot.
struct LeftKinks {
  std::size_t first = 1;
  std::size_t last = 1;
};

// Left-facing kinks up to the start of the piece between knots k and k+1: needs no further neuron if that
// piece is flat (flat-piece lemma).
inline LeftKinks left_of_piece(std::size_t k) { return {1, k + 1}; }

// Hidden neurons of relu_sum(): one a kink, and one more unless the slope of the first piece is minus the sum
// of the slope changes at the left-facing kinks. Every output component uses the same neurons. O(knots),
// little memory.
std::size_t count_neurons(const Polyline& line, LeftKinks left);
// Equal to the polyline between its first and its last knot.
ReluSum relu_sum(const Polyline& line, LeftKinks left);

}  // namespace ftcert
