// What a certificate will be about, read from files: samples, the frozen network f, residuals.
//
// Purpose: the common beginning of certify() and refute(). The residual of a sample is its label less the value of f there, exactly; an
// empty label leaves f as it is.
//
//   Subject subject = read_subject({"d.csv", bytes}, std::nullopt, SubjectRequest{});
//   subject.residuals.row(i);
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/certificate/body.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

struct SubjectRequest {
  ColumnChoice columns;
  std::vector<std::size_t> model_outputs;  // components of f; empty: all, as many as labels
  bool external = false;                   // bind the samples by digest instead of embedding them
  std::function<void(const std::string&)> progress = [](const std::string&) {};
};

struct Subject {
  CertificateBody body;   // samples always there, whether or not they are to be embedded
  PointMatrix residuals;  // K x P
  std::size_t changed = 0;
};

// Errors: those of the readers (3xx); kUsage.
Subject read_subject(const NamedBytes& data, const std::optional<NamedBytes>& model, const SubjectRequest& request);

}  // namespace ftcert
