// What `ftcert patch` does: a checked certificate's g in the model.
//
//   PatchJob job;
//   job.input = {.certificate = "c.ftc", .model = "f.onnx"};
//   const PatchOutcome outcome = patch(job, files, Control{}, std::nullopt);
//   outcome.result.model.bytes;   // the model to deploy
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ftcert/certify/patch.hpp"
#include "ftcert/verbs/loaded_certificate.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

// `output`, `copy`: what is said of the places of the model, and of the certificate that binds it; an empty `copy`: none is made.
struct PatchJob {
  CertificateFiles input;
  std::string output, format, copy;
  bool uncertified = false;
  PatchOptions patch;
};

struct PatchOutcome {
  PatchResult result;
  std::string copy;  // the certificate with the line that binds the model; empty: none was asked for
  Said said;
};

// Refuses what does not go together, before any file is read. Errors: kUsage.
void expect_consistent(const PatchJob& job);

// Errors: those of load(), check(), compare_with_model() and patch_onnx(); kNotBound, kNotApplicable, kUsage for a certificate that does not fit.
PatchOutcome patch(const PatchJob& job, const Files& files, const Control& control,
                   const std::optional<std::uint64_t>& most_work);

}  // namespace ftcert
