#include <memory>

#include "ftcert/verbs/pieces.hpp"
#include "programs/certificate_input.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  PiecesJob job;
};

void run(const Options& options) {
  const CertificateFiles& input = options.job.input;
  refuse_outputs({options.common.json}, {input.certificate, input.model}, files_of(input));
  Report(options.common, false)
      .print(pieces(options.job, FilesOnDisk(), threads_of(options.common), options.common.limits.work));
}

}  // namespace

void add_pieces(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "pieces",
      "the kinks and slopes of a certificate's network along a line, exactly, with decimals beside fractions");
  add_certificate_input(verb, options->job.input);
  verb.add_option("--through", options->job.through,
                  "along the line through samples I,J (counted from 1; t = 0 at I, t = 1 at J)");
  verb.add_flag("--with-f", options->job.with_f, "f + g in place of g");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
