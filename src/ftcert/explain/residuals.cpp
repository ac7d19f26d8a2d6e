#include "ftcert/explain/residuals.hpp"

#include <utility>

#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

namespace {

Residuals of_labels(SampleValues values) {
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

// Without what g is.
Residuals of_specification(const SpecificationTerms& terms, SampleValues values) {
  Residuals result;
  result.values = PointMatrix(values.samples.count(), values.frozen.dimension);
  result.changed.resize(values.samples.count());
  result.specified = Specified{terms, std::move(values.samples.intervals), std::move(values.samples.classes),
                               std::move(values.frozen)};
  result.points = std::move(values.samples.points);
  return result;
}

}  // namespace

Residuals residuals_of(const InterpolationCertificate& c, SampleValues values) {
  if (!c.specification) return of_labels(std::move(values));
  Residuals result = of_specification(*c.specification, std::move(values));
  result.values = evaluate_batch(c.g, result.points);
  for (std::size_t i = 0; i < result.changed.size(); ++i) {
    for (const Rational& value : result.values.row(i)) {
      if (!value.is_zero()) result.changed[i] = true;
    }
  }
  return result;
}

Residuals residuals_of(const BoundCertificate& c, SampleValues values) {
  return c.specification ? of_specification(*c.specification, std::move(values)) : of_labels(std::move(values));
}

Residuals residuals_of(const ExecutionCertificate& c, SampleValues values) {
  if (!c.specification) return of_labels(std::move(values));
  Residuals result = of_specification(*c.specification, std::move(values));
  Enclosures g = enclose_patch(c.claim.arithmetic, c.claim.g, c.centre, c.g, result.points);
  for (std::size_t i = 0; i < result.changed.size(); ++i) {
    for (std::size_t k = 0; k < c.outputs; ++k) {
      if (!g.zero(i, k)) result.changed[i] = true;
    }
  }
  result.values = std::move(g.values);
  return result;
}

}  // namespace ftcert
