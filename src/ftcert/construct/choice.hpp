// Which construction to use: the fewest neurons, then the fewest weight bits.
//
// Purpose: `auto` of the program. Every construction that makes networks of the wanted depth plans; those with the fewest neurons build, and
// of these the network with the fewest bits in all its weights is taken, the first of equals.
//
//   Choice choice = choose_construction(problem, {3, "auto"});
//   choice.candidates[choice.best].construction->name;
//   choice.network;
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

// The `layers` that leaves the depth to the data: constructions of every fixed depth are compared. (Those of any depth never need fewer
// neurons than the best of these.)
inline constexpr std::size_t kAnyLayers = 0;

struct ChoiceRequest {
  std::size_t layers = 2;             // affine maps of g, or kAnyLayers
  std::string construction = "auto";  // or a name of constructions(), which kAnyLayers gives its own least depth
  std::function<void(const std::string&)> progress = [](const std::string&) {};
};

// What one construction would use.
struct Candidate {
  const Construction* construction;
  std::size_t layers = 0;
  std::vector<std::size_t> widths;  // empty with a reason
  std::size_t neurons = 0;
  std::size_t promised = 0;
  std::string reason;  // why it does not apply; empty: it does
};

struct Choice {
  std::vector<Candidate> candidates;  // in the order of constructions()
  std::size_t best = 0;
  Network network;  // as planned (checked, E901)
};

// Errors: kUnknownName, kNotApplicable.
Choice choose_construction(const Problem& problem, const ChoiceRequest& request);

}  // namespace ftcert
