// A strip between two parallel hyperplanes that holds a group of samples and no other.
//
// Purpose: the hidden weights of one hyperplane unit. Given a group A of samples, a target for each and a
// threshold t, find an affine form p with p(x) = target on A and |p(x)| >= t at every other sample. Such a
// form exists for every choice of targets when A is affinely independent and its affine hull holds no other
// sample: take u = 0 on A and u != 0 elsewhere, p0 with the targets on A, and p = p0 + L u with L >= max over
// the other samples of (|p0| + t) / |u|. Here p0 has the least possible denominator and L times that
// denominator is a power of two.
// Fewer than d samples: p is a combination of as many random forms as there are samples, and a constant, so
// that one u remains.
// Cost: one elimination with |A| rows and O(K d) word operations; a group with a bad hull is found out early.
//
//   StripFit fit = fit_strip(points, table, {3, 8}, {Rational(1), Rational(-1, 2)}, 2);
//   fit.strip->value(points.row(8));   // exactly -1/2
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/space/steepness.hpp"

namespace ftcert {

// p(x) = (weights . x + constant) / scale, in lowest terms; scale > 0.
struct Strip {
  Rational value(std::span<const Rational> x) const;

  std::vector<Integer> weights;
  Integer constant;
  Integer scale = 1;
};

// strip, or the position in `group` of a member that has to leave: the hull of the group holds another
// sample.
struct StripFit {
  std::optional<Strip> strip;
  std::size_t leaves = 0;
};

// group: at least 1 and at most d rows of points in increasing order, affinely independent; targets: one for
// each; threshold positive. A group of one always has a strip. Deterministic.
StripFit fit_strip(const PointMatrix& points, const SteepnessTable& table, const std::vector<std::size_t>& group,
                   const std::vector<Rational>& targets, const Integer& threshold);

// (x D, D) with the least common denominator D of x: the integer vectors whose linear independence is affine
// independence of the samples.
std::vector<Integer> homogeneous(std::span<const Rational> x);

}  // namespace ftcert
