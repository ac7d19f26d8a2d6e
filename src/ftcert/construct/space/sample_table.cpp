#include "ftcert/construct/space/sample_table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ftcert/core/error.hpp"

namespace ftcert {

SampleTable::SampleTable(const CentredSamples& samples) : centred_(samples) {
  for (const double reach : samples.reach()) finite_ = finite_ && std::isfinite(reach) && reach > 1e-290;
  entries_.reserve(this->samples() * columns());
  for (std::size_t i = 0; i < this->samples(); ++i) {
    const auto x = samples.row(i);
    entries_.insert(entries_.end(), x.begin(), x.end());
    entries_.push_back(1);
  }
}

std::vector<double> SampleTable::unscaled(std::span<const double> scaled) const {
  require(scaled.size() == columns(), "SampleTable: a row of another length");
  std::vector<double> row(constant() + 1);
  row[constant()] = scaled.back();
  for (std::size_t f = 0; f < centred_.width(); ++f) {
    const std::size_t j = centred_.features()[f];
    row[j] = scaled[f] / centred_.reach()[f];
    row[constant()] -= row[j] * to_double(centred_.centre()[j]);
  }
  return row;
}

std::vector<double> SampleTable::radius() const {
  std::vector<double> result(constant() + 1);
  for (std::size_t f = 0; f < centred_.width(); ++f) result[centred_.features()[f]] = centred_.reach()[f];
  result[constant()] = 1;
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
    chosen.push_back(best + 1 == n ? constant() : centred_.features()[best]);
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
