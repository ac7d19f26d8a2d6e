// What `ftcert certify` says of specifications.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ftcert/certify/certify.hpp"

namespace ftcert {

// How many there are, what f meets, by which margin classes lead. Contract: result.specification.
std::vector<std::string> specification_words(const CertifyResult& result);
// specified, satisfied, near_misses: counts; margin_asked, margin_certified, margin_attained: numbers as they are, null with intervals.
void add_specification(nlohmann::ordered_json& json, const SpecificationFacts& facts);

}  // namespace ftcert
