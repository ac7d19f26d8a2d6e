#include "ftcert/verbs/worst.hpp"

#include <algorithm>

#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/verbs/worst_hard.hpp"
#include "ftcert/verbs/worst_space.hpp"

namespace ftcert {

namespace {

// The finite count takes about a second for so many samples.
constexpr std::size_t kMostCounted = 10000;
constexpr std::size_t kMostSamples = 100'000'000;
constexpr std::size_t kMostInSpace = 1'000'000;

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

Data figure(const WorstJob& job) {
  const std::size_t changed = needed(job.changed, "--changed");
  const std::size_t least = job.figure == 2 ? 3 * changed + 2 : 2 * changed + 1;
  const std::size_t samples = job.samples ? needed(job.samples, "--samples") : least;
  if (least > kMostSamples) {
    throw Error(Code::kUsage, "--changed: Figure " + std::to_string(job.figure) + " would have " +
                                  std::to_string(least) + " samples, more than " + std::to_string(kMostSamples));
  }
  if (job.figure == 2) {
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

Data counterexample(const WorstJob& job) {
  if (job.counterexample != "4.2.1") {
    throw Error(Code::kUnknownName, "--counterexample " + shown(job.counterexample) + ": known is 4.2.1");
  }
  return {{0, 1, 0, 0},
          "counterexample-4.2.1",
          "Corollary 4.2.1 says that K >= m+2 implies N* <= m/3. For m = 2 and K = 4 that is N* = 0. But two neurons "
          "fit four samples with one "
          "changed label, wherever it is and whatever it is (proofs/theorems.md, section 2.6): N* >= 1. These are such "
          "data: "
          "'ftcert certify' fits them with 2 neurons."};
}

Data family(const WorstJob& job) {
  const std::size_t samples = needed(job.samples, "--samples"), changed = needed(job.changed, "--changed");
  if (changed > samples) {
    throw Error(Code::kUsage,
                "--changed " + std::to_string(changed) + " is more than --samples " + std::to_string(samples));
  }
  if (job.family == "alternating") return {alternating_labels(samples, changed), "alternating", ""};
  if (job.family == "one-sign") return {one_sign_labels(samples, changed), "one-sign", ""};
  if (job.family == "mixed") {
    if (changed < 2 || samples < 3 * changed + 2) throw Error(Code::kUsage, "mixed labels need N >= 2 and K >= 3N+2");
    return {mixed_labels(samples, changed), "mixed", ""};
  }
  if (job.layers == 3 && samples > kMostCounted) {  // by the theorems alone
    const bool few = samples <= 3 * changed + 2;
    return few ? Data{alternating_labels(samples, changed), "alternating", ""}
               : Data{one_sign_labels(samples, changed), "one-sign", ""};
  }
  WorstLabels worst = worst_labels(samples, changed, job.layers);
  return {std::move(worst.labels), std::string(worst.family), ""};
}

Data choose(const WorstJob& job) {
  if (!job.counterexample.empty()) return counterexample(job);
  return job.figure != 0 ? figure(job) : family(job);
}

std::string csv(const Labels& labels) {
  std::string text = "x,label\n";
  for (std::size_t i = 0; i < labels.size(); ++i)
    text += std::to_string(i + 1) + "," + std::to_string(labels[i]) + "\n";
  return text;
}

// In one dimension the families are the worst there are.
void expect_in_space(const WorstJob& job) {
  if (job.layers != 2 || job.family != "auto" || job.figure != 0 || !job.counterexample.empty()) {
    throw Error(
        Code::kUsage,
        "--dimension: for one hidden layer, without --family, --figure and --counterexample, whose samples lie on a "
        "line");
  }
  const std::size_t samples = needed(job.samples, "--samples"), changed = needed(job.changed, "--changed");
  if (changed > samples || samples > kMostInSpace) {
    throw Error(Code::kUsage, "--samples " + std::to_string(samples) + ": expected --changed " +
                                  std::to_string(changed) + " to " + std::to_string(kMostInSpace));
  }
}

void expect_hard(const WorstJob& job) {
  if (job.changed || job.layers != 2 || job.dimension != 1 || job.family != "auto" || job.figure != 0 ||
      !job.counterexample.empty()) {
    throw Error(
        Code::kUsage,
        "--hard: for one hidden layer and samples on a line, without --changed, --dimension, --family, --figure "
        "and --counterexample");
  }
  needed(job.samples, "--samples");
}

WorstOutcome worst_on_a_line(const WorstJob& job) {
  const Data data = choose(job);
  const std::size_t samples = data.labels.size();
  const auto changed = samples - static_cast<std::size_t>(std::count(data.labels.begin(), data.labels.end(), 0));
  WorstOutcome outcome;
  outcome.csv = csv(data.labels);
  Said& said = outcome.said;
  if (!data.remark.empty()) said.line(data.remark);
  nlohmann::ordered_json json{
      {"family", data.name}, {"layers", job.layers}, {"samples", samples}, {"changed", changed}};
  std::string neurons;
  if (job.layers != 3 || samples <= kMostCounted) {
    const std::size_t least = neurons_for_labels(data.labels, job.layers);
    neurons = " neurons>=" + std::to_string(least);
    json["lower_bound"] = least;
    said.line("Labels of the family '" + data.name + "': a network with " + std::to_string(job.layers) +
              " layers that fits them has at least " + std::to_string(least) +
              " hidden neurons ('ftcert refute' writes the certificate).");
  } else {
    json["lower_bound"] = nullptr;
    said.line("Labels of the family '" + data.name +
              "'. So many samples are not counted here: 'ftcert refute' gives the bound.");
  }
  said.summary = std::move(json);
  said.last_line = "s WORST layers=" + std::to_string(job.layers) + neurons + " samples=" + std::to_string(samples) +
                   " changed=" + std::to_string(changed);
  return outcome;
}

}  // namespace

void expect_consistent(const WorstJob& job) {
  if (job.hard) return expect_hard(job);
  if (job.in_space()) return expect_in_space(job);
  if (!job.bound.empty()) throw Error(Code::kUsage, "--bound: give --dimension of at least 2");
}

WorstOutcome worst(const WorstJob& job, const Control& control) {
  expect_consistent(job);
  if (job.hard) return worst_hard(*job.samples, job.subset, job.seed);
  return job.in_space() ? worst_in_space(job, control) : worst_on_a_line(job);
}

}  // namespace ftcert
