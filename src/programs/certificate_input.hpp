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
};
// CERT, --data, --model.
void add_certificate_input(CLI::App& verb, CertificateInput& input);

struct LoadedCertificate {
  Certificate certificate;
  Supplied supplied;
};
LoadedCertificate load(const CertificateInput& input, const CommonOptions& common);

// The certificate if it is of kind interpolation. Errors: kNotApplicable.
const InterpolationCertificate& interpolation_of(const LoadedCertificate& loaded, const CertificateInput& input);

}  // namespace ftcert
