#include <algorithm>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/floats/float_network.hpp"

namespace ftcert {

namespace {

struct Range {
  Rational least, most;
};

// Of all features, in the order in which the points stand.
std::vector<Range> ranges(const PointMatrix& points) {
  std::vector<Range> result;
  for (const Rational& x : points.row(0)) result.push_back({x, x});
  for (std::size_t i = 1; i < points.count; ++i) {
    const auto row = points.row(i);
    for (std::size_t j = 0; j < row.size(); ++j) {
      if (row[j] < result[j].least) result[j].least = row[j];
      if (row[j] > result[j].most) result[j].most = row[j];
    }
  }
  return result;
}

Rational farthest(const Range& range, const Rational& centre) {
  return std::max(abs(range.least - centre), abs(range.most - centre));
}

// A subtraction that halves a feature and no more is not worth an operation: a feature from 0 to its greatest value, as a pixel has, keeps 0.
bool helps(const Range& range, const Rational& centre) {
  return farthest(range, centre) * Rational(16) <= farthest(range, 0) * Rational(7);
}

// Whether x - centre is a number of the format whenever x has been rounded to it.
bool subtracts_exactly(const Rational& x, const Rational& centre, FloatFormat format) {
  const std::optional<Rational> read = is_number_of(format, x) ? std::optional<Rational>(x) : round_to(ieee(format), x);
  return read && is_number_of(format, *read) && is_number_of(format, *read - centre);
}

bool subtracts_exactly(const PointMatrix& points, std::size_t j, const Rational& centre) {
  for (std::size_t i = 0; i < points.count; ++i) {
    const Rational& x = points.row(i)[j];
    if (!subtracts_exactly(x, centre, FloatFormat::kBinary32)) return false;
    if (!is_number_of(FloatFormat::kBinary32, x) && !subtracts_exactly(x, centre, FloatFormat::kBinary64)) return false;
  }
  return true;
}

// The multiple nearest to `wanted` of the greatest power of two that is at most an eighth of the range.
Rational few_bits_near(const Rational& wanted, const Rational& width) {
  const Rational step = power_of_two(binary_exponent(width) - 3);
  return Rational(floor(wanted / step + Rational(1, 2))) * step;
}

Rational centre_of(const PointMatrix& points, std::size_t j, const Range& r) {
  const Rational middle = (r.least + r.most) * Rational(1, 2), width = r.most - r.least;
  if (!helps(r, middle)) return 0;
  if (width.is_zero()) return is_number_of(FloatFormat::kBinary32, middle) ? middle : Rational();
  // Where the middle is too far from the small values for an exact difference, something nearer to them may do: a difference of two numbers
  // within a factor of two is exact.
  const Rational nearer = r.least.sign() >= 0 ? r.least * Rational(2) : r.most * Rational(2);
  for (const Rational& wanted : {middle, (middle + nearer) * Rational(1, 2)}) {
    const Rational centre = few_bits_near(wanted, width);
    if (helps(r, centre) && is_number_of(FloatFormat::kBinary32, centre) && subtracts_exactly(points, j, centre))
      return centre;
  }
  return 0;
}

}  // namespace

std::vector<Rational> few_bit_centre(const PointMatrix& points) {
  std::vector<Rational> centre(points.dimension);
  if (points.count == 0) return centre;
  const std::vector<Range> all = ranges(points);
  for (std::size_t j = 0; j < points.dimension; ++j) centre[j] = centre_of(points, j, all[j]);
  return centre;
}

}  // namespace ftcert
