// A plan of a sweep: families of data, sizes, seeds and questions, in a text file (proofs/sweep-format.md, section 1).
//
// Purpose: from text to units in a fixed order, each once.
//
//   Plan plan = read_plan("plan.txt", text);   // Errors: 302, 303, 305, 306, 102, 404, with file:line, what was expected and what was found
//   plan.units[0].id;
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ftcert/sweep/unit.hpp"

namespace ftcert::sweep {

inline constexpr std::size_t kMostUnits = 1'000'000, kMostPatterns = 10'000'000;

struct Plan {
  std::vector<Unit> units;
};

Plan read_plan(const std::string& name, std::string_view text);

}  // namespace ftcert::sweep
