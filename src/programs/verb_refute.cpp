#include <memory>
#include <string>

#include "ftcert/certify/refute.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "programs/data_input.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  DataInput input;
  std::string output;
  std::size_t layers = 2;
  std::optional<std::size_t> neurons;
  std::string method = "auto";
};

std::size_t count_kinks(const SampleLine& line, int sign) {
  std::size_t count = 0;
  for (const LinePoint& point : line.points) count += point.kink == sign ? 1 : 0;
  return count;
}

// "-11 + 6 relu(x - 2/3) - 4 relu(x - 2) + 4 relu(3 - x)"
std::string formula(const ReluSum& sum) {
  std::string result = sum.constant[0].is_zero() && sum.neurons() > 0 ? "" : sum.constant[0].text();
  for (std::size_t u = 0; u < sum.neurons(); ++u) {
    const Rational weight = abs(sum.weights[u]), kink = sum.kinks[u];
    const bool negative = sum.weights[u].sign() < 0;
    result += result.empty() ? (negative ? "-" : "") : (negative ? " - " : " + ");
    if (weight != 1) result += weight.text() + " ";
    const std::string distance = abs(kink).text();
    result += sum.facings[u] == Facing::kLeft ? "relu(" + kink.text() + " - x)"
              : kink.is_zero()                ? std::string("relu(x)")
                                              : "relu(x" + ((kink.sign() < 0 ? " + " : " - ") + distance) + ")";
  }
  return result;
}

std::string fit_text(const ReluSum& fit) {
  return "a network with " + counted(fit.neurons(), "hidden neuron") + " that fits, g(x) = " + formula(fit);
}

std::string reason(const Method* method, std::size_t layers) {
  if (method == &kSigns) {
    return "counted over all numbers of neurons with positive and with negative outer weight (proofs/theorems.md, "
           "section 3.7)";
  }
  return layers == 2
             ? "one for each kink"
             : "along a line it has at most as many pieces as the product of (neurons + 1) over its hidden layers";
}

nlohmann::ordered_json summary(const RefuteResult& result, const Options& options) {
  const FoundBound& found = result.found;
  return {{"layers", options.layers},
          {"lower_bound", found.neurons},
          {"method", found.method->name},
          {"exact", result.fit.has_value()},
          {"fit", result.fit ? nlohmann::ordered_json(formula(*result.fit)) : nlohmann::ordered_json()},
          {"samples", result.samples},
          {"changed", result.changed},
          {"dimension", result.dimension},
          {"output", found.line.output + 1},
          {"line_samples", found.line.points.size()},
          {"convex_kinks", count_kinks(found.line, 1)},
          {"concave_kinks", count_kinks(found.line, -1)},
          {"all_lines", found.all_lines}};
}

// What can be said where the kinks show too little.
[[noreturn]] void explain_failure(Report& report, const RefuteResult& result, const Options& options) {
  const FoundBound& found = result.found;
  const bool fits = result.fit && options.neurons && result.fit->neurons() <= *options.neurons;
  if (fits) report.line("There is " + fit_text(*result.fit) + ".");
  if (found.neurons == 0 && options.method == "exhaustion" && !result.fit) {
    throw Error(Code::kNotShown, "exhaustion shows nothing: it needs a line through three or more samples, at most " +
                                     std::to_string(kMostExhaustionPoints));
  }
  if (found.neurons == 0) {
    throw Error(Code::kNotShown, "all labels differ from f by the same amount: a constant fits, without a neuron");
  }
  const bool no_line = result.dimension > 1 && found.neurons == options.layers - 1;
  if (no_line) {
    report.line(
        "A bound comes from samples on one line: three of them, the middle one off the chord, force a kink there.");
    report.line(found.collinear < 3
                    ? "No line through a changed sample holds three samples that promise anything (samples in general "
                      "position never do)."
                    : "The samples on lines here force no more than any function that is not constant needs.");
    if (!found.all_lines)
      report.line(
          "There are too many samples to look at all lines: only those through the first changed samples were looked "
          "at.");
    if (options.layers <= 3) {
      const std::size_t least = parameter_lower_bound(result.changed, result.dimension, options.layers);
      report.line("What still holds: for some labels on the same " + counted(result.changed, "changed sample") +
                  " (not necessarily these) no network with fewer than " + counted(least, "neuron") +
                  " fits, by counting parameters" +
                  (options.layers == 2 ? ": (N-1)/(d+1) = (" + std::to_string(result.changed) + "-1)/" +
                                             std::to_string(result.dimension + 1)
                                       : std::string()) +
                  " (proofs/theorems.md, theorem 3.8.1).");
    }
  }
  throw Error(
      Code::kNotShown,
      options.neurons
          ? "that " + counted(*options.neurons, "neuron") +
                (fits ? " do not suffice is false: a network with " + std::to_string(result.fit->neurons()) + " fits"
                      : " do not suffice is not shown: the best bound found is " + std::to_string(found.neurons))
          : "no lower bound for these labels beyond " + std::to_string(found.neurons) +
                ", which holds for every function that is not constant");
}

