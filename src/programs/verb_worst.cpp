#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"
#include "programs/worst_hard_report.hpp"
#include "programs/worst_space_report.hpp"

namespace ftcert {

namespace {

// The finite count takes about a second for so many samples.
constexpr std::size_t kMostCounted = 10000;
constexpr std::size_t kMostSamples = 100'000'000;
constexpr std::size_t kMostInSpace = 1'000'000;
constexpr std::size_t kNodesInSpace = 5'000;  // for each candidate and number of neurons

struct Options {
  CommonOptions common;
  std::optional<std::size_t> samples, changed;
  std::size_t layers = 2, dimension = 1;
  bool general_position = false;
  bool hard = false, subset = false;
  WorstSpaceOptions space;
  std::string family = "auto", counterexample, output;
  int figure = 0;
};

struct Data {
  Labels labels;  // of the samples 1, 2, ..
  std::string name;
  std::string remark;  // for people; may be empty
};

std::size_t needed(const std::optional<std::size_t>& value, const char* option) {
  if (!value) throw Error(Code::kUsage, std::string(option) + " is required");
  if (*value < 1 || *value > kMostSamples) {
    throw Error(Code::kUsage, std::string(option) + ": expected 1 to " + std::to_string(kMostSamples) + ", found " +
                                  std::to_string(*value));
  }
  return *value;
}

// Labels `peak` and `trough` in turn, trough first, at step, 2 step, .., N step.
Labels figure_labels(std::size_t samples, std::size_t changed, std::size_t step) {
  Labels labels(samples, 0);
  for (std::size_t k = 1; k <= changed; ++k) labels[k * step - 1] = k % 2 == 0 ? 2 : -1;
  return labels;
}

Data figure(const Options& options) {
  const std::size_t changed = needed(options.changed, "--changed");
  const std::size_t least = options.figure == 2 ? 3 * changed + 2 : 2 * changed + 1;
  const std::size_t samples = options.samples ? needed(options.samples, "--samples") : least;
  if (least > kMostSamples) {
    throw Error(Code::kUsage, "--changed: Figure " + std::to_string(options.figure) + " would have " +
                                  std::to_string(least) + " samples, more than " + std::to_string(kMostSamples));
  }
  if (options.figure == 2) {
    if (samples < least)
      throw Error(Code::kUsage, "Figure 2 needs --samples of at least 3N+2 = " + std::to_string(least));
    return {figure_labels(samples, changed, 3), "figure-2",
            "Figure 2 of the paper: T = {3, 6, .., 3N}, labels 2 at multiples of 6 and -1 at odd multiples of 3."};
  }
  if (samples != least) throw Error(Code::kUsage, "Figure 3 needs --samples 2N+1 = " + std::to_string(least));
  return {figure_labels(samples, changed, 2), "figure-3",
          "Figure 3 of the paper: T = {2, 4, .., 2N}, labels 2 at multiples of 4 and -1 at the other even numbers. The "
          "paper says that K-1 pieces are "
          "needed; proofs/theorems.md, section 2.8, shows that floor(3N/2) suffice."};
}

Data counterexample(const Options& options) {
  if (options.counterexample != "4.2.1") {
    throw Error(Code::kUnknownName, "--counterexample " + shown(options.counterexample) + ": known is 4.2.1");
  }
  return {{0, 1, 0, 0},
          "counterexample-4.2.1",
          "Corollary 4.2.1 says that K >= m+2 implies N* <= m/3. For m = 2 and K = 4 that is N* = 0. But two neurons "
          "fit four samples with one "
          "changed label, wherever it is and whatever it is (proofs/theorems.md, section 2.6): N* >= 1. These are such "
          "data: "
          "'ftcert certify' fits them with 2 neurons."};
}

Data family(const Options& options) {
  const std::size_t samples = needed(options.samples, "--samples"), changed = needed(options.changed, "--changed");
  if (changed > samples) {
    throw Error(Code::kUsage,
                "--changed " + std::to_string(changed) + " is more than --samples " + std::to_string(samples));
  }
  if (options.family == "alternating") return {alternating_labels(samples, changed), "alternating", ""};
  if (options.family == "one-sign") return {one_sign_labels(samples, changed), "one-sign", ""};
  if (options.family == "mixed") {
    if (changed < 2 || samples < 3 * changed + 2) throw Error(Code::kUsage, "mixed labels need N >= 2 and K >= 3N+2");
    return {mixed_labels(samples, changed), "mixed", ""};
  }
  if (options.layers == 3 && samples > kMostCounted) {  // by the theorems alone
    const bool few = samples <= 3 * changed + 2;
    return few ? Data{alternating_labels(samples, changed), "alternating", ""}
               : Data{one_sign_labels(samples, changed), "one-sign", ""};
  }
  WorstLabels worst = worst_labels(samples, changed, options.layers);
  return {std::move(worst.labels), std::string(worst.family), ""};
}

Data choose(const Options& options) {
  if (!options.counterexample.empty()) return counterexample(options);
  return options.figure != 0 ? figure(options) : family(options);
}

std::string csv(const Labels& labels) {
  std::string text = "x,label\n";
  for (std::size_t i = 0; i < labels.size(); ++i)
    text += std::to_string(i + 1) + "," + std::to_string(labels[i]) + "\n";
  return text;
}

// In one dimension the families are the worst there are.
void run_in_space(Options options) {
  if (options.layers != 2 || options.family != "auto" || options.figure != 0 || !options.counterexample.empty()) {
    throw Error(
        Code::kUsage,
        "--dimension: for one hidden layer, without --family, --figure and --counterexample, whose samples lie on a "
        "line");
  }
  SpaceShape& shape = options.space.request.shape;
  shape = {options.dimension, needed(options.samples, "--samples"), needed(options.changed, "--changed")};
  if (shape.changed > shape.samples || shape.samples > kMostInSpace) {
    throw Error(Code::kUsage, "--samples " + std::to_string(shape.samples) + ": expected --changed " +
                                  std::to_string(shape.changed) + " to " + std::to_string(kMostInSpace));
  }
  options.space.request.seed = options.common.seed;
  RefuteRequest& refute = options.space.request.refute;  // no three samples are on a line
  refute.method = RefuteMethod::kTrees;
  if (!refute.most_nodes) refute.most_nodes = kNodesInSpace;
  allow_threads(options.common, refute.jobs);
  options.space.output = options.output;
  write_worst_space(options.common, options.space);
}

void run_hard(const Options& options) {
  if (options.changed || options.layers != 2 || options.dimension != 1 || options.family != "auto" ||
      options.figure != 0 || !options.counterexample.empty()) {
    throw Error(
        Code::kUsage,
        "--hard: for one hidden layer and samples on a line, without --changed, --dimension, --family, --figure "
        "and --counterexample");
  }
  write_worst_hard(options.common, {options.output, needed(options.samples, "--samples"), options.subset});
}

void run(const Options& options) {
  if (options.output.empty()) throw Error(Code::kUsage, "-o is required");
  if (options.hard) return run_hard(options);
  if (options.dimension > 1) return run_in_space(options);
  if (!options.space.bound.empty()) throw Error(Code::kUsage, "--bound: give --dimension of at least 2");
  refuse_outputs({options.output, options.common.json}, {});
  const Data data = choose(options);
  const std::size_t samples = data.labels.size();
  const auto changed = samples - static_cast<std::size_t>(std::count(data.labels.begin(), data.labels.end(), 0));
  write_file(options.output, csv(data.labels));
  Report report(options.common, options.output == "-");
  if (!data.remark.empty()) report.line(data.remark);
  nlohmann::ordered_json json{
      {"family", data.name}, {"layers", options.layers}, {"samples", samples}, {"changed", changed}};
  std::string neurons;
  if (options.layers != 3 || samples <= kMostCounted) {
    const std::size_t least = neurons_for_labels(data.labels, options.layers);
    neurons = " neurons>=" + std::to_string(least);
    json["lower_bound"] = least;
    report.line("Labels of the family '" + data.name + "': a network with " + std::to_string(options.layers) +
                " layers that fits them has at least " + std::to_string(least) +
                " hidden neurons ('ftcert refute' writes the certificate).");
  } else {
    json["lower_bound"] = nullptr;
    report.line("Labels of the family '" + data.name +
                "'. So many samples are not counted here: 'ftcert refute' gives the bound.");
  }
  report.finish(json, "s WORST layers=" + std::to_string(options.layers) + neurons +
                          " samples=" + std::to_string(samples) + " changed=" + std::to_string(changed));
}

}  // namespace

void add_worst(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand("worst", "data that need many neurons, as a CSV file");
  verb.add_option("--samples", options->samples, "K, all samples");
  verb.add_option("--changed", options->changed, "N, labels that are not zero (at most)");
  verb.add_option("--layers", options->layers, "affine layers of the networks")
      ->check(CLI::Range(std::size_t{2}, kMostLayers))
      ->capture_default_str();
  verb.add_option("--family", options->family, "auto (the best lower bound), alternating, one-sign or mixed")
      ->check(CLI::IsMember({"auto", "alternating", "one-sign", "mixed"}))
      ->capture_default_str();
  verb.add_option("--figure", options->figure, "the data of this figure of the paper: 2 or 3")
      ->check(CLI::IsMember({2, 3}));
  verb.add_option("--counterexample", options->counterexample,
                  "the smallest data against this claim of the paper: 4.2.1");
  CLI::Option* const hard = verb.add_flag(
      "--hard", options->hard,
      "K = 2n+2 samples that one hidden layer of n neurons fits if and only if a subset of n numbers, random for "
      "--seed, has a given sum: none has, so that n+1 are needed, and it is hard to see");
  verb.add_flag("--subset", options->subset, "with --hard: one has, so that n are enough")->needs(hard);
  CLI::Option* const dimension =
      verb.add_option(
              "--dimension", options->dimension,
              "d: samples in general position in R^d, the candidate with the largest bound that is certified; one "
              "hidden layer (default: a line)")
          ->check(CLI::Range(std::size_t{1}, std::size_t{1000}));
  verb.add_flag("--general-position", options->general_position, "with --dimension: said there already")
      ->needs(dimension);
  verb.add_option("--candidates", options->space.request.candidates, "with --dimension: data to try, a family in turn")
      ->needs(dimension)
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
      ->capture_default_str();
  verb.add_option("--max-nodes", options->space.request.refute.most_nodes,
                  "with --dimension: nodes of trees to try for each candidate and number of neurons (default: " +
                      std::to_string(kNodesInSpace) + ")")
      ->needs(dimension)
      ->check(CLI::Range(std::size_t{1}, kMostCount));
  verb.add_option("--jobs", options->space.request.refute.jobs, "with --dimension: threads; the result is the same")
      ->needs(dimension)
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  verb.add_option("--bound", options->space.bound, "with --dimension: write the certificate of the bound, too");
  verb.add_option("-o", options->output, "the data file (-: standard output)");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
