#include "ftcert/construct/layers/dense_plus_ladder.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ftcert/construct/layers/group_layout.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

Rational sign_of(std::size_t k) { return k % 2 == 0 ? 1 : -1; }

}  // namespace

BaseRelation::BaseRelation(std::size_t rows) : sign(rows + 1), reversed(rows + 1) {
  require(rows >= 3, "BaseRelation: fewer than three rows");
  for (std::size_t k = 3; k <= rows; k += 2) reversed[k] = true;
  reversed[rows] = true;
  // (-1)^k p_k = (-1)^k Z_k - (-1)^(k-1) Z_{k-1}.
  const auto at = [&](std::size_t k) { return k == 0 ? 1 : k <= rows && reversed[k] ? 1 : 0; };
  for (std::size_t k = 0; k <= rows; ++k) {
    sign[k] = (k % 2 == 0 ? 1 : -1) * (at(k) - at(k + 1));
    if (sign[k] != 0) all.push_back(k);
  }
}

BasedLadder::BasedLadder(const FlatStart& samples, std::size_t groups, std::size_t rows)
    : groups_(groups),
      rows_(rows),
      samples_(samples.x.size()),
      relation_(rows),
      flat_label_(samples.flat_label),
      flat_end_(samples.flat_end),
      x_(samples.x) {
  const std::size_t size = groups * (rows + 1);
  require(samples_ > (groups - 1) * (rows + 1) && samples_ <= size, "BasedLadder: groups");
  require(samples.z[0] > flat_label_, "BasedLadder: the first label is not above those of the flat samples");
  Rational step = 1;
  while (step * Rational(samples_) < x_.back() - flat_end_) step *= 2;
  while (x_.size() < size) x_.push_back((x_.size() == samples_ ? simple_above(x_.back()) : x_.back()) + step);
  value_.resize(size);
  for (std::size_t j = 0; j < groups_; ++j) {
    for (std::size_t k = 0; k <= rows_; ++k) {
      if (!is_dummy(k, j)) value_[sample(k, j)] = sign_of(k) * samples.z[sample(k, j)];
    }
  }
}

void BasedLadder::set_value(std::size_t k, std::size_t j, const Rational& value) {
  require(is_dummy(k, j), "BasedLadder: the value of a sample");
  value_[sample(k, j)] = value;
}

Rational BasedLadder::next_slope(std::size_t k, const Rational& slope, std::size_t j, const Rational& knot) const {
  // (1) of section 3.1.
  const Rational change = j % 2 == 1 ? value(k, j - 1) - value(k, j) : value(k, j) - value(k, j - 1);
  return ((knot - pivot(k, j - 1)) * slope + change) / (pivot(k, j) - knot);
}

Rational BasedLadder::least_slope(std::size_t k, std::size_t j) const {
  Rational least = 0;
  const auto distance = [&](std::size_t other) { return abs(pivot(k, j) - pivot(other, j)); };
  const auto sum = [&](std::size_t other) { return value(k, j) + value(other, j); };
  if (k > 0) least = std::max(least, sum(k - 1) / distance(k - 1));         // p_k < 0 at rank k-1
  if (k < rows_) least = std::max(least, -(sum(k + 1) / distance(k + 1)));  // p_{k+1} > 0 at rank k+1
  if (k == 0 && j == 0) least = std::max(least, (value(0, 0) - flat_label_) / (pivot(0, 0) - flat_end_));
  return least;
}

SplineNet BasedLadder::net(const std::vector<Rational>& knots, const std::vector<std::vector<Rational>>& slopes) const {
  require(knots.size() + 1 == groups_ && slopes.size() == rows_ + 1, "BasedLadder::net: sizes");
  SplineNet net(1);
  // Where Z_0 has the label of the flat samples.
  const Rational first = pivot(0, 0) - (value(0, 0) - flat_label_) / slopes[0][0];
  net.add_knot(first, Facing::kRight);
  for (const Rational& knot : knots) net.add_knot(knot, Facing::kRight);
  std::vector<SplineRow> zigzags;
  for (std::size_t k = 0; k <= rows_; ++k) {
    SplineRow row{value(k, 0) - slopes[k][0] * (pivot(k, 0) - first), {slopes[k][0]}};
    for (std::size_t j = 1; j < groups_; ++j) row.weights.push_back(sign_of(j) * (slopes[k][j] + slopes[k][j - 1]));
    zigzags.push_back(std::move(row));
  }
  SplineRow base = zigzags[0];
  for (std::size_t k = 1; k <= rows_; ++k) {
    const bool reversed = relation_.reversed[k];
    const Rational outer = sign_of(k), sign = reversed ? -1 : 1;
    SplineRow row{zigzags[k].bias + zigzags[k - 1].bias, {}};
    if (reversed) base.bias += outer * row.bias;
    row.bias *= sign;
    for (std::size_t j = 0; j < groups_; ++j) {
      row.weights.push_back(zigzags[k].weights[j] + zigzags[k - 1].weights[j]);
      if (reversed) base.weights[j] += outer * row.weights[j];
      row.weights[j] *= sign;
    }
    net.add_row(std::move(row), std::array{outer});
  }
  for (const Rational& weight : base.weights) require(weight.is_zero(), "BasedLadder::net: not in the relation");
  net.constant[0] = base.bias;
  return net;
}

}  // namespace ftcert
