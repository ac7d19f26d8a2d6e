#include "ftcert/families/normal_data.hpp"

#include <algorithm>
#include <numeric>

#include "ftcert/families/generator.hpp"

namespace ftcert {

namespace {

constexpr std::int64_t kRange = 1 << 16;

Rational deviate(Generator& generator) {
  std::int64_t sum = 0;
  for (int i = 0; i < 12; ++i) sum += 2 * generator.between(0, kRange - 1) - (kRange - 1);
  return Rational(Integer(sum), Integer(2 * kRange));
}

Rational label(Generator& generator) {
  return Rational(Integer(2 * generator.between(0, kRange - 1) - (kRange - 1)), Integer(kRange));
}

}  // namespace

NormalData::NormalData(std::size_t samples, std::size_t dimension, std::uint64_t seed)
    : points_(samples, dimension), differences_(samples) {
  Generator generator(seed);
  for (Rational& entry : points_.entries) entry = deviate(generator);
  for (Rational& difference : differences_) {
    const Rational old = label(generator);
    while (difference.is_zero()) difference = label(generator) - old;
  }
  order_ = generator.order(samples);
}

std::vector<Rational> NormalData::residuals(std::size_t changed) const {
  std::vector<Rational> result(samples());
  for (std::size_t i = 0; i < changed; ++i) result[order_[i]] = differences_[order_[i]];
  return result;
}

Problem NormalData::with(const std::vector<Rational>& residuals) const {
  PointMatrix values(samples(), 1);
  values.entries = residuals;
  return Problem(points_, std::move(values));
}

Rational loss(const std::vector<Rational>& residuals) {
  Rational sum;
  for (const Rational& z : residuals) sum += z * z;
  return sum / Rational(residuals.size());
}

std::vector<Rational> within_loss(std::vector<Rational> residuals, const Rational& allowed) {
  std::vector<std::size_t> order(residuals.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return abs(residuals[a]) < abs(residuals[b]); });
  Rational room = allowed * Rational(residuals.size());
  for (const std::size_t i : order) {
    room -= residuals[i] * residuals[i];
    if (room.sign() < 0) break;
    residuals[i] = 0;
  }
  return residuals;
}

}  // namespace ftcert
