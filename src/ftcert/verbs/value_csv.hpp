// The table that evaluate writes.
#pragma once

#include <optional>
#include <string>

#include "ftcert/certify/evaluate.hpp"

namespace ftcert {

// CSV: row, then f, g, f+g, the label and f+g less the label for each component, then the outputs that are greatest; with classes whether these are right, and
// with a specification whether it is met. With `digits` numbers are decimals with at most so many behind the point.
std::string value_csv(const ValueTable& table, const std::optional<unsigned>& digits);

}  // namespace ftcert
