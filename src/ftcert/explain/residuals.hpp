// What the frozen network leaves to be done at each sample of a certificate.
//
// Purpose: what explanations and pictures show. Nothing here is a check: call check() first.
//
//   Residuals r = residuals_of(certificate, name, supplied);
//   r.values.row(i)[c];   // y - f at sample i, output c; zero where the label is to be kept
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/explain/sample_values.hpp"
#include "ftcert/explain/specified.hpp"

namespace ftcert {

struct Residuals {
  PointMatrix points;         // K x D
  PointMatrix values;         // K x P; with a specification in place of labels what g is there, and 0 for a bound
  std::vector<bool> changed;  // K: some component is not zero, of executions: not known to be
  std::optional<Specified> specified;
};

Residuals residuals_of(const InterpolationCertificate& certificate, SampleValues values);
Residuals residuals_of(const BoundCertificate& certificate, SampleValues values);
Residuals residuals_of(const ExecutionCertificate& certificate, SampleValues values);

// Of a certificate of any kind; errors as of sample_values().
template <typename Kind>
Residuals residuals_of(const Kind& certificate, const std::string& name, const Supplied& supplied) {
  return residuals_of(certificate, sample_values(certificate, certificate.lines, name, supplied));
}

}  // namespace ftcert
