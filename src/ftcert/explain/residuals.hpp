// The samples of a certificate with what the frozen network leaves to be done at each.
//
// Purpose: what explanations and pictures show. Nothing here is a check: call check() first.
//
//   Residuals r = residuals_of(certificate, supplied);
//   r.values.row(i)[c];   // y - f at sample i, output c; zero where the label is to be kept
#pragma once

#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/check/check.hpp"

namespace ftcert {

struct Residuals {
  PointMatrix points;         // K x D
  PointMatrix values;         // K x P
  std::vector<bool> changed;  // K: some component is not zero
};

// `name` is the certificate's, for errors: kFileMissing when the samples are in a file that is not supplied,
// kDigestMismatch when it is another file, and those of the readers.
Residuals residuals_of(const InterpolationCertificate& certificate, const std::string& name, const Supplied& supplied);

}  // namespace ftcert
