// Affine forms in exact numbers, for tests of rows and strips: d weights, then the constant.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "ftcert/construct/space/centred_samples.hpp"
#include "ftcert/construct/space/strip.hpp"
#include "support/generator.hpp"

namespace ftcert::test {

inline PointMatrix random_points(Generator& random, std::size_t count, std::size_t dimension) {
  PointMatrix points(count, dimension);
  for (Rational& entry : points.entries) entry = Rational(random.between(-9999, 9999), 64);
  return points;
}

// `size` rows of `count`, increasing.
inline std::vector<std::size_t> random_group(Generator& random, std::size_t size, std::size_t count) {
  const std::vector<bool> mask = random.subset(size, count);
  std::vector<std::size_t> group;
  for (std::size_t i = 0; i < count; ++i) {
    if (mask[i]) group.push_back(i);
  }
  return group;
}

inline std::vector<Rational> exact_entries(const std::vector<double>& row) {
  std::vector<Rational> result;
  for (const double entry : row) result.push_back(to_rational(entry));
  return result;
}

inline std::vector<Rational> entries_of(const Strip& strip) {
  std::vector<Rational> result;
  for (const Integer& weight : strip.weights) result.emplace_back(weight, strip.scale);
  result.emplace_back(strip.constant, strip.scale);
  return result;
}

inline Rational value_at(const std::vector<Rational>& form, std::span<const Rational> x) {
  Rational sum = form.back();
  for (std::size_t j = 0; j < x.size(); ++j) sum += form[j] * x[j];
  return sum;
}

// sum_j |a_j| R_j + |b + a . c|, R_j the largest distance of a sample from the centre in feature j.
inline Rational condition_of(const std::vector<Rational>& form, const PointMatrix& points,
                             const std::vector<Rational>& centre) {
  Rational sum = abs(value_at(form, centre));
  for (std::size_t j = 0; j < points.dimension; ++j) {
    Rational reach;
    for (std::size_t i = 0; i < points.count; ++i) reach = std::max(reach, abs(points.row(i)[j] - centre[j]));
    sum += abs(form[j]) * reach;
  }
  return sum;
}

// Whether |form| >= clearance at all samples outside the group.
inline bool keeps_out(const std::vector<Rational>& form, const PointMatrix& points, const Rational& clearance,
                      const std::vector<std::size_t>& group) {
  for (std::size_t i = 0; i < points.count; ++i) {
    if (std::binary_search(group.begin(), group.end(), i)) continue;
    if (abs(value_at(form, points.row(i))) < clearance) return false;
  }
  return true;
}

}  // namespace ftcert::test
