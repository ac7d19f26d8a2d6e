#include <memory>
#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/verbs/refute.hpp"
#include "programs/data_input.hpp"
#include "programs/outputs.hpp"
#include "programs/search_input.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  RefuteJob job;
  SearchInput search;
};

void run(Options options) {
  RefuteJob& job = options.job;
  if (job.output.empty()) throw Error(Code::kUsage, "-o is required");
  SearchStateFile state = state_file(options.search, job.output);
  refuse_outputs({job.output, options.common.json, state.path()}, {job.input.model}, files_of(job.input));
  job.search = search_options(options.search, state, options.common);
  const RefuteResult result = refute(job, FilesOnDisk(), control_of(options.common));
  end_search(state, result);
  if (result.attested) write_file(job.output, result.attested->bytes);
  Report report(options.common, job.output == "-");
  Said said;
  report.print_if_failed(said, [&] { refuted_said(said, job, result, state.kept() ? state.path() : std::string()); });
  report.print(said);
}

}  // namespace

void add_refute(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb =
      *app.add_subcommand("refute", "a certificate that no network of this depth with fewer neurons fits the data");
  add_data_input(verb, options->job.input);
  verb.get_option("--data")->required();
  verb.add_option("--layers", options->job.layers, "affine layers of g: 2 is one hidden layer")
      ->check(CLI::Range(std::size_t{2}, kMostLayers))
      ->capture_default_str();
  verb.add_option("--neurons", options->job.neurons,
                  "show that so many neurons do not suffice (default: the best bound)")
      ->check(CLI::Range(std::size_t{0}, kMostCount));
  add_search_input(verb, options->search);
  verb.add_option("-o", options->job.output, "the certificate (-: standard output)")->required();
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
