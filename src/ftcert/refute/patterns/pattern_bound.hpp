// The best lower bound that trees of activation patterns show, within a limit.
//
// Purpose: numbers of neurons one after the other, and for each the outputs one after the other, until no output refutes a number: a network
// fits each component of its residual, or each difference of classes. For every number and output is said what was decided. The work can be kept after every round, to go on
// with later; the result is then the same as without the stop.
//
//   PatternBound bound = bound_by_patterns(points, residuals, {.first = 1}, control);
//   if (bound.neurons > 0) bound.evidence;   // fewer than bound.neurons do not fit
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/refute/observed_outputs.hpp"
#include "ftcert/refute/patterns/search_state.hpp"

namespace ftcert {

struct PatternRequest {
  std::size_t first = 1;                // neurons
  std::optional<std::size_t> last;      // nullopt: as long as it goes
  std::optional<std::size_t> programs;  // for each number of neurons and output; nullopt: usual_programs()
  unsigned jobs = 1;                    // threads
  MakeSolver make = make_elastic;
  std::string subject;  // a digest of what is asked, for the state
  std::optional<SearchState> resume;
  std::function<void(const std::string& state)> keep;  // after every round; empty: nothing is kept
};

struct PatternBound {
  std::size_t neurons = 0;  // every network that fits has so many; 0: nothing is shown
  PatternEvidence evidence;
  std::vector<PatternDecision> decided;  // in the order in which they were looked at
  bool stopped = false;                  // on request, before all was decided
  // Whether a limit, and not a network or the end of the numbers, ended the search.
  bool limited() const;
};

// points: K x D, pairwise distinct; outputs: K intervals each; residuals: K x P. Errors: kUsage for a state that belongs to something else.
PatternBound bound_by_patterns(const PointMatrix& points, const ObservedOutputs& outputs, const PatternRequest& request,
                               const Control& control);
PatternBound bound_by_patterns(const PointMatrix& points, const PointMatrix& residuals, const PatternRequest& request,
                               const Control& control);

// Linear programs for which about a minute is enough; width: features that vary, and 1.
std::size_t usual_programs(std::size_t samples, std::size_t width, std::size_t neurons);

}  // namespace ftcert
