// The one interface of all constructions.
//
// Purpose: a construction turns a Problem into a network g with g(x_i) = z_i at every sample, and promises a number of neurons.
// plan() is cheap (at most O(K log K) for the one-dimensional ones) and says exactly how many neurons build() will use; build()
// makes the weights. What a construction returns is never trusted: the checker evaluates it.
// To add one: one file that defines a Construction, its line in the table (construct/table.cpp), its test, its row in src/docs/reference/constructions.md.
//
//   for (const Construction& c : constructions()) {
//     Outcome outcome = c.plan(problem);
//     if (auto* plan = std::get_if<Plan>(&outcome)) Network g = plan->build();   // g.widths() == plan->widths
//   }
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ftcert/construct/problem/problem.hpp"

namespace ftcert {

struct Plan {
  std::vector<std::size_t> widths;  // hidden layers, neurons each; exact
  std::size_t promised = 0;         // neurons that the construction's theorem promises for these data; >= neurons()
  std::function<Network()> build;   // the Problem must still live
  // A network that meets the residuals nearly, with few-bit weights, for a floating-point format: cheaper than build(). Empty: build() is.
  std::function<Network()> nearly = {};
  // What the user should know of the network that was built, in a line; empty text: nothing. Null: nothing is known.
  std::string (*note)(const Network& built, const Problem& problem) = nullptr;

  std::size_t neurons() const;
};

// Why a construction cannot serve these data, in words for the user ("needs K >= 5, the data have K = 3").
struct Inapplicable {
  std::string reason;
};

using Outcome = std::variant<Plan, Inapplicable>;

struct Construction {
  std::string_view name;     // as in --construction NAME
  std::string_view source;   // theorem or equation
  std::string_view promise;  // promised neurons as a formula, "min{3N+1, K-1}"
  std::string_view needs;    // conditions, "K >= 5"; empty: none
  std::size_t depth;         // affine maps of the network (hidden layers + 1); with plan_layers the least number
  // Exactly one of the two is set: a network of this depth, or of any depth from it on.
  Outcome (*plan)(const Problem& problem);
  Outcome (*plan_layers)(const Problem& problem, std::size_t layers) = nullptr;
  // Neurons that its plan will hardly fall short of, at the cost of a look at the labels; null: one a hidden layer.
  std::size_t (*least)(const Problem& problem) = nullptr;

  bool any_depth() const { return plan_layers != nullptr; }
  bool makes(std::size_t layers) const { return any_depth() ? layers >= depth : layers == depth; }
};

// The plan of a network with so many affine maps. Inapplicable when the construction does not make such networks.
Outcome plan(const Construction& construction, const Problem& problem, std::size_t layers);

}  // namespace ftcert
