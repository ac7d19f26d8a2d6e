#include <memory>
#include <optional>
#include <string>

#include "ftcert/bounds/deeper.hpp"
#include "ftcert/bounds/general_position.hpp"
#include "ftcert/bounds/paper.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/core/error.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
  CommonOptions common;
  std::optional<std::uint64_t> samples, dimension;
  std::uint64_t changed = 0, layers = 2;
  bool general_position = false;
};

constexpr const char* kSilent = "  paper:  says nothing here (it needs K >= 3 and N >= 1)";

Json json_end(const PaperEnd& end) {
  return {{"formula", end.formula}, {"decimal", end.decimal}, {"source", end.source}};
}
Json json_end(const ProvedEnd& end) { return {{"value", end.value}, {"source", end.source}}; }

std::string range_text(const ProvedInterval& interval) {
  if (interval.lower.value == interval.upper.value) return std::to_string(interval.lower.value);
  return std::to_string(interval.lower.value) + ".." + std::to_string(interval.upper.value);
}

// Two lines and their entry in the summary.
void print_ours(Report& report, Json& json, const ProvedInterval& ours) {
  report.line("  at least " + std::to_string(ours.lower.value) + "  (" + ours.lower.source + ")");
  report.line("  at most  " + std::to_string(ours.upper.value) + "  (" + ours.upper.source + ")");
  json["lower"] = json_end(ours.lower);
  json["upper"] = json_end(ours.upper);
}

std::string two_layers(Report& report, Json& json, std::uint64_t changed, std::uint64_t samples) {
  if (const auto paper = paper_two_layers(changed, samples)) {
    report.line("  paper:  " + std::to_string(paper->lower) + " .. " + std::to_string(paper->upper) + "  (equation 7)");
    json["paper"] = {{"lower", paper->lower}, {"upper", paper->upper}, {"source", "equation 7"}};
  } else {
    report.line(kSilent);
    json["paper"] = nullptr;
  }
  const std::uint64_t exact = exact_two_layers(changed, samples);
  report.line(
      "  exactly " + std::to_string(exact) + "  (" +
      (samples >= 5 ? "min{3N, K-2} for K >= 5, proofs/theorems.md" : "small K, proofs/theorems.md, section 2.5") +
      ")");
  json["exact"] = exact;
  json["source"] = "proofs/theorems.md, section 2.5";
  return std::to_string(exact);
}

std::string three_layers(Report& report, Json& json, std::uint64_t changed, std::uint64_t samples) {
  if (const auto paper = paper_three_layers(changed, samples)) {
    report.line("  paper:  " + paper->lower.decimal + " .. " + paper->upper.decimal);
    report.line("          " + paper->lower.formula + "  (" + paper->lower.source + ")");
    report.line("          " + paper->upper.formula + "  (" + paper->upper.source + ")");
    json["paper"] = {{"lower", json_end(paper->lower)}, {"upper", json_end(paper->upper)}};
  } else {
    report.line(kSilent);
    json["paper"] = nullptr;
  }
  const ProvedInterval ours = bounds_three_layers(changed, samples);
  print_ours(report, json, ours);
  return range_text(ours);
}

std::string deeper(Report& report, Json& json, std::uint64_t changed, std::uint64_t samples, std::uint64_t layers) {
  const ProvedInterval ours = bounds_deeper(changed, samples, layers), width = bounds_width(changed, samples, layers);
  print_ours(report, json, ours);
  report.line("Neurons in each hidden layer:");
  if (const auto paper = paper_width(changed, samples, layers)) {
    report.line("  paper:  at most " + paper->decimal + " = " + paper->formula + "  (" + paper->source + ")");
    json["paper_width"] = json_end(*paper);
  } else {
    report.line("  paper:  says nothing here (it needs N >= 1)");
    json["paper_width"] = nullptr;
  }
  Json entry;
  print_ours(report, entry, width);
  json["width"] = std::move(entry);
  return range_text(ours);
}

