#include <algorithm>
#include <memory>
#include <string>

#include "ftcert/certify/refute.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "programs/data_input.hpp"
#include "programs/outputs.hpp"
#include "programs/refute_report.hpp"
#include "programs/search_input.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  DataInput input;
  std::string output;
  RefuteQuestion question;
  SearchInput search;
};

void run(Options options) {
  options.question.method = options.search.method;
  if (options.output.empty()) throw Error(Code::kUsage, "-o is required");
  SearchStateFile state = state_file(options.search, options.output);
  refuse_outputs({options.output, options.common.json, state.path()}, {options.input.model}, files_of(options.input));
  RefuteRequest request = search_request(options.search, state, options.common);
  request.layers = options.question.layers;
  request.neurons = options.question.neurons;
  Control control = control_of(options.common);
  control.jobs = options.search.jobs;
  const RefuteResult result = refute(read_subject(options.input, control), request, control);
  if (result.stopped && (!time_is_over() || !result.attested)) throw Error(Code::kInterrupted, "stopped on request");
  Report report(options.common, options.output == "-");
  report.line(
      counted(result.samples, "sample") + " in dimension " + std::to_string(result.dimension) + ", " +
      (result.specified ? std::to_string(*result.specified) + " specified" : counted(result.changed, "changed label")));
  if (state.kept() && std::ranges::none_of(result.decided, is_open)) state.remove();
  if (state.kept()) report.line("The work is kept in " + state.path() + ": --resume goes on with it.");
  if (!result.attested) explain_failure(report, result, options.question);
  write_file(options.output, result.attested->bytes);
  print_bound(report, result, options.question);
  if (options.output != "-") report.line("Certificate: " + options.output);
  tell_work(report, result.attested->work, result.attested->bytes.size());
  report.finish(refute_summary(result, options.question),
                "s " + ("BOUND" + result.attested->certificate.claim.verdict().substr(5)));
}

}  // namespace

void add_refute(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb =
      *app.add_subcommand("refute", "a certificate that no network of this depth with fewer neurons fits the data");
  add_data_input(verb, options->input);
  verb.add_option("--layers", options->question.layers, "affine layers of g: 2 is one hidden layer")
      ->check(CLI::Range(std::size_t{2}, kMostLayers))
      ->capture_default_str();
  verb.add_option("--neurons", options->question.neurons,
                  "show that so many neurons do not suffice (default: the best bound)")
      ->check(CLI::Range(std::size_t{0}, kMostCount));
  add_search_input(verb, options->search);
  verb.add_option("-o", options->output, "the certificate (-: standard output)");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
