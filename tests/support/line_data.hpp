// Samples on a line, their worst cases and their ugly cases.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "ftcert/construct/problem/problem.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/generator.hpp"

namespace ftcert::test {

struct LineData {
  std::vector<Rational> x;  // strictly increasing
  std::vector<Rational> z;

  std::size_t changed() const {
    std::size_t count = 0;
    for (const Rational& v : z) count += v.is_zero() ? 0 : 1;
    return count;
  }
  std::string text() const {
    std::string result;
    for (std::size_t i = 0; i < x.size(); ++i) result += "(" + x[i].text() + ", " + z[i].text() + ") ";
    return result;
  }
};

// The samples as rows of dimension 1, in the given order.
inline Problem on_line(const LineData& data) {
  PointMatrix points(data.x.size(), 1), residuals(data.x.size(), 1);
  points.entries = data.x;
  residuals.entries = data.z;
  return Problem(points, residuals);
}

// Several outputs: one column of residuals each.
inline Problem on_line(const std::vector<Rational>& x, const std::vector<std::vector<Rational>>& columns) {
  PointMatrix points(x.size(), 1), residuals(x.size(), columns.size());
  points.entries = x;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t c = 0; c < columns.size(); ++c) residuals.row(i)[c] = columns[c][i];
  }
  return Problem(points, residuals);
}

// Every labelling of the samples by integers from low to high.
template <typename Visit>
void every_labelling(std::vector<Rational> x, std::int64_t low, std::int64_t high, const Visit& visit) {
  const std::size_t count = x.size();
  LineData data{std::move(x), std::vector<Rational>(count, Rational(low))};
  for (;;) {
    visit(data);
    std::size_t i = 0;
    while (i < count && data.z[i] == Rational(high)) data.z[i++] = low;
    if (i == count) return;
    data.z[i] += 1;
  }
}

enum class Spacing { kUnit, kRandom, kHuge };

// Positions: 0, 1, 2, ...; random fractions; neighbouring gaps whose ratio is up to 2^60.
inline std::vector<Rational> positions(std::size_t count, Spacing spacing, Generator& generator) {
  std::vector<Rational> x;
  Rational at = spacing == Spacing::kUnit ? Rational(0) : generator.rational(50, 7);
  for (std::size_t i = 0; i < count; ++i) {
    x.push_back(at);
    switch (spacing) {
      case Spacing::kUnit:
        at += 1;
        break;
      case Spacing::kRandom:
        at += Rational(Integer(generator.between(1, 60)), Integer(generator.between(1, 11)));
        break;
      case Spacing::kHuge:
        at += power_of_two(generator.one_in(2) ? 30 : -30);
        break;
    }
  }
  return x;
}

// Labels +-1 on N of K samples whose interior samples alternate strictly above and below their neighbours'
// chord for K <= 3N+2 (theorem m*(N, K) >= min{3N, K-2}): gaps of 0, 1 or 2 zeros, the sign kept across gaps
// of one and flipped across the others; zeros behind for K > 3N+2.
inline std::vector<Rational> worst_labels(std::size_t changed, std::size_t count) {
  std::vector<std::size_t> gap(changed + 1, 0);
  std::size_t zeros = std::min(count - changed, 2 * (changed + 1));
  for (std::size_t g = 0; zeros > 0; g = (g + 1) % gap.size(), --zeros) ++gap[g];
  std::vector<Rational> z(gap[0]);
  Rational sign(1);
  for (std::size_t r = 0; r < changed; ++r) {
    z.push_back(sign);
    if (r + 1 == changed || gap[r + 1] != 1) sign = -sign;
    z.insert(z.end(), gap[r + 1], Rational(0));
  }
  z.resize(count);
  return z;
}

}  // namespace ftcert::test
