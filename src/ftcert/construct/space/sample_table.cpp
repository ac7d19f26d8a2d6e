#include "ftcert/construct/space/sample_table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// A centre is worth a subtraction where it more than halves the feature.
bool worth_a_centre(double least, double most) {
  return (most - least) * 8 <= 7 * std::max(std::abs(least), std::abs(most));
}

// Few bits of the middle, as a network that runs subtracts.
double few_bits(double middle, double width) {
  const double step = std::exp2(std::floor(std::log2(width)) - 3);
  return std::round(middle / step) * step;
}

}  // namespace

double approximate(const Rational& value) {
  const Integer numerator = value.numerator(), denominator = value.denominator();
  long up = 0, down = 0;
  const double above = mpz_get_d_2exp(&up, numerator.backend().data());
  const double below = mpz_get_d_2exp(&down, denominator.backend().data());
  return std::ldexp(above / below, static_cast<int>(std::clamp(up - down, -4000L, 4000L)));
}

SampleTable::SampleTable(const PointMatrix& points) : samples_(points.count), dimension_(points.dimension) {
  std::vector<double> all(points.entries.size());
  std::transform(points.entries.begin(), points.entries.end(), all.begin(), approximate);
  for (std::size_t j = 0; j < dimension_; ++j) {
    double least = all[j], most = all[j];
    for (std::size_t i = 1; i < samples_; ++i) {
      least = std::min(least, all[i * dimension_ + j]);
      most = std::max(most, all[i * dimension_ + j]);
    }
    if (!(least < most)) continue;
    finite_ = finite_ && std::isfinite(most - least) && most - least > 1e-290;
    const double centre = worth_a_centre(least, most) ? few_bits(least + (most - least) / 2, most - least) : 0;
    features_.push_back(j);
    centre_.push_back(centre);
    radius_.push_back(std::max(most - centre, centre - least));
  }
  entries_.resize(samples_ * columns());
  for (std::size_t i = 0; i < samples_; ++i) {
    double* out = entries_.data() + i * columns();
    for (std::size_t f = 0; f < features_.size(); ++f) {
      out[f] = (all[i * dimension_ + features_[f]] - centre_[f]) / radius_[f];
    }
    out[features_.size()] = 1;
  }
}

std::vector<double> SampleTable::unscaled(std::span<const double> scaled) const {
  require(scaled.size() == columns(), "SampleTable: a row of another length");
  std::vector<double> row(dimension_ + 1);
  row[dimension_] = scaled.back();
  for (std::size_t f = 0; f < features_.size(); ++f) {
    row[features_[f]] = scaled[f] / radius_[f];
    row[dimension_] -= row[features_[f]] * centre_[f];
  }
  return row;
}

std::vector<double> SampleTable::radius() const {
  std::vector<double> result(dimension_ + 1);
  for (std::size_t f = 0; f < features_.size(); ++f) result[features_[f]] = radius_[f];
  result[dimension_] = 1;
  return result;
}

std::vector<std::size_t> SampleTable::pivots(const std::vector<std::size_t>& group) const {
  const std::size_t k = group.size(), n = columns();
  // Columns of the group, made orthogonal to those chosen.
  std::vector<std::vector<double>> left(n, std::vector<double>(k));
  for (std::size_t a = 0; a < k; ++a) {
    for (std::size_t j = 0; j < n; ++j) left[j][a] = row(group[a])[j];
  }
  std::vector<std::size_t> chosen;
  const auto square = [](const std::vector<double>& v) {
    return std::inner_product(v.begin(), v.end(), v.begin(), 0.0);
  };
  while (chosen.size() < std::min(k, n)) {
    std::size_t best = 0;
    double most = -1;
    for (std::size_t j = 0; j < n; ++j) {
      if (const double size = square(left[j]); size > most) {
        most = size;
        best = j;
      }
    }
    chosen.push_back(best + 1 == n ? dimension_ : features_[best]);
    const std::vector<double> axis = left[best];
    for (std::size_t j = 0; j < n && most > 0; ++j) {
      const double part = std::inner_product(axis.begin(), axis.end(), left[j].begin(), 0.0) / most;
      for (std::size_t a = 0; a < k; ++a) left[j][a] -= part * axis[a];
    }
    left[best].assign(k, 0);
  }
  return chosen;
}

}  // namespace ftcert
