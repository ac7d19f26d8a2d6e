#include "ftcert/floats/quality.hpp"

#include <algorithm>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/evaluation/work.hpp"
#include "ftcert/floats/kappa.hpp"

namespace ftcert {

namespace {

std::size_t numbers(const Network& g) {
  std::size_t count = 0;
  for (const AffineMap& map : g.layers()) count += map.weights.size() + map.bias.size();
  return count;
}

FormatQuality format_quality(const Network& g, const PointMatrix& points, const PointMatrix& residuals,
                             FloatFormat format, const Integer& most) {
  FormatQuality result;
  result.format = format;
  const auto rounded = to_format(g, points, format);
  if (!rounded) return result;
  result.known = network_work(rounded->network, points, points.count) <= most;
  if (!result.known) return result;
  ExecutionError error = execution_error(*rounded, points, residuals, format);
  if (error.finite) result.error = std::move(error);
  return result;
}

}  // namespace

Quality quality(const Network& g, const PointMatrix& points, const PointMatrix& residuals,
                const std::optional<Integer>& most_work) {
  const auto limit = [&](std::uint64_t own) { return most_work ? std::min<Integer>(own, *most_work) : Integer(own); };
  const Integer most = limit(kErrorWork);
  // Bringing the rows to their size takes some operations with every weight, and centring one with every feature; then there are a product and a
  // sum of upper bounds for each weight and sample.
  const Integer work = Integer(rational_work(weight_bits(g).most)) * numbers(g) * 4 +
                       Integer(rational_work(most_bits(points.entries))) * points.entries.size() * 2 +
                       Integer(numbers(g)) * points.count * 20;
  Quality result;
  result.float32 = {FloatFormat::kBinary32, false, std::nullopt};
  result.float64 = {FloatFormat::kBinary64, false, std::nullopt};
  if (work <= most) {
    result.kappa = kappa(g, points, residuals);
    result.float32 = format_quality(g, points, residuals, FloatFormat::kBinary32, most);
    result.float64 = format_quality(g, points, residuals, FloatFormat::kBinary64, most);
  }
  result.touched = touched_volume(g, points, residuals, kTouchedSeed, limit(kTouchedWork));
  return result;
}

}  // namespace ftcert