void run(const Options& options) {
  if (options.output.empty()) throw Error(Code::kUsage, "-o is required");
  refuse_outputs({options.output, options.common.json}, {options.input.data, options.input.model});
  RefuteRequest request;
  request.layers = options.layers;
  request.neurons = options.neurons;
  request.method = options.method == "exhaustion"    ? RefuteMethod::kExhaust
                   : options.method == "alternation" ? RefuteMethod::kKinks
                                                     : RefuteMethod::kAuto;
  const Control control = control_of(options.common);
  const RefuteResult result = refute(read_subject(options.input, control), request, control);
  Report report(options.common, options.output == "-");
  report.line(counted(result.samples, "sample") + " in dimension " + std::to_string(result.dimension) + ", " +
              counted(result.changed, "changed label"));
  if (!result.attested) explain_failure(report, result, options);
  write_file(options.output, result.attested->bytes);
  const FoundBound& found = result.found;
  const std::size_t convex = count_kinks(found.line, 1), concave = count_kinks(found.line, -1);
  if (found.method == &kExhaustion) {
    report.line("Samples on a line: " + std::to_string(found.line.points.size()) + ". Every g that fits meets " +
                counted(convex + concave + result.tree.sums.size(), "condition") + " there (" +
                counted(convex + concave, "forced kink") + ", " + counted(result.tree.sums.size(), "sum") +
                " of slope changes).");
    report.line("So it has at least " + counted(found.neurons, "hidden neuron") + ": a tree with " +
                counted(result.tree.nodes, "node") + " shows that fewer do not meet all of them.");
  } else if (convex + concave == 0) {
    report.line("g is not constant, so it has a neuron in each hidden layer: at least " +
                counted(found.neurons, "hidden neuron") + ".");
  } else {
    report.line("Along a line through " + counted(found.line.points.size(), "sample") +
                " every g that fits has at least " + counted(convex, "convex kink") + " and " +
                counted(concave, "concave kink") + ".");
    report.line("So it has at least " + counted(found.neurons, "hidden neuron") + ": " +
                reason(found.method, options.layers) + ".");
  }
  if (!found.all_lines)
    report.line("Too many samples to look at all lines: only those through the first changed samples were looked at.");
  if (result.fit) report.line("The bound is exact: " + fit_text(*result.fit) + ".");
  if (options.output != "-") report.line("Certificate: " + options.output);
  tell_work(report, result.attested->work, result.attested->bytes.size());
  report.finish(summary(result, options), "s " + ("BOUND" + result.attested->certificate.claim.verdict().substr(5)));
}

}  // namespace

void add_refute(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb =
      *app.add_subcommand("refute", "a certificate that no network of this depth with fewer neurons fits the data");
  add_data_input(verb, options->input);
  verb.add_option("--layers", options->layers, "affine layers of g: 2 is one hidden layer")
      ->check(CLI::Range(std::size_t{2}, kMostLayers))
      ->capture_default_str();
  verb.add_option("--neurons", options->neurons, "show that so many neurons do not suffice (default: the best bound)")
      ->check(CLI::Range(std::size_t{0}, kMostCount));
  verb.add_option(
          "--method", options->method,
          "alternation: forced kinks; exhaustion: all patterns of neurons, one hidden layer; auto: the first, and "
          "the second where that may show more")
      ->check(CLI::IsMember({"auto", "alternation", "exhaustion"}))
      ->capture_default_str();
  verb.add_option("-o", options->output, "the certificate (-: standard output)");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
