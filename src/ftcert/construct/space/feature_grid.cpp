#include "ftcert/construct/space/feature_grid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/floats/float_network.hpp"

namespace ftcert {

std::optional<FeatureGrid> FeatureGrid::of(const PointMatrix& points, FloatFormat format) {
  FeatureGrid grid;
  grid.count_ = points.count;
  grid.centre_ = few_bit_centre(points);
  grid.values_.resize(points.count * points.dimension);
  const Integer most = Integer(1) << static_cast<unsigned long>(ieee(format).precision);
  for (std::size_t j = 0; j < points.dimension; ++j) {
    std::optional<long> exponent;
    for (std::size_t i = 0; i < points.count; ++i) {
      const Rational x = points.row(i)[j] - grid.centre_[j];
      if (x.is_zero()) continue;
      const std::optional<long> last = last_place(x);
      if (!last || std::abs(*last) > kMostExponent) return std::nullopt;
      exponent = std::min(exponent.value_or(*last), *last);
    }
    grid.exponents_.push_back(exponent.value_or(0));
    const Rational factor = power_of_two(-grid.exponents_.back());
    Integer sum = 0, largest = 0;
    for (std::size_t i = 0; i < points.count; ++i) {
      const Integer value = ((points.row(i)[j] - grid.centre_[j]) * factor).numerator();
      sum += value;
      largest = std::max<Integer>(largest, abs(value));
      if (largest > most) return std::nullopt;
      grid.values_[i * points.dimension + j] = value.convert_to<std::int64_t>();
    }
    grid.largest_.push_back(largest.convert_to<std::int64_t>());
    GridFeature feature{floor(Rational(sum, Integer(points.count)) + Rational(1, 2)).convert_to<std::int64_t>(), 0};
    double squares = 0;
    for (std::size_t i = 0; i < points.count; ++i) {
      const auto distance = static_cast<double>(grid.values_[i * points.dimension + j] - feature.middle);
      squares += distance * distance;
    }
    feature.spread = std::sqrt(squares / static_cast<double>(points.count));
    grid.features_.push_back(feature);
  }
  return grid;
}

std::vector<std::int64_t> FeatureGrid::samples(const std::vector<std::size_t>& rows) const {
  std::vector<std::int64_t> result;
  for (const std::size_t i : rows) {
    const auto first = values_.begin() + static_cast<std::ptrdiff_t>(i * dimension());
    result.insert(result.end(), first, first + static_cast<std::ptrdiff_t>(dimension()));
  }
  return result;
}

std::optional<std::vector<std::int64_t>> FeatureGrid::values(const GridRow& row, std::int64_t most) const {
  require(most > 0 && most <= std::int64_t{1} << 53 && row.weights.size() == dimension(),
          "FeatureGrid::values: shapes");
  if (abs(row.constant) > most) return std::nullopt;
  std::vector<std::pair<std::size_t, std::int64_t>> weights;
  for (std::size_t j = 0; j < dimension(); ++j) {
    // A product that is above `most` at the sample with the largest value: none of them overflows.
    if (abs(row.weights[j]) * largest_[j] > most) return std::nullopt;
    if (largest_[j] != 0 && !row.weights[j].is_zero())
      weights.emplace_back(j, row.weights[j].convert_to<std::int64_t>());
  }
  const auto constant = row.constant.convert_to<std::int64_t>();
  std::vector<std::int64_t> result;
  for (std::size_t i = 0; i < count_; ++i) {
    const std::int64_t* const sample = values_.data() + i * dimension();
    std::int64_t sum = constant, absolute = std::abs(constant);
    for (const auto& [j, weight] : weights) {
      const std::int64_t product = weight * sample[j];
      sum += product;
      absolute += std::abs(product);
      if (absolute > most) return std::nullopt;
    }
    result.push_back(sum);
  }
  return result;
}

std::vector<double> FeatureGrid::to_grid(const std::vector<double>& weights, double constant) const {
  std::vector<double> result;
  for (std::size_t j = 0; j < dimension(); ++j) {
    result.push_back(std::ldexp(weights[j], static_cast<int>(exponents_[j])));
  }
  result.push_back(constant);
  return result;
}

void FeatureGrid::write(const GridRow& row, std::span<Rational> weights, Rational& constant) const {
  constant = row.constant;
  for (std::size_t j = 0; j < dimension(); ++j) {
    weights[j] = Rational(row.weights[j]) * power_of_two(-exponents_[j]);
    if (!centre_[j].is_zero()) constant -= weights[j] * centre_[j];
  }
}

}  // namespace ftcert
