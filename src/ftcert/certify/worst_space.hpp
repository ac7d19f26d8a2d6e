// Data in general position with the largest certified bound that is found.
//
// Purpose: candidates (bounds/space_data.hpp) one after the other, each with the bound that refute() certifies for it; the best is kept, the first of equals.
// How many neurons the worst data need is known for many samples only (bounds/general_position.hpp), so this is a search and may find less.
//
//   auto worst = worst_in_space({{2, 12, 2}, 9, 1, {}}, Control{});
//   if (worst) write_file("worst.csv", worst->csv);
#pragma once

#include <optional>
#include <string>

#include "ftcert/bounds/space_data.hpp"
#include "ftcert/certify/refute.hpp"

namespace ftcert {

struct WorstSpaceRequest {
  SpaceShape shape;
  std::size_t candidates = 9;
  std::uint64_t seed = 1;
  RefuteRequest refute;  // for every candidate; one hidden layer, the best bound
};

struct WorstSpace {
  SpaceData data;
  std::string csv;            // what the bound binds: columns x1, .., xd, label
  std::size_t candidate = 0;  // its number, from 0
  std::size_t tried = 0;      // fewer than asked for where the bound cannot be better
  RefuteResult bound;         // with a certificate
};

// nullopt: no candidate has a bound that says more than that its labels differ. Errors: kInterrupted.
std::optional<WorstSpace> worst_in_space(const WorstSpaceRequest& request, const Control& control);

}  // namespace ftcert
