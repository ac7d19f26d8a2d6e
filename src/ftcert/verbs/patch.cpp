#include "ftcert/verbs/patch.hpp"

#include "ftcert/certify/recheck.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/verbs/patch_said.hpp"

namespace ftcert {

namespace {

// The certificate's g, as it stands there.
PatchResult patch_exactly(const ExecutionCertificate& c, const PatchJob& job, const Supplied& supplied) {
  const std::string& name = job.input.certificate;
  if (!c.model || !supplied.model)
    throw Error(Code::kNotBound, {name, c.lines.model}, "expected a certificate that binds the model");
  if (!job.format.empty() && job.format != text(c.claim.g)) {
    throw Error(Code::kUsage, "--format " + job.format + ": the certificate is about g in " + text(c.claim.g));
  }
  const SuppliedFile& model = *supplied.model;
  const ModelFormats formats = model_formats(model.name, model.bytes, job.patch.tensor, supplied.most_work);
  if (formats.input != c.claim.arithmetic || formats.tensor != c.claim.arithmetic) {
    throw Error(Code::kNotApplicable, {name, c.lines.claim},
                "expected a certificate about a model of the formats of " + shown(model.name) + ", " +
                    text(formats.input) + " to " + text(formats.tensor) +
                    ", found arithmetic=" + ieee_name(c.claim.arithmetic));
  }
  return patch_of_execution(
      c, patch_onnx(model.name, model.bytes, float_network(c), c.model->outputs, job.patch, supplied.most_work));
}

// The certificate's g, rounded.
PatchResult patch_rounded(const InterpolationCertificate& c, const PatchJob& job, const Supplied& supplied) {
  if (!job.uncertified) {
    throw Error(Code::kNotApplicable, {job.input.certificate, c.lines.claim},
                "expected a certificate of executions ('ftcert certify --format'), found one of interpolation: it says "
                "nothing of "
                "how g runs when it is rounded; --uncertified writes the model all the same");
  }
  if (!job.copy.empty())
    throw Error(Code::kUsage, "--certificate: a certificate of interpolation binds no model to deploy");
  PatchRequest request{job.patch, std::nullopt};
  if (!job.format.empty()) request.format = job.format == "float32" ? FloatFormat::kBinary32 : FloatFormat::kBinary64;
  return patch_certificate(c, job.input.certificate, supplied, request);
}

// The text with this line `patched` in the place of its own: comments stay.
std::string bound_to(const std::string& text, std::size_t line, const std::string& sha256) {
  std::size_t begin = 0;
  for (std::size_t l = 1; l < line; ++l) begin = text.find('\n', begin) + 1;
  return text.substr(0, begin) + "patched onnx sha256=" + sha256 + text.substr(text.find('\n', begin));
}

}  // namespace

void expect_consistent(const PatchJob& job) {
  if (job.patch.only_g && !job.copy.empty())
    throw Error(Code::kUsage, "--certificate: what a certificate binds is f + g, and --only-g writes g alone");
}

PatchOutcome patch(const PatchJob& asked, const Files& files, const Control& control,
                   const std::optional<std::uint64_t>& most_work) {
  expect_consistent(asked);
  PatchJob job = asked;
  const CertificateFiles& input = job.input;
  const LoadedCertificate loaded = load(input, files, control, most_work);
  const InterpolationCertificate& functions = functions_of(loaded, input);
  const auto* const execution = std::get_if<ExecutionCertificate>(&loaded.certificate);
  check(loaded.certificate, input.certificate,
        loaded.supplied);  // nothing is written for a network that is not what it should be
  job.patch.tensor = input.tensor.empty() && functions.model ? functions.model->tensor : input.tensor;
  const ModelComparison same = compare_with_model(loaded.certificate, input.certificate, loaded.supplied, input.tensor);
  PatchOutcome outcome{execution != nullptr ? patch_exactly(*execution, job, loaded.supplied)
                                            : patch_rounded(functions, job, loaded.supplied),
                       {},
                       {}};
  if (execution != nullptr && !job.copy.empty())
    outcome.copy = bound_to(loaded.text, execution->lines.patched, sha256_hex(outcome.result.model.bytes));
  Said& said = outcome.said;
  said.line("VERIFIED: every statement of " + input.certificate + " holds, and f is the function of " + input.model +
            " at " + where_compared(same) + ".");
  for (const std::string& line : patch_words(outcome.result, job.output)) said.line(line);
  if (!outcome.copy.empty()) said.line("The certificate that binds it: " + job.copy + ".");
  said.summary = patch_summary(outcome.result);
  said.last_line = patch_line(outcome.result);
  return outcome;
}

}  // namespace ftcert
