// What `ftcert worst` does: data that need many neurons.
//
//   WorstJob job;
//   job.samples = 12, job.changed = 3;
//   worst(job, Control{}).csv;   // "x,label\n1,.."
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "ftcert/certify/worst_space.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

// Nodes of trees, for each candidate and number of neurons, unless the job says how many.
inline constexpr std::size_t kNodesInSpace = 5'000;
inline constexpr std::size_t kMostCandidates = 1'000'000;

// `bound`: what is said of the place of the bound's certificate; empty: of none.
struct WorstJob {
  std::optional<std::size_t> samples, changed;
  std::size_t layers = 2, dimension = 1;
  bool hard = false, subset = false;
  WorstSpaceRequest space;  // with a dimension: how it is searched; its shape is the job's
  std::string family = "auto", counterexample, bound;
  int figure = 0;
  std::uint64_t seed = 1;

  bool in_space() const { return !hard && dimension > 1; }
};

// Refuses what does not go together, before any output is looked at. Errors: kUsage.
void expect_consistent(const WorstJob& job);

struct WorstOutcome {
  std::string csv;
  std::string bound;  // in space: the certificate of how many neurons the data need; else empty
  Said said;
};

// Errors: kUsage, kUnknownName; kNotShown where no candidate in space has a bound; kInterrupted.
WorstOutcome worst(const WorstJob& job, const Control& control);

}  // namespace ftcert
