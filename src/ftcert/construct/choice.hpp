// Which construction to use: the fewest neurons, then the fewest weight bits; of networks that are to run, the fewest that survive.
//
// Purpose: `auto` of the program. Every construction that makes networks of the wanted depth plans (for data of many numbers in R^d and without a goal: every one
// that may have fewer neurons than the best plan before it, Construction::least); those with the fewest neurons build, and
// of these the network with the fewest bits in all its weights is taken, the first of equals. A plan whose network cannot be built (its build()
// throws kNotApplicable) is dropped with that reason, and the next fewest neurons are tried: only what was built counts. Where the problem has a goal, networks are built
// in the order of their neurons until one survives the arithmetic (construct/survival.hpp), and of those with as many neurons the one with the least
// error is taken; a robust goal takes, of all that survive, the one that does least to samples near the kept ones (floats/touched.hpp). If none
// meets the goal's deviation, the one nearest to it that keeps all kept samples; a construction that is asked for by name is taken as it is.
//
//   Choice choice = choose_construction(problem, {3, "auto"});
//   choice.candidates[choice.best].construction->name;
//   choice.network;
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/construct/problem/construction.hpp"
#include "ftcert/construct/survival.hpp"

namespace ftcert {

// The `layers` that leaves the depth to the data: constructions of every fixed depth are compared. (Those of any depth never need fewer
// neurons than the best of these.)
inline constexpr std::size_t kAnyLayers = 0;

struct ChoiceRequest {
  std::size_t layers = 2;             // affine maps of g, or kAnyLayers
  std::string construction = "auto";  // or a name of constructions(), which kAnyLayers gives its own least depth
  bool nearly = false;                // with a goal: the network is used as it runs only, so that Plan::nearly will do
  std::function<void(const std::string&)> progress = [](const std::string&) {};
};

// What one construction would use.
struct Candidate {
  const Construction* construction;
  std::size_t layers = 0;
  std::vector<std::size_t> widths;  // empty with a reason
  std::size_t neurons = 0;
  std::size_t promised = 0;
  std::string reason;                   // why it does not apply; empty: it does
  decltype(Plan::note) note = nullptr;  // as of its plan
  std::string dies = {};  // with a goal: why its network does not survive; empty: it does, or it was not built
};

struct Choice {
  std::vector<Candidate> candidates;  // in the order of constructions()
  std::size_t best = 0;
  Network network;                 // as planned (checked, E901)
  std::optional<Running> running;  // with a goal: the network as it will run
};

// Errors: kUnknownName; kNotApplicable; kNotShown where no network keeps all kept samples in the goal's format.
Choice choose_construction(const Problem& problem, const ChoiceRequest& request);
// The same among these candidates, each with its construction and its layers. Contract: at least one.
Choice choose_among(std::vector<Candidate> candidates, const Problem& problem, const ChoiceRequest& request);

}  // namespace ftcert
