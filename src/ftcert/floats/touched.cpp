#include "ftcert/floats/touched.hpp"

#include <vector>

#include "ftcert/common/changed_rows.hpp"
#include "ftcert/common/rational_work.hpp"
#include "ftcert/common/splitmix.hpp"
#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/work.hpp"
#include "ftcert/floats/upper.hpp"

namespace ftcert {

namespace {

std::vector<std::size_t> kept_rows(const PointMatrix& residuals) {
  std::vector<std::size_t> kept;
  std::size_t next = 0;
  const std::vector<std::size_t> changed = changed_rows(residuals);
  for (std::size_t i = 0; i < residuals.count; ++i) {
    if (next < changed.size() && changed[next] == i)
      ++next;
    else
      kept.push_back(i);
  }
  return kept;
}

Rational deviation_above(const PointMatrix& points, std::size_t j) {
  Rational sum, squares;
  for (std::size_t i = 0; i < points.count; ++i) {
    const Rational& x = points.row(i)[j];
    sum += x;
    squares += x * x;
  }
  const Rational count(points.count), mean = sum / count;
  return square_root_above(squares / count - mean * mean);
}

// At most 16 bits above the value; positive or 0.
Rational short_above(const Rational& value) {
  if (value.is_zero()) return value;
  const Rational step = power_of_two(binary_exponent(value) - 15);
  return Rational(ceil(value / step)) * step;
}

// An odd multiple of 2^-16 between -1 and 1, each as likely as any other.
Rational direction(SplitMix& random) {
  const auto drawn = static_cast<std::int64_t>(random.next() >> 48);
  return Rational(2 * drawn + 1 - 65536) * power_of_two(-16);
}

Rational largest_magnitude(std::span<const Rational> numbers) {
  Rational result;
  for (const Rational& number : numbers) result = std::max(result, abs(number));
  return result;
}

TouchedVolume look(const Network& g, const PointMatrix& moved, const Rational& radius) {
  TouchedVolume result{radius, moved.count, 0, 0};
  const PointMatrix values = evaluate_batch(g, moved);
  Upper sum;
  for (std::size_t i = 0; i < values.count; ++i) {
    const Rational size = largest_magnitude(values.row(i));
    if (size.is_zero()) continue;
    ++result.touched;
    sum += Upper::of(size);
  }
  if (result.touched > 0) result.mean = sum.rational() / Rational(result.touched);
  return result;
}

}  // namespace

Rational square_root_above(const Rational& v) {
  require(v.sign() >= 0, "square_root_above: negative");
  if (v.is_zero()) return v;
  // The root of v 4^k has 16 or 17 bits.
  const long exponent = binary_exponent(v), k = 16 - (exponent < 0 ? -((1 - exponent) / 2) : exponent / 2);
  const Integer square = ceil(v * power_of_two(2 * k));
  Integer root = sqrt(square);
  if (root * root < square) ++root;
  return Rational(root) * power_of_two(-k);
}

std::optional<std::array<TouchedVolume, 3>> touched_volume(const Network& g, const PointMatrix& points,
                                                           const PointMatrix& residuals, std::uint64_t seed,
                                                           const Integer& most_work) {
  require(points.dimension == g.inputs() && residuals.count == points.count, "touched_volume: wrong shape");
  const std::vector<std::size_t> kept = kept_rows(residuals);
  if (kept.empty()) return std::nullopt;
  const std::size_t bits = most_bits(points.entries);
  Integer work = Integer(rational_work(2 * bits)) * points.entries.size();
  if (work > most_work) return std::nullopt;
  std::array<TouchedVolume, 3> result;
  result[0].radius = Rational(1, 100), result[1].radius = Rational(1, 10), result[2].radius = Rational(1, 2);
  std::vector<Rational> deviations;
  for (std::size_t j = 0; j < points.dimension; ++j) deviations.push_back(deviation_above(points, j));
  SplitMix random{seed};
  std::array<PointMatrix, 3> moved;
  for (std::size_t r = 0; r < result.size(); ++r) {
    std::vector<Rational> reach;
    for (const Rational& deviation : deviations) reach.push_back(short_above(result[r].radius * deviation));
    moved[r] = PointMatrix(kMovedPoints, points.dimension);
    for (std::size_t t = 0; t < kMovedPoints; ++t) {
      // Evenly over the kept samples, whether there are more of them or fewer.
      const auto sample = points.row(kept[t * kept.size() / kMovedPoints]);
      for (std::size_t j = 0; j < points.dimension; ++j) {
        const Rational move = reach[j] * direction(random);
        moved[r].row(t)[j] = sample[j] + move;
      }
    }
    work += network_work(g, moved[r], kMovedPoints);
  }
  if (work > most_work) return std::nullopt;
  for (std::size_t r = 0; r < result.size(); ++r) result[r] = look(g, moved[r], result[r].radius);
  return result;
}

}  // namespace ftcert
