// The samples of a certificate with the values of the frozen network.
//
// Purpose: what explanations of every kind of certificate start from, wherever the samples are: in the certificate or in the data file
// that it binds. Nothing here is a check: call check() first.
//
//   SampleValues s = sample_values(c, c.lines, name, supplied);
//   s.frozen.row(i)[k];   // component k of f at sample i
#pragma once

#include <string>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/check/check.hpp"

namespace ftcert {

struct SampleValues {
  Samples samples;
  PointMatrix frozen;  // K x P; 0 where f is not known
};

// `name` is the certificate's, for errors: kFileMissing when the samples are in a file that is not supplied, kDigestMismatch when it is
// another file, kWork when f takes too much at all samples, and those of the readers.
SampleValues sample_values(const CertificateBody& body, const BodyLines& lines, const std::string& name,
                           const Supplied& supplied);

}  // namespace ftcert
