// What `ftcert explain CERT` does: checks a certificate and says what it means, in words, as a picture, as a theorem.
//
//   ExplainJob job;
//   job.input.certificate = "c.ftc";
//   job.picture = true;
//   const Explained e = explain(job, files, Control{}, std::nullopt);
//   e.said.lines;   // the words
//   e.picture;      // SVG
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ftcert/verbs/loaded_certificate.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

struct ExplainJob {
  CertificateFiles input;
  std::string class_names;  // the name of a file with the names of the components of f, one a line; empty: none
  bool picture = false, theorem = false;  // which of them to make
};

struct Explained {
  Said said;
  std::string picture, theorem;  // SVG and Coq; empty: not asked for
};

// Nothing is explained that is not true. most_work: units that the certificate may ask for; nullopt: what a checker allows unasked. Errors: those of load(),
// check() and compare_with_model(); kUsage for class names where there are no classes; kNotApplicable for a picture or theorem that cannot be made; kWork.
Explained explain(const ExplainJob& job, const Files& files, const Control& control,
                  const std::optional<std::uint64_t>& most_work);

}  // namespace ftcert
