// What a unit's answer is, and whether an answer that is there can be kept.
//
//   UnitFiles files = decide(unit, control);
//   Kept kept = keep(unit, row_file, read);   // kept.reason: why it must be done again
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/common/control.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/sweep/unit.hpp"

namespace ftcert::sweep {

// Certificates, then the file of the rows: what is written last says that all is there.
using UnitFiles = std::vector<NamedBytes>;

// A limit that is reached is a row that says so. Errors: kInterrupted; kMemory; kContract naming the unit.
UnitFiles decide(const Unit& unit, const Control& control);

// Every certificate goes through the checker again, is about the unit's data, and the rows are what they would be now. Returns why not; empty: they are.
// Cost: that of check(), and of making the data.
std::string refusal_of(const Unit& unit, std::string_view rows,
                       const std::function<std::optional<std::string>(const std::string& name)>& read);

}  // namespace ftcert::sweep
