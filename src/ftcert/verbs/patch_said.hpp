// What is said about a patched model, by every verb that writes one.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ftcert/certify/patch.hpp"

namespace ftcert {

// Where f + g is, whether kept samples keep their bits, how far changed ones are from their labels, warnings. `file`: of the model.
std::vector<std::string> patch_words(const PatchResult& result, const std::string& file);
nlohmann::ordered_json patch_summary(const PatchResult& result);
// "s PATCHED layers=3 neurons=12 samples=442 changed=20 kept_zero=422": kept to the last bit.
std::string patch_line(const PatchResult& result);

}  // namespace ftcert
