// Ladders with a base: zigzags in groups to the right of a flat cell, one relation between them.
//
// Purpose: the data of construct/layers/dense_plus.hpp (proofs/theorems.md, section 3.2.3). n knots and P rows serve n groups of P+1 samples
// and the flat samples left of them. Z_0, .., Z_P are zigzags, Z_k through the samples of rank k; units k in a set R are reversed, relu(-p_k) for
// relu(p_k), p_k = Z_k + Z_{k-1}. Where all others are off, g is then the spline Z_0 instead of a constant, provided that
//   Z_0 + sum over R of (-1)^k p_k = constant,
// which is a relation sum over k of sign_k Z_k = constant with signs -1, 0, 1. Here: P odd, R = {3, 5, .., P}: Z_0 = Z_2 + .. + Z_P + constant;
// P even, R = {3, 5, .., P-1, P}: Z_0 + Z_P = Z_2 + .. + Z_{P-2} + constant. No R has more zigzags in its relation (theorem 3.2.5).
#pragma once

#include <vector>

#include "ftcert/construct/layers/spline_net.hpp"

namespace ftcert {

struct BaseRelation {
  // Contract: rows >= 3.
  explicit BaseRelation(std::size_t rows);
  std::vector<int> sign;         // of Z_0, .., Z_P; 0: not in the relation
  std::vector<bool> reversed;    // of units 1, .., P; entry 0 is not used
  std::vector<std::size_t> all;  // the zigzags in the relation
};

// Samples by increasing position: flat ones with one label, the last at flat_end, then the others. Contract: z[0] > flat_label.
struct FlatStart {
  Rational flat_label, flat_end;
  std::vector<Rational> x, z;
};

// Pivots of all zigzags. Dummies with label 0 fill the last group up, to the right of all samples.
class BasedLadder {
 public:
  // Contract: (groups-1) (rows+1) < samples.x.size() <= groups (rows+1).
  BasedLadder(const FlatStart& samples, std::size_t groups, std::size_t rows);

  std::size_t groups() const { return groups_; }
  std::size_t rows() const { return rows_; }
  const BaseRelation& relation() const { return relation_; }
  // The sample of rank k in group j, and (-1)^k times its label: where Z_k passes.
  const Rational& pivot(std::size_t k, std::size_t j) const { return x_[sample(k, j)]; }
  const Rational& value(std::size_t k, std::size_t j) const { return value_[sample(k, j)]; }
  bool is_dummy(std::size_t k, std::size_t j) const { return sample(k, j) >= samples_; }
  // Contract: a dummy.
  void set_value(std::size_t k, std::size_t j, const Rational& value);
  // The open gap in which the knot before group j > 0 lies.
  const Rational& gap_begin(std::size_t j) const { return x_[j * (rows_ + 1) - 1]; }
  const Rational& gap_end(std::size_t j) const { return x_[j * (rows_ + 1)]; }

  // The slopes of Z_k, in absolute size, are one number: that in group j > 0 from that in group j-1.
  Rational next_slope(std::size_t k, const Rational& slope, std::size_t j, const Rational& knot) const;
  // Slopes above these, and at least 0, make exactly the units up to the rank of each sample positive there, and leave room for the first knot.
  Rational least_slope(std::size_t k, std::size_t j) const;
  // Knots before groups 1, 2, ..; slopes[k][j], which satisfy the relation in every group. The network is g or, negated, -g.
  SplineNet net(const std::vector<Rational>& knots, const std::vector<std::vector<Rational>>& slopes) const;

 private:
  std::size_t sample(std::size_t k, std::size_t j) const { return j * (rows_ + 1) + (j % 2 == 0 ? k : rows_ - k); }

  std::size_t groups_, rows_, samples_;
  BaseRelation relation_;
  Rational flat_label_, flat_end_;
  std::vector<Rational> x_, value_;
};

}  // namespace ftcert
