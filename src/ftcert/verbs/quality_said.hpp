// What certify and explain say of a network where it runs, and near the samples.
//
// Numbers are upper bounds, as decimals that are rounded up.
//
//   const Quality q = quality(g, points, residuals);
//   for (const std::string& line : quality_lines(q)) said.line(line);
//   add_quality(json, q);   // kappa, touched, float32_error, float64_error
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ftcert/floats/quality.hpp"

namespace ftcert {

// The formats in which the network may not keep all kept samples, for the first lines that a user sees; none: it keeps them in both.
std::vector<std::string> quality_warnings(const Quality& quality, bool specified = false);
// All that is known. certified: what the executions do is certified, and is not said again of the same network rounded anew.
// specified: there are no labels that could be missed.
std::vector<std::string> quality_lines(const Quality& quality, bool certified = false, bool specified = false);

// Bounds are strings, counts are numbers; null: not computed, or there is none.
void add_quality(nlohmann::ordered_json& json, const Quality& quality);

}  // namespace ftcert
