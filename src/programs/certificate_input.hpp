// The certificate of a verb, with the files that it binds.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/certify/recheck.hpp"
#include "ftcert/check/check.hpp"
#include "programs/verb.hpp"

namespace ftcert {

struct CertificateInput {
  std::string certificate;
  std::vector<std::string> data;  // file names; may be empty, like the model's
  std::string model;
  std::string tensor = {};  // of the model, that f is; empty: its only output
  std::string labels = {};  // the file with the labels
};
// CERT, --data, --labels, --model.
void add_certificate_input(CLI::App& verb, CertificateInput& input);
// The data files and that of the labels, for refuse_outputs().
std::vector<std::string> files_of(const CertificateInput& input);
// --tensor, of verbs that read the model and do not only compare its digest.
void add_tensor_input(CLI::App& verb, CertificateInput& input);

struct LoadedCertificate {
  Certificate certificate;
  Supplied supplied;
  // Of a certificate of executions: f and g as real functions, in the place of one of interpolation.
  std::optional<InterpolationCertificate> functions;
  std::string text;  // of the certificate, gzip undone
};
LoadedCertificate load(const CertificateInput& input, const CommonOptions& common);

// Samples, f and g as real functions, of a certificate that holds a network. Of one of executions it has neither margins nor a construction, and f + g
// need not meet the labels exactly. Errors: kNotApplicable.
const InterpolationCertificate& functions_of(const LoadedCertificate& loaded, const CertificateInput& input);

// "all 6 samples", "all 4 samples of which the certificate says what f is"
std::string where_compared(const ModelComparison& comparison);

}  // namespace ftcert
