// From data and a frozen network to a checked certificate that small networks do not fit.
//
// Purpose: finds the best lower bound that forced kinks give (refute/lower_bound.hpp), and for one hidden layer the ones that exhaustion
// (refute/along_lines.hpp) and trees of activation patterns (refute/patterns/pattern_bound.hpp) give, and has the best attested.
//
//   RefuteResult result = refute(read_subject({"d.csv", bytes}, std::nullopt, {}, {}), RefuteRequest{}, Control{});
//   if (result.attested) write_file("out.ftc", result.attested->bytes);
#pragma once

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/certify/subject.hpp"
#include "ftcert/refute/along_lines.hpp"
#include "ftcert/refute/lower_bound.hpp"
#include "ftcert/refute/patterns/pattern_bound.hpp"

namespace ftcert {

// kAuto: kinks, then exhaustion, then trees of patterns in dimension 2 and more, each where it can show more than is shown or more than the
// request.
enum class RefuteMethod { kAuto, kKinks, kExhaust, kTrees };

struct RefuteRequest {
  std::size_t layers = 2;                     // affine maps
  std::optional<std::size_t> neurons;         // show that so many do not suffice; nullopt: the best bound
  RefuteMethod method = RefuteMethod::kAuto;  // kExhaust, kTrees: 2 layers
  std::optional<std::size_t> fits;            // a network with so many is known: trees of patterns look no further
  // Trees of patterns: nodes to try for each number of neurons and output (nullopt: fewer for larger data), and threads.
  std::optional<std::size_t> most_nodes;
  unsigned jobs = 1;
  // With kTrees: what an earlier search with keep() left, and who takes what this one leaves, after every round.
  std::optional<std::string> state;
  std::function<void(const std::string& state)> keep;
  bool partial = false;  // once stopped, the bound that was found before, instead of kInterrupted
};

struct RefuteResult {
  FoundBound found;     // the best bound there is
  ExhaustionTree tree;  // with method exhaustion
  PatternEvidence patterns;
  // After exhaustion in dimension 1 with one output and labels: a network with exactly found.neurons neurons that fits; evaluated at every sample.
  std::optional<ReluSum> fit;
  // What was decided by trees of patterns, and whether the search was stopped on request.
  std::vector<PatternDecision> decided;
  bool stopped = false;
  std::size_t samples = 0, changed = 0, dimension = 0;
  std::optional<std::size_t>
      specified;  // samples, with specifications; `changed` are then those at which an output cannot be 0
  std::optional<Attested<BoundCertificate>> attested;  // nullopt: nothing that was asked for is shown
};

// Hidden neurons that every network with `layers` affine maps needs, as far as kinks along lines tell.
std::size_t best_lower_bound(const Subject& subject, std::size_t layers);

// Without a number of neurons a bound that holds for every function that is not constant is shown in dimension 1 only, where no better one
// is known; in higher dimensions it would say nothing about labels. Of specifications it says that no constant meets them.
// Errors: kUsage, for a state of something else, too; kInterrupted.
RefuteResult refute(const Subject& subject, const RefuteRequest& request, const Control& control);

}  // namespace ftcert
