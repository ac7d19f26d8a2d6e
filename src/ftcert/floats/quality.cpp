#include "ftcert/floats/quality.hpp"

#include <algorithm>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/floats/kappa.hpp"

namespace ftcert {

namespace {

std::size_t numbers(const Network& g) {
  std::size_t count = 0;
  for (const AffineMap& map : g.layers()) count += map.weights.size() + map.bias.size();
  return count;
}

FormatQuality format_quality(const Network& g, const PointMatrix& points, const PointMatrix& residuals,
                             FloatFormat format) {
  FormatQuality result;
  result.format = format;
  if (const auto rounded = to_format(g, points, format)) {
    ExecutionError error = execution_error(*rounded, points, residuals, format);
    if (error.finite) result.error = std::move(error);
  }
  return result;
}

}  // namespace

Quality quality(const Network& g, const PointMatrix& points, const PointMatrix& residuals) {
  Quality result;
  result.float32.format = FloatFormat::kBinary32;
  result.float64.format = FloatFormat::kBinary64;
  // Bringing the rows to their size takes some operations with every weight; then machine words: a product and a sum of upper bounds, and two of integers.
  const Integer rows = Integer(numbers(g)) * rational_work(weight_bits(g).most) * 4;
  const Integer sums = Integer(numbers(g)) * points.count * 20 +
                       Integer(points.entries.size()) * rational_work(most_bits(points.entries));
  if (rows + sums <= kErrorWork) {
    result.kappa = kappa(g, points, residuals);
    result.float32 = format_quality(g, points, residuals, FloatFormat::kBinary32);
    result.float64 = format_quality(g, points, residuals, FloatFormat::kBinary64);
  } else {
    result.float32.known = result.float64.known = false;
  }
  result.touched = touched_volume(g, points, residuals, kTouchedSeed, kTouchedWork);
  return result;
}

}  // namespace ftcert
