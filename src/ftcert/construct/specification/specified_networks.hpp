// Networks for specifications: what can be built, to choose from.
//
// Purpose: the counterpart of construct/choice.hpp where samples have demands in place of residuals. Half-space units serve one hidden layer, bumps two;
// where half-spaces serve some violated samples only, and where a construction is asked for by name, labels are chosen inside the demands and the
// constructions for labels build the rest. Every network is evaluated exactly: it meets the demands and is 0 elsewhere.
//
//   std::vector<SpecifiedNetwork> found = build_for(demands, roomy, points, request);
//   found[0].network;   // empty: found[0].candidate.reason says why
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/construct/choice.hpp"
#include "ftcert/construct/specification/demand.hpp"

namespace ftcert {

extern const Construction kHalfSpaces, kBumps;

struct SpecifiedRequest {
  std::size_t layers = 2;  // or kAnyLayers
  std::string construction =
      "auto";  // or kHalfSpaces, kBumps, or a name of constructions(), for labels that are chosen
  std::optional<std::vector<Integer>> direction;
  std::optional<FloatGoal> goal;  // the format in which the network is to run; deviation: from labels that are chosen
  bool nearly = false;            // with a goal: the network is used as it runs only
  std::function<void(const std::string&)> progress = [](const std::string&) {};
};

struct SpecifiedNetwork {
  Candidate candidate;
  std::optional<Network> network;
  std::optional<FloatNetwork> running;  // as it runs, where the construction has chosen that, too
};

// A vector that meets the demand for each violated sample: K x P, 0 elsewhere. Few different ones with classes; with intervals numbers of few bits or, in
// dimension 1 with one output, those with the fewest kinks (line_boxes.hpp).
PointMatrix chosen_labels(const Demands& demands, const PointMatrix& points, const Rational& step);

// roomy: the demands that are aimed at, demands.with_slack(..); the networks meet `demands`. Contract: some sample is violated. Errors: kUnknownName;
// kNotApplicable and kNotShown where a construction that was asked for by name does not apply, or none does.
std::vector<SpecifiedNetwork> build_for(const Demands& demands, const Demands& roomy, const PointMatrix& points,
                                        const SpecifiedRequest& request);

}  // namespace ftcert
