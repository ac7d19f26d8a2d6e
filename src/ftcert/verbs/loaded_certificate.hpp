// The certificate of a verb, with the files that it binds.
//
//   const LoadedCertificate loaded = load({.certificate = "c.ftc"}, files, Control{}, std::nullopt);
//   check(loaded.certificate, "c.ftc", loaded.supplied);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/certify/recheck.hpp"
#include "ftcert/check/check.hpp"
#include "ftcert/common/control.hpp"
#include "ftcert/supply/files.hpp"

namespace ftcert {

struct CertificateFiles {
  std::string certificate;
  std::vector<std::string> data;  // file names; may be empty, like the model's
  std::string model;
  std::string tensor = {};  // of the model, that f is; empty: its only output
  std::string labels = {};  // the file with the labels
};

struct LoadedCertificate {
  Certificate certificate;
  Supplied supplied;
  // Of a certificate of executions: f and g as real functions, in the place of one of interpolation.
  std::optional<InterpolationCertificate> functions;
  std::string text;  // of the certificate, gzip undone
};
// most_work: units of work that it may ask for; nullopt: what a checker allows unasked. What stops the control must outlive what is loaded. Errors: those of the readers.
LoadedCertificate load(const CertificateFiles& input, const Files& files, const Control& control,
                       const std::optional<std::uint64_t>& most_work);

// Samples, f and g as real functions, of a certificate that holds a network. Of one of executions it has neither margins nor a construction, and f + g
// need not meet the labels exactly. Errors: kNotApplicable.
const InterpolationCertificate& functions_of(const LoadedCertificate& loaded, const CertificateFiles& input);

// "all 6 samples", "all 4 samples of which the certificate says what f is"
std::string where_compared(const ModelComparison& comparison);

}  // namespace ftcert
