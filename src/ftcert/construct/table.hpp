// The table of all constructions.
//
//   for (const Construction& c : constructions()) std::cout << c.name << "\n";
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

// All constructions, in the order in which ties are broken.
std::span<const Construction> constructions();
// nullptr: no construction of this name.
const Construction* find_construction(std::string_view name);
// ": did you mean 'hats'?" for "hat", nothing where no name is near.
std::string meant_construction(std::string_view name);

}  // namespace ftcert
