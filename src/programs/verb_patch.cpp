#include <memory>
#include <optional>
#include <string>

#include "ftcert/certify/patch.hpp"
#include "ftcert/certify/recheck.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/files/file.hpp"
#include "programs/certificate_input.hpp"
#include "programs/outputs.hpp"
#include "programs/patch_report.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  CertificateInput input;
  std::string output, format, copy;
  bool uncertified = false;
  PatchOptions patch;
};

// The certificate's g, as it stands there.
PatchResult patch_exactly(const ExecutionCertificate& c, const Options& options, const Supplied& supplied) {
  const std::string& name = options.input.certificate;
  if (!c.model || !supplied.model)
    throw Error(Code::kNotBound, {name, c.lines.model}, "expected a certificate that binds the model");
  if (!options.format.empty() && options.format != text(c.claim.g)) {
    throw Error(Code::kUsage, "--format " + options.format + ": the certificate is about g in " + text(c.claim.g));
  }
  const SuppliedFile& model = *supplied.model;
  const ModelFormats formats = model_formats(model.name, model.bytes, options.patch.tensor, supplied.most_work);
  if (formats.input != c.claim.arithmetic || formats.tensor != c.claim.arithmetic) {
    throw Error(Code::kNotApplicable, {name, c.lines.claim},
                "expected a certificate about a model of the formats of " + shown(model.name) + ", " +
                    text(formats.input) + " to " + text(formats.tensor) +
                    ", found arithmetic=" + ieee_name(c.claim.arithmetic));
  }
  return patch_of_execution(
      c, patch_onnx(model.name, model.bytes, float_network(c), c.model->outputs, options.patch, supplied.most_work));
}

// The certificate's g, rounded.
PatchResult patch_rounded(const InterpolationCertificate& c, const Options& options, const Supplied& supplied) {
  if (!options.uncertified) {
    throw Error(Code::kNotApplicable, {options.input.certificate, c.lines.claim},
                "expected a certificate of executions ('ftcert certify --format'), found one of interpolation: it says "
                "nothing of "
                "how g runs when it is rounded; --uncertified writes the model all the same");
  }
  if (!options.copy.empty())
    throw Error(Code::kUsage, "--certificate: a certificate of interpolation binds no model to deploy");
  PatchRequest request{options.patch, std::nullopt};
  if (!options.format.empty())
    request.format = options.format == "float32" ? FloatFormat::kBinary32 : FloatFormat::kBinary64;
  return patch_certificate(c, options.input.certificate, supplied, request);
}

// The text with this line `patched` in the place of its own: comments stay.
std::string bound_to(const std::string& text, std::size_t line, const std::string& sha256) {
  std::size_t begin = 0;
  for (std::size_t l = 1; l < line; ++l) begin = text.find('\n', begin) + 1;
  return text.substr(0, begin) + "patched onnx sha256=" + sha256 + text.substr(text.find('\n', begin));
}

void run(Options options) {
  const CertificateInput& input = options.input;
  options.patch.tensor = input.tensor;
  if (options.patch.only_g && !options.copy.empty())
    throw Error(Code::kUsage, "--certificate: what a certificate binds is f + g, and --only-g writes g alone");
  refuse_outputs({options.output, options.copy, options.common.json}, {input.certificate, input.model},
                 files_of(input));
  expect_writable_folders({options.output, options.copy, options.common.json});
  const LoadedCertificate loaded = load(input, options.common);
  const InterpolationCertificate& functions = functions_of(loaded, input);
  const auto* const execution = std::get_if<ExecutionCertificate>(&loaded.certificate);
  check(loaded.certificate, input.certificate,
        loaded.supplied);  // nothing is written for a network that is not what it should be
  if (options.patch.tensor.empty() && functions.model) options.patch.tensor = functions.model->tensor;
  const ModelComparison same = compare_with_model(loaded.certificate, input.certificate, loaded.supplied, input.tensor);
  const PatchResult result = execution != nullptr ? patch_exactly(*execution, options, loaded.supplied)
                                                  : patch_rounded(functions, options, loaded.supplied);
  std::string copy;
  if (execution != nullptr && !options.copy.empty())
    copy = bound_to(loaded.text, execution->lines.patched, sha256_hex(result.model.bytes));
  write_file(options.output, result.model.bytes);
  if (!copy.empty()) write_file(options.copy, copy);
  Report report(options.common, options.output == "-" || options.copy == "-");
  report.line("VERIFIED: every statement of " + input.certificate + " holds, and f is the function of " + input.model +
              " at " + where_compared(same) + ".");
  for (const std::string& line : patch_words(result, options.output)) report.line(line);
  if (!copy.empty()) report.line("The certificate that binds it: " + options.copy + ".");
  report.finish(patch_summary(result), patch_line(result));
}

}  // namespace

void add_patch(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "patch",
      "check a certificate of executions and write f + g as an ONNX model, in which f's part is f's file byte for byte "
      "and g the certificate's");
  add_certificate_input(verb, options->input);
  verb.get_option("--model")->required();
  add_tensor_input(verb, options->input);
  verb.add_option("-o", options->output, "the patched model (-: standard output)")->required();
  verb.add_option("--certificate", options->copy, "write a copy of the certificate that binds the patched model");
  verb.add_flag("--uncertified", options->uncertified,
                "take a certificate of interpolation, which says nothing of how g runs; its weights are rounded");
  verb.add_flag("--only-g", options->patch.only_g, "write a model of g alone");
  verb.add_option("--format", options->format,
                  "g runs in this format (default: that of the certificate, or with --uncertified that of the model)")
      ->check(CLI::IsMember({"float32", "float64"}));
  verb.add_option("--output-name", options->patch.output_name,
                  "of the patched tensor (default: that of f's tensor, which is renamed)");
  verb.add_flag("--constant-weights", options->patch.constant_weights,
                "stored tensors that the model lists as inputs are inputs no more: nobody can override them, but a "
                "runtime may compute f otherwise");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
