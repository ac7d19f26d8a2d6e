// The two hidden layers of the paper's networks for a line, from the printed formulas: equations 28, 29 and 32 to 35.
//
// Purpose: U1, U2, U3 and appendix A share them. The samples, or some of them, form groups; layer 1 has one hard-tanh unit for each group. The
// input of a unit of layer 2, W2 beta + b2, is to take given values at one sample of each group; equation 33 then has a line of solutions,
// mu + lambda nu, of which the paper takes one with a large lambda. Here mu has b2 = 0 and nu has b2 = 1; where nu's b2 is not
// positive, that holds for the first weight instead.
//
//   PrintedLayers layers({1, 2, 3, 4}, {{0, 1}, {2, 3}}, 1);          // epsilon = 1
//   PrintedRows rows = layers.rows({1, 2}, {0, Rational(1) / 2});    // 0 at the second sample, 1/2 at the third
//   layers.input(rows.at(8), 4);                                     // at x = 4, lambda = 8
//   layers.network({{rows.at(8), sigma_t(1)}}, 0);
#pragma once

#include "ftcert/audit/tools/data.hpp"
#include "ftcert/audit/tools/printed_activations.hpp"

namespace ftcert::audit {

using Groups = std::vector<std::vector<std::size_t>>;  // indices of samples, increasing throughout, none empty

// W2 and b2 of one unit of layer 2.
struct PrintedRow {
  std::vector<Rational> weights;
  Rational bias;
};

struct PrintedRows {
  std::size_t rank = 0;
  PrintedRow mu, nu;
  PrintedRow at(const Rational& lambda) const;
};

struct SecondUnit {
  PrintedRow row;
  Activation activation;
};

// Where a unit's input lies at each of the samples: below -1, in [-1, 1], above 1. So the paper's figures draw a unit as a box.
struct Box {
  IndexSet low = 0, inside = 0, high = 0;
  bool operator==(const Box&) const = default;
  std::string text() const;
};
Box box_of(const std::vector<Rational>& inputs);

class PrintedLayers {
 public:
  PrintedLayers(std::vector<Rational> x, Groups groups, const Rational& epsilon);

  const std::vector<Rational>& x() const { return x_; }
  const Groups& groups() const { return groups_; }
  std::size_t units() const { return groups_.size(); }
  // alpha^1_j and beta^1_j.
  Rational alpha(std::size_t unit, const Rational& t) const { return weights_[unit] * t + biases_[unit]; }
  Rational beta(std::size_t unit, const Rational& t) const { return printed_hard_tanh(alpha(unit, t)); }
  // Equations 33 to 35 with the values `targets` at the samples `chosen`, one in each group; the rank must be that of the groups (contract).
  PrintedRows rows(const std::vector<std::size_t>& chosen, const std::vector<Rational>& targets) const;
  // Of these the one with the least lambda in 1, 2, 4, .., or in -1, -2, -4, .., for which all of W2 have the sign of lambda and |alpha^2| >
  // clearance at those of `others` that are not chosen.
  PrintedRow steep_row(const std::vector<std::size_t>& chosen, const std::vector<Rational>& targets, bool positive,
                       const Rational& clearance, IndexSet others) const;
  // alpha^2 at t, and at all samples.
  Rational input(const PrintedRow& row, const Rational& t) const;
  std::vector<Rational> inputs(const PrintedRow& row) const;
  std::vector<Rational> alphas(std::size_t unit) const;

  // Networks of one hidden layer that compute a unit's output in layer 1, and a unit's input in layer 2.
  Network unit_network(std::size_t unit) const;
  Network input_network(const PrintedRow& row) const;
  // The sum of the units of layer 2 and a constant: two hidden layers.
  Network network(const std::vector<SecondUnit>& units, const Rational& constant) const;

 private:
  AffineMap first_layer() const;
  void feed(AffineMap& map, std::size_t row, const PrintedRow& weights, const Rational& factor) const;

  std::vector<Rational> x_;
  Groups groups_;
  std::vector<Rational> weights_, biases_;  // equations 28 and 29
};

// The samples in consecutive groups of `size`.
Groups groups_of_size(const std::vector<std::size_t>& samples, std::size_t size);
// Samples first .. last, counted from 1 as in the paper's figures.
IndexSet range(std::size_t first, std::size_t last);
// The indices of a set, increasing.
std::vector<std::size_t> members(IndexSet set);
// The sample of each group that has this place, counted from the left in the first group, from the right in the second, and so on.
std::vector<std::size_t> at_place(const Groups& groups, std::size_t place);
// J of equation 14: T and the ends of the blocks outside T.
IndexSet touched(IndexSet changed, std::size_t samples);

}  // namespace ftcert::audit
