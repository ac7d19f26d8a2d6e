#include <memory>
#include <string>

#include "ftcert/files/file.hpp"
#include "ftcert/verbs/patch.hpp"
#include "programs/certificate_input.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  PatchJob job;
};

void run(const Options& options) {
  const PatchJob& job = options.job;
  expect_consistent(job);
  refuse_outputs({job.output, job.copy, options.common.json}, {job.input.certificate, job.input.model},
                 files_of(job.input));
  expect_writable_folders({job.output, job.copy, options.common.json});
  const PatchOutcome outcome = patch(job, FilesOnDisk(), threads_of(options.common), options.common.limits.work);
  write_file(job.output, outcome.result.model.bytes);
  if (!outcome.copy.empty()) write_file(job.copy, outcome.copy);
  Report(options.common, job.output == "-" || job.copy == "-").print(outcome.said);
}

}  // namespace

void add_patch(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "patch",
      "check a certificate of executions and write f + g as an ONNX model, in which f's part is f's file byte for byte "
      "and g the certificate's");
  add_certificate_input(verb, options->job.input);
  verb.get_option("--model")->required();
  add_tensor_input(verb, options->job.input);
  verb.add_option("-o", options->job.output, "the patched model (-: standard output)")->required();
  verb.add_option("--certificate", options->job.copy, "write a copy of the certificate that binds the patched model");
  verb.add_flag("--uncertified", options->job.uncertified,
                "take a certificate of interpolation, which says nothing of how g runs; its weights are rounded");
  verb.add_flag("--only-g", options->job.patch.only_g, "write a model of g alone");
  verb.add_option("--format", options->job.format,
                  "g runs in this format (default: that of the certificate, or with --uncertified that of the model)")
      ->check(CLI::IsMember({"float32", "float64"}));
  verb.add_option("--output-name", options->job.patch.output_name,
                  "of the patched tensor (default: that of f's tensor, which is renamed)");
  verb.add_flag("--constant-weights", options->job.patch.constant_weights,
                "stored tensors that the model lists as inputs are inputs no more: nobody can override them, but a "
                "runtime may compute f otherwise");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
