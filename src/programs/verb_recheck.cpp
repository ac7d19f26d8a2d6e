#include <memory>

#include "ftcert/verbs/recheck.hpp"
#include "programs/certificate_input.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  CertificateFiles input;
};

void run(const Options& options) {
  const CertificateFiles& input = options.input;
  refuse_outputs({options.common.json}, {input.certificate, input.model}, files_of(input));
  Report report(options.common, false);
  Said said;
  report.print_if_failed(
      said, [&] { recheck(said, input, FilesOnDisk(), threads_of(options.common), options.common.limits.work); });
  report.print(said);
}

}  // namespace

void add_recheck(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "recheck", "check a certificate, and that its network f is the function of the model file at every sample");
  add_certificate_input(verb, options->input);
  verb.get_option("--model")->required();
  add_tensor_input(verb, options->input);
  add_jobs_option(verb, options->common);
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
