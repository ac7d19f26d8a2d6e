#include <memory>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/verbs/option_words.hpp"
#include "ftcert/verbs/worst.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  WorstJob job;
  bool general_position = false;
  std::string output;
};

void run(Options options) {
  WorstJob& job = options.job;
  job.seed = options.common.seed;
  if (options.output.empty()) throw Error(Code::kUsage, "-o is required");
  expect_consistent(job);
  const std::vector<std::string> outputs{options.output, job.bound, options.common.json};
  refuse_outputs(outputs, {});
  if (job.in_space()) {
    allow_threads(options.common, job.space.refute.jobs);
    expect_writable_folders(outputs);
  }
  const WorstOutcome outcome = worst(job, job.in_space() ? control_of(options.common) : Control{});
  write_file(options.output, outcome.csv);
  if (!job.bound.empty() && !outcome.bound.empty()) write_file(job.bound, outcome.bound);
  Report(options.common, options.output == "-" || job.bound == "-").print(outcome.said);
}

}  // namespace

void add_worst(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand("worst", "data that need many neurons, as a CSV file");
  verb.add_option("--samples", options->job.samples, "K, all samples; required but for --figure and --counterexample");
  verb.add_option("--changed", options->job.changed,
                  "N, labels that are not zero (at most); required but for --counterexample and --hard");
  verb.add_option("--layers", options->job.layers, "affine layers of the networks")
      ->check(CLI::Range(std::size_t{2}, kMostLayers))
      ->capture_default_str();
  verb.add_option("--family", options->job.family, "auto (the best lower bound), alternating, one-sign or mixed")
      ->check(CLI::IsMember(words_in(kFamilyWords)))
      ->capture_default_str();
  verb.add_option("--figure", options->job.figure, "the data of this figure of the paper: 2 or 3")
      ->check(CLI::IsMember({2, 3}));
  verb.add_option("--counterexample", options->job.counterexample,
                  "the smallest data against this claim of the paper: 4.2.1");
  CLI::Option* const hard = verb.add_flag(
      "--hard", options->job.hard,
      "K = 2n+2 samples that one hidden layer of n neurons fits if and only if a subset of n numbers, random for "
      "--seed, has a given sum: none has, so that n+1 are needed, and it is hard to see");
  verb.add_flag("--subset", options->job.subset, "with --hard: one has, so that n are enough")->needs(hard);
  CLI::Option* const dimension =
      verb.add_option(
              "--dimension", options->job.dimension,
              "d: samples in general position in R^d, the candidate with the largest bound that is certified; one "
              "hidden layer (default: a line)")
          ->check(CLI::Range(std::size_t{1}, std::size_t{1000}));
  verb.add_flag("--general-position", options->general_position, "with --dimension: what it means anyway")
      ->needs(dimension);
  verb.add_option("--candidates", options->job.space.candidates, "with --dimension: data to try, a family in turn")
      ->needs(dimension)
      ->check(CLI::Range(std::size_t{1}, kMostCandidates))
      ->capture_default_str();
  verb.add_option("--max-nodes", options->job.space.refute.most_nodes,
                  "with --dimension: nodes of trees to try for each candidate and number of neurons (default: " +
                      std::to_string(kNodesInSpace) + ")")
      ->needs(dimension)
      ->check(CLI::Range(std::size_t{1}, kMostCount));
  verb.add_option("--jobs", options->job.space.refute.jobs, "with --dimension: threads; the result is the same")
      ->needs(dimension)
      ->check(CLI::Range(1, kMostJobs))
      ->capture_default_str();
  verb.add_option("--bound", options->job.bound, "with --dimension: write the certificate of the bound, too");
  verb.add_option("-o", options->output, "the data file (-: standard output)")->required();
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
