#include "ftcert/explain/residuals.hpp"

#include <utility>

namespace ftcert {

Residuals residuals_of(SampleValues values) {
  const Samples& samples = values.samples;
  const std::size_t outputs = values.frozen.dimension;
  Residuals result;
  result.values = PointMatrix(samples.count(), outputs);
  result.changed.resize(samples.count());
  for (std::size_t i = 0; i < samples.count(); ++i) {
    for (std::size_t k = 0; k < outputs; ++k) {
      const auto& label = samples.labels[i * outputs + k];
      if (!label) continue;
      Rational& residual = result.values.row(i)[k];
      residual = *label - values.frozen.row(i)[k];
      if (!residual.is_zero()) result.changed[i] = true;
    }
  }
  result.points = std::move(values.samples.points);
  return result;
}

}  // namespace ftcert
