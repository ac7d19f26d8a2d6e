#include "ftcert/construct/space/centred_samples.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numeric>

#include "ftcert/core/error.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/floats/float_network.hpp"

namespace ftcert {

namespace {

constexpr double kLeastReach = 1e-100, kMostReach = 1e100;
constexpr fmpz kWhole = fmpz{1} << 53;

}  // namespace

double to_double(const Rational& value) {
  // Whole numbers that a double holds have a correctly rounded quotient, which is what the general way gives.
  const fmpz above_word = *value.fraction().numerator_raw(), below_word = *value.fraction().denominator_raw();
  if (!COEFF_IS_MPZ(above_word) && !COEFF_IS_MPZ(below_word) && std::abs(above_word) <= kWhole && below_word <= kWhole)
    return static_cast<double>(above_word) / static_cast<double>(below_word);
  long above = 0, below = 0;
  const Integer numerator = value.numerator(), denominator = value.denominator();
  const double a = mpz_get_d_2exp(&above, numerator.backend().data());
  const double b = mpz_get_d_2exp(&below, denominator.backend().data());
  return std::ldexp(a / b, static_cast<int>(above - below));
}

Rational to_rational(double value) {
  const auto exact = from_bits(kBinary64, std::bit_cast<std::uint64_t>(value));
  require(exact.has_value(), "to_rational: not finite");
  return *exact;
}

CentredSamples::CentredSamples(const PointMatrix& points) : count_(points.count), centre_(few_bit_centre(points)) {
  const std::size_t d = points.dimension;
  if (centre_.empty()) centre_.resize(d);
  std::vector<double> reach(d);
  entries_.resize(points.entries.size());
  for (std::size_t i = 0; i < count_; ++i) {
    for (std::size_t j = 0; j < d; ++j) {
      const double x = to_double(centre_[j].is_zero() ? points.row(i)[j] : points.row(i)[j] - centre_[j]);
      entries_[i * d + j] = x;
      reach[j] = std::max(reach[j], std::abs(x));
    }
  }
  for (std::size_t j = 0; j < d; ++j) {
    bool varies = false;
    for (std::size_t i = 1; i < count_ && !varies; ++i) varies = points.row(i)[j] != points.row(0)[j];
    if (!varies) continue;
    out_of_range_ = out_of_range_ || !(reach[j] >= kLeastReach && reach[j] <= kMostReach);
    if (reach[j] == 0) continue;
    features_.push_back(j);
    reach_.push_back(reach[j]);
  }
  // In their place: what is written stands before what is read.
  for (std::size_t i = 0; i < count_; ++i) {
    for (std::size_t f = 0; f < width(); ++f) entries_[i * width() + f] = entries_[i * d + features_[f]] / reach_[f];
  }
  entries_.resize(count_ * width());
}

double CentredSamples::product(std::size_t i, std::size_t k) const {
  if (products_.empty()) {
    products_.resize(count_ * count_);
    for (std::size_t a = 0; a < count_; ++a) {
      for (std::size_t b = 0; b <= a; ++b) {
        const auto x = row(a), y = row(b);
        products_[a * count_ + b] = products_[b * count_ + a] = std::inner_product(x.begin(), x.end(), y.begin(), 1.0);
      }
    }
  }
  return products_[i * count_ + k];
}

double FloatRow::at(std::span<const double> x) const {
  double sum = constant;
  for (std::size_t f = 0; f < x.size(); ++f) sum += weights[f] * x[f];
  return sum;
}

double FloatRow::size() const {
  double sum = std::abs(constant);
  for (const double weight : weights) sum += std::abs(weight);
  return sum;
}

}  // namespace ftcert
