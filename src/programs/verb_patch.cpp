#include <memory>
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
  std::string output, format;
  PatchOptions patch;
};

void run(const Options& options) {
  const CertificateInput& input = options.input;
  refuse_outputs({options.output, options.common.json}, {input.certificate, input.data, input.model});
  const LoadedCertificate loaded = load(input, options.common);
  const InterpolationCertificate& certificate = interpolation_of(loaded, input);
  check(loaded.certificate, input.certificate,
        loaded.supplied);  // nothing is written for a network that is not what it should be
  const ModelComparison same = compare_with_model(loaded.certificate, input.certificate, loaded.supplied, input.tensor);
  PatchRequest request{options.patch, std::nullopt};
  request.options.tensor = input.tensor;
  if (!options.format.empty())
    request.format = options.format == "float32" ? FloatFormat::kBinary32 : FloatFormat::kBinary64;
  const PatchResult result = patch_certificate(certificate, input.certificate, loaded.supplied, request);
  write_file(options.output, result.model.bytes);
  Report report(options.common, options.output == "-");
  report.line("VERIFIED: every statement of " + input.certificate + " holds, and f is the function of " + input.model +
              " at all " + counted(same.samples, "sample") + ".");
  for (const std::string& line : patch_words(result, options.output)) report.line(line);
  report.finish(patch_summary(result), patch_line(result));
}

}  // namespace

void add_patch(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "patch", "check a certificate and write f + g as an ONNX model, in which f's part is f's file byte for byte");
  add_certificate_input(verb, options->input);
  verb.get_option("--model")->required();
  add_tensor_input(verb, options->input);
  verb.add_option("-o", options->output, "the patched model (-: standard output)")->required();
  verb.add_flag("--only-g", options->patch.only_g, "write a model of g alone");
  verb.add_option("--format", options->format, "g runs in this format (default: that of the model)")
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
