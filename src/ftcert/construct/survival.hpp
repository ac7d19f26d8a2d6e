// Does a network survive the arithmetic in which it is to run?
//
// Purpose: what `auto` ranks by where a floating-point format is asked for. The network's weights are rounded to the format, and every execution
// is enclosed at all samples (floats/execution_error.hpp). It survives when every execution returns exactly 0 at every kept sample, so that no bit
// of f changes there, and what the goal allows at most elsewhere.
//
//   Survival s = survival(network, problem);   // problem.goal() is there
//   s.survives() || !s.reason.empty();
#pragma once

#include <optional>
#include <string>

#include "ftcert/construct/problem/problem.hpp"
#include "ftcert/floats/execution_error.hpp"

namespace ftcert {

// A network as it will run, and what its executions do.
struct Running {
  FloatNetwork network;
  ExecutionError error;
};

struct Survival {
  std::optional<Running> running;  // none: its weights do not fit into the format
  std::string reason;              // why it does not survive, in words for the user; empty: it does

  bool survives() const { return reason.empty(); }
  // Every kept sample keeps its output to the last bit, whatever happens at the others.
  bool keeps_all() const { return running && running->error.keeps_all(); }
};

// Contract: the problem has a goal.
Survival survival(const Network& network, const Problem& problem);

}  // namespace ftcert
