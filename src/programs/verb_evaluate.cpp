#include <memory>
#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/verbs/evaluate.hpp"
#include "programs/data_input.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  EvaluateJob job;
  std::string output = "-";
};

void run(const Options& options) {
  const EvaluateJob& job = options.job;
  if (job.input.data.empty()) throw Error(Code::kUsage, "--data is required");
  refuse_outputs({options.output, options.common.json}, {job.input.model, job.certificate}, files_of(job.input));
  Report report(options.common, options.output == "-");
  Said said;
  const ValueTable table = report.print_if_failed(
      said, [&] { return evaluate(said, job, FilesOnDisk(), control_of(options.common), options.common.limits.work); });
  write_file(options.output, value_csv(table, job.digits));
  report.print(said);
}

}  // namespace

void add_evaluate(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "evaluate", "f, g and f+g at the rows of a data file, exactly, as CSV; and what g changes there");
  add_data_input(verb, options->job.input);
  verb.get_option("--data")->required();
  verb.remove_option(verb.get_option("--external-data"));
  verb.get_option("--label")->description(
      "label columns (default: the certificate's, or label, where the file has them)");
  verb.get_option("--features")->description("feature columns (default: the certificate's, or all others)");
  verb.get_option("--array")->description("the array of an .npz archive that has several (default: the certificate's)");
  verb.get_option("--delimiter")
      ->description("what stands between the cells of CSV, tab for a tab (default: the certificate's, or ,)");
  for (const char* option : {"--margin", "--tolerance", "--label-upper"}) verb.remove_option(verb.get_option(option));
  verb.get_option("--class")->description(
      "a column with the class that a row is, or 0|1 for one of several, to count right ones; empty: not known "
      "(default: "
      "the certificate's, where the file has it)");
  verb.add_option("--certificate", options->job.certificate,
                  "g, with the columns and the rounding that it states, and f where no model is given");
  verb.add_option("--digits", options->job.digits,
                  "decimals with at most so many digits after the point, correctly rounded, in place of fractions")
      ->check(CLI::Range(0, kMostDigits));
  verb.add_option("-o", options->output, "the table (default: standard output)");
  add_jobs_option(verb, options->common);
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
