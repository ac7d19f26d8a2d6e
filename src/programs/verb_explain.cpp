#include <memory>
#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/verbs/compare.hpp"
#include "ftcert/verbs/explain.hpp"
#include "programs/certificate_input.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  ExplainJob job;
  std::string other, output, coq;
};

void run_comparison(const Options& options) {
  CompareJob job{options.job.input, options.other};
  if (!options.output.empty() || !options.coq.empty() || !options.job.class_names.empty() || !job.input.tensor.empty())
    throw Error(Code::kUsage, "-o, --coq, --class-names and --tensor are for one certificate, and two are compared");
  refuse_outputs({options.common.json}, {job.input.certificate, job.other, job.input.model}, files_of(job.input));
  Report(options.common, false)
      .print(compare(job, FilesOnDisk(), control_of(options.common), options.common.limits.work));
}

// A picture that would not open under its name. Errors: kUsage.
void expect_svg(const std::string& output) {
  for (const char* other : {".png", ".jpg", ".jpeg", ".gif", ".pdf"}) {
    if (output.ends_with(other))
      throw Error(Code::kUsage, "-o " + shown(output) + ": the picture is SVG: expected FILE.svg");
  }
}

void run(Options& options) {
  if (!options.other.empty()) return run_comparison(options);
  expect_svg(options.output);
  ExplainJob& job = options.job;
  refuse_outputs({options.output, options.coq, options.common.json},
                 {job.input.certificate, job.input.model, job.class_names}, files_of(job.input));
  job.picture = !options.output.empty();
  job.theorem = !options.coq.empty();
  Explained explained = explain(job, FilesOnDisk(), threads_of(options.common), options.common.limits.work);
  if (job.picture) write_file(options.output, explained.picture);
  if (job.theorem) write_file(options.coq, explained.theorem);
  const auto written = [&](const std::string& what, const std::string& file) {
    if (file.empty() || file == "-") return;
    explained.said.line("");
    explained.said.line(what + ": " + file);
  };
  written("Picture", options.output);
  written("Theorem", options.coq);
  Report(options.common, options.output == "-" || options.coq == "-").print(explained.said);
}

}  // namespace

void add_explain(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "explain",
      "check a certificate and say in words, in a picture, and as a theorem of Coq, what it means; or compare two");
  add_certificate_input(verb, options->job.input);
  verb.add_option(
      "OTHER", options->other,
      "a second certificate, of any kind: what is the same in both, and what differs, values of g included");
  add_tensor_input(verb, options->job.input);
  verb.add_option("-o", options->output, "write a picture to this SVG file (-: standard output)");
  verb.add_option(
      "--coq", options->coq,
      "write the claim as a theorem to this Coq file (-: standard output); Coq proves it with the verified checker");
  verb.add_option("--class-names", options->job.class_names,
                  "names of the components of f, for a specification of classes: one a line, component 0 first");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
