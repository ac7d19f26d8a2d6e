#include "programs/check_options.hpp"

namespace ftcert {

void add_check_options(CLI::App& app, CheckOptions& options) {
  app.description("Checks ftcert certificates exactly; exit code 0 means that every one was fully verified");
  app.name("ftcheck");
  app.set_version_flag("--version", std::string("ftcheck ") + FTCERT_VERSION);
  app.add_option("CERT", options.certificates,
                 "certificate files, or directories of *.ftc (-: standard input; gzip is recognised)")
      ->required();
  app.add_option("--data", options.supplied.data,
                 "a data file that the certificates bind; of certificates whose samples are in several files, each")
      ->allow_extra_args(false);
  app.add_option("--labels", options.supplied.labels, "the file of labels that the certificates bind");
  app.add_option("--model", options.supplied.model, "the model file that the certificates bind");
  auto* patched = app.add_option("--patched", options.supplied.patched,
                                 "the patched model that certificates of executions are about");
  app.add_option("--tensor", options.supplied.tensor,
                 "the tensor of the model that f is, for --patched (default: its only output)")
      ->needs(patched);
  app.add_flag("--pair", options.pair,
               "a network and a bound for the same data: the least number of neurons, or where it lies");
  add_jobs_option(app, options.jobs);
  add_limit_options(app, options.limits);
  app.footer(
      "Exit codes: 0 verified, 1 rejected, 2 usage, 3 malformed, 4 resources, 5 a file is missing, 6 internal error.");
}

}  // namespace ftcert
