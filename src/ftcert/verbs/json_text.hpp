// A summary for machines as text.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace ftcert {

// Names of an input may be any bytes: what is not UTF-8 becomes U+FFFD.
inline std::string json_text(const nlohmann::ordered_json& summary) {
  return summary.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace ftcert
