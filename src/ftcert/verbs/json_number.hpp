// Numbers in summaries for machines, as they are.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "ftcert/core/rational.hpp"

namespace ftcert {

// "7/3"; null: there is none.
inline nlohmann::ordered_json json_number(const std::optional<Rational>& number) {
  return number ? nlohmann::ordered_json(number->text()) : nlohmann::ordered_json();
}

}  // namespace ftcert