void expect_consistent(const Options& options) {
  if (options.general_position != options.dimension.has_value()) {
    throw Error(Code::kUsage, options.dimension ? "--dimension: the worst samples of all lie on a line, in every "
                                                  "dimension: give --general-position to leave such samples out"
                                                : "--general-position: give --dimension");
  }
  if (options.general_position && options.layers != 2)
    throw Error(Code::kUsage, "--general-position is for one hidden layer: --layers 2");
  if (!options.samples && !options.general_position) throw Error(Code::kUsage, "--samples is required");
  if (options.samples && options.changed > *options.samples) {
    throw Error(Code::kUsage, "--changed " + std::to_string(options.changed) + " is more than --samples " +
                                  std::to_string(*options.samples));
  }
}

// For every K, and for the given one.
void in_general_position(const Options& options) {
  const std::uint64_t d = *options.dimension, changed = options.changed;
  const std::string n = std::to_string(changed), space = "R^" + std::to_string(d);
  Report report(options.common, false);
  const std::uint64_t worst = worst_general_position(changed, d);
  const std::string source = d == 1 ? "3N on a line, proofs/theorems.md, 2.5.1"
                                    : "3 for each d of them and 1, 3 or 4; proofs/theorems.md, 2.13.6";
  Json json{{"layers", 2},        {"dimension", d},         {"general_position", true},
            {"changed", changed}, {"large_samples", worst}, {"source", source}};
  report.line("Neurons that one hidden layer needs for every choice of K samples in general position in " + space +
              " and " + n + " changed labels:");
  report.line("  exactly " + std::to_string(worst) +
              " for all large K (from which K on is not known), never more for any K  (" + source + ")");
  std::string neurons = std::to_string(worst), samples;
  if (options.samples) {
    const std::string k = std::to_string(*options.samples);
    report.line("The same for K = " + k + ":");
    const ProvedInterval ours = bounds_general_position(changed, *options.samples, d);
    json["samples"] = *options.samples;
    print_ours(report, json, ours);
    neurons = range_text(ours);
    samples = " samples=" + k;
  }
  report.finish(json, "s BOUNDS layers=2 neurons=" + neurons + samples + " changed=" + n +
                          " dimension=" + std::to_string(d) + " general-position");
}

void run(const Options& options) {
  refuse_outputs({options.common.json}, {});
  expect_consistent(options);
  if (options.general_position) return in_general_position(options);
  const std::uint64_t samples = *options.samples;
  const std::string n = std::to_string(options.changed), k = std::to_string(samples),
                    l = std::to_string(options.layers);
  Report report(options.common, false);
  Json json{{"layers", options.layers}, {"samples", samples}, {"changed", options.changed}};
  report.line((options.layers == 2 ? "Neurons that one hidden layer needs for every choice of "
                                   : "Hidden neurons that networks with " + l + " layers need for every choice of ") +
              k + " distinct samples and " + n + " changed labels:");
  const std::string ours = options.layers == 2   ? two_layers(report, json, options.changed, samples)
                           : options.layers == 3 ? three_layers(report, json, options.changed, samples)
                                                 : deeper(report, json, options.changed, samples, options.layers);
  report.finish(json, "s BOUNDS layers=" + l + " neurons=" + ours + " samples=" + k + " changed=" + n);
}

}  // namespace

void add_bounds(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand("bounds", "neurons needed in the worst case: the paper's interval and ours");
  verb.add_option("--samples", options->samples,
                  "K, all samples; with --general-position also for all large K without it")
      ->check(CLI::Range(std::uint64_t{1}, (std::uint64_t{1} << 60) - 1));
  verb.add_option("--changed", options->changed, "N, samples whose label differs from f")
      ->required()
      ->check(CLI::Range(std::uint64_t{0}, (std::uint64_t{1} << 60) - 1));
  verb.add_option("--layers", options->layers, "affine layers of g: 2 is one hidden layer")
      ->check(CLI::Range(std::uint64_t{2}, std::uint64_t{kMostLayers}))
      ->capture_default_str();
  verb.add_flag("--general-position", options->general_position,
                "samples in R^d of which any d + 1 are affinely independent; one hidden layer");
  verb.add_option("--dimension", options->dimension, "d, with --general-position")
      ->check(CLI::Range(std::uint64_t{1}, (std::uint64_t{1} << 60) - 1));
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
