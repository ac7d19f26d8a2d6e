#include <algorithm>
#include <memory>
#include <string>

#include "ftcert/certify/solve.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "programs/certify_input.hpp"
#include "programs/certify_report.hpp"
#include "programs/outputs.hpp"
#include "programs/refute_report.hpp"
#include "programs/search_input.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  DataInput input;
  SearchInput search;
  std::string output, bound, layers = "2", construction = "auto";
};

// "3, 4, 5 or 6", "3 to 26"
std::string range_words(std::size_t first, std::size_t last) {
  constexpr std::size_t kMostNamed = 6;
  if (last - first >= kMostNamed) return std::to_string(first) + " to " + std::to_string(last);
  std::string text = std::to_string(first);
  for (std::size_t m = first + 1; m <= last; ++m) text += (m == last ? " or " : ", ") + std::to_string(m);
  return text;
}

std::string depth_words(const Solved& solved) {
  const std::size_t layers = solved.network.certificate.claim.layers;
  return layers == 2 ? "one hidden layer" : counted(layers - 1, "hidden layer");
}

// What the search says of the least number that is not excluded.
std::string state_words(const Solved& solved, const PatternDecision& decision) {
  const std::string neurons = counted(decision.neurons, "neuron");
  if (decision.verdict == PatternVerdict::kNetwork && solved.network.certificate.outputs == 1)
    return "In floating point a network with " + neurons + " fits: no proof will exclude it if that is true.";
  if (decision.verdict == PatternVerdict::kNetwork)
    return "In floating point " + neurons + " fit each output by itself.";
  if (decision.verdict == PatternVerdict::kStuck)
    return "The search for a bound stopped at " + neurons + ": too close to decide.";
  return "The search for a bound stopped at " + neurons +
         (solved.bound.stopped ? ", at the time limit (--max-time)." : ", at its limit (--max-nodes).");
}

// Whether both ends meet, and what is missing.
std::vector<std::string> verdict_words(const Solved& solved) {
  const std::size_t least = solved.least(), most = solved.most();
  const std::string depth = depth_words(solved);
  if (most == 0) {
    return {solved.network.certificate.claim.specified
                ? "No neuron is needed: a constant meets all specifications."
                : "No neuron is needed: all labels differ from f by the same amount."};
  }
  if (solved.exact()) {
    return {"They meet: these data need exactly " + counted(most, "neuron") + " in networks with " + depth +
            ", and no network with fewer fits."};
  }
  const bool single = most == least + 1;
  std::vector<std::string> lines = {"They do not meet: with " + range_words(least, most - 1) + " neurons in " + depth +
                                    " no network was found that fits exactly, and none is excluded."};
  lines.push_back("What would close it: a network with " + counted(least, "neuron") + ", or a proof that " +
                  (single ? "there is none" : "none with " + counted(most - 1, "neuron") + " fits") + ".");
  const auto& decided = solved.bound.decided;
  const auto at_least = [least](const PatternDecision& d) { return d.neurons == least; };
  if (const auto last = std::ranges::find_if(decided, at_least); last != decided.end())
    lines.push_back(state_words(solved, *last));
  if (least + 1 == solved.network.certificate.claim.layers)
    lines.push_back("The bound says no more than that g is not constant.");
  return lines;
}

nlohmann::ordered_json summary(const Solved& solved, const RefuteQuestion& question) {
  const InterpolationClaim& claim = solved.network.certificate.claim;
  nlohmann::ordered_json json{{"layers", claim.layers},
                              {"neurons", claim.neurons},
                              {"lower_bound", solved.least()},
                              {"exact", solved.exact()},
                              {"samples", claim.samples},
                              {"changed", claim.changed},
                              {"dimension", solved.network.certificate.dimension},
                              {"network", certify_summary(solved.network)}};
  json["bound"] = nullptr;
  if (const auto& bound = solved.bound.attested) {
    json["bound"] = refute_summary(solved.bound, question);
    json["bound"]["bytes"] = bound->bytes.size();
    json["bound"]["work"] = bound->work.str();
  }
  return json;
}

void run(const Options& options) {
  if (options.output.empty()) throw Error(Code::kUsage, "-o is required");
  if (options.bound.empty()) throw Error(Code::kUsage, "--bound is required");
  SearchStateFile state = state_file(options.search, options.bound);
  const std::vector<std::string> outputs{options.output, options.bound, options.common.json, state.path()};
  refuse_outputs(outputs, {options.input.model}, files_of(options.input));
  expect_writable_folders(outputs);
  SolveRequest request{.network = {}, .bound = search_request(options.search, state, options.common)};
  request.network.layers = read_layers(options.layers);
  request.network.construction = options.construction;
  Control control = control_of(options.common);
  control.jobs = options.search.jobs;
  const Solved solved = solve(read_subject(options.input, control), request, control);
  const RefuteResult& found = solved.bound;
  if (found.stopped && !time_is_over()) throw Error(Code::kInterrupted, "stopped on request");
  write_file(options.output, solved.network.bytes);
  const auto& bound = found.attested;
  if (bound) write_file(options.bound, bound->bytes);
  Report report(options.common, options.output == "-" || options.bound == "-");
  print_certify(report, solved.network);
  print_interpolation(report, solved.network, options.output);
  const RefuteQuestion question{solved.network.certificate.claim.layers, std::nullopt, options.search.method};
  if (state.kept() && std::ranges::none_of(found.decided, is_open)) state.remove();
  if (state.kept()) report.line("The work is kept in " + state.path() + ": --resume goes on with it.");
  if (bound) {
    print_bound(report, found, question);
    if (options.bound != "-") report.line("Certificate: " + options.bound);
    tell_work(report, bound->work, bound->bytes.size());
  } else {
    report.line("There is no bound to certify: " + options.bound + " was not written.");
  }
  for (const std::string& line : verdict_words(solved)) report.line(line);
  report.finish(summary(solved, question), "s SOLVED " + solved.pair);
}

}  // namespace

void add_solve(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "solve", "certify and refute together: how many neurons these data need, with a certificate for each end");
  add_data_input(verb, options->input);
  verb.add_option("--layers", options->layers,
                  "affine layers of g: 2 is one hidden layer; auto: as many as take the fewest neurons, of which the "
                  "bound speaks then")
      ->capture_default_str();
  verb.add_option("--construction", options->construction, "of the network: auto (fewest neurons), or a name")
      ->capture_default_str();
  add_search_input(verb, options->search);
  verb.add_option("-o", options->output, "the certificate of the network (-: standard output)");
  verb.add_option("--bound", options->bound,
                  "the certificate that fewer neurons than it says do not suffice, for networks of the same depth; not "
                  "written where no neuron is needed");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
