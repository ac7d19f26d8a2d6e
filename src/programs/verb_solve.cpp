#include <memory>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/verbs/solve.hpp"
#include "programs/data_input.hpp"
#include "programs/outputs.hpp"
#include "programs/search_input.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  SolveJob job;
  SearchInput search;
};

void run(Options options) {
  SolveJob& job = options.job;
  if (job.output.empty()) throw Error(Code::kUsage, "-o is required");
  if (job.bound.empty()) throw Error(Code::kUsage, "--bound is required");
  SearchStateFile state = state_file(options.search, job.bound);
  const std::vector<std::string> outputs{job.output, job.bound, options.common.json, state.path()};
  refuse_outputs(outputs, {job.input.model}, files_of(job.input));
  expect_writable_folders(outputs);
  job.search = search_options(options.search, state, options.common);
  const Solved solved = solve(job, FilesOnDisk(), control_of(options.common));
  write_file(job.output, solved.network.bytes);
  if (const auto& bound = solved.bound.attested) write_file(job.bound, bound->bytes);
  end_search(state, solved.bound);
  Report(options.common, job.output == "-" || job.bound == "-")
      .print(solved_said(job, solved, state.kept() ? state.path() : std::string()));
}

}  // namespace

void add_solve(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "solve", "certify and refute together: how many neurons these data need, with a certificate for each end");
  add_data_input(verb, options->job.input);
  verb.get_option("--data")->required();
  verb.add_option("--layers", options->job.layers,
                  "affine layers of g: 2 is one hidden layer; auto: as many as take the fewest neurons, of which the "
                  "bound speaks then")
      ->capture_default_str();
  verb.add_option("--construction", options->job.construction, "of the network: auto (fewest neurons), or a name")
      ->capture_default_str();
  add_search_input(verb, options->search);
  verb.add_option("-o", options->job.output, "the certificate of the network (-: standard output)")->required();
  verb.add_option("--bound", options->job.bound,
                  "the certificate that fewer neurons than it says do not suffice, for networks of the same depth; not "
                  "written where no neuron is needed")
      ->required();
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
