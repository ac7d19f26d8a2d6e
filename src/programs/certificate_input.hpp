// The certificate of a verb, with the files that it binds.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/check/check.hpp"
#include "programs/verb.hpp"

namespace ftcert {

struct CertificateInput {
  std::string certificate, data, model;  // file names; data and model may be empty
  std::string tensor = {};               // of the model, that f is; empty: its only output
};
// CERT, --data, --model.
void add_certificate_input(CLI::App& verb, CertificateInput& input);
// --tensor, of verbs that read the model and do not only compare its digest.
void add_tensor_input(CLI::App& verb, CertificateInput& input);

struct LoadedCertificate {
  Certificate certificate;
  Supplied supplied;
};
LoadedCertificate load(const CertificateInput& input, const CommonOptions& common);

// The certificate if it is of kind interpolation. Errors: kNotApplicable.
const InterpolationCertificate& interpolation_of(const LoadedCertificate& loaded, const CertificateInput& input);

}  // namespace ftcert
