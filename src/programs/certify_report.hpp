// What certify says of the network that it built.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "ftcert/certify/certify.hpp"
#include "programs/verb.hpp"

namespace ftcert {

// What was compared, what was chosen, and what is known of it. output: where the certificate was written.
void print_certify(Report& report, const CertifyResult& result, const std::string& output);

// The summary for machines.
nlohmann::ordered_json certify_summary(const CertifyResult& result);

}  // namespace ftcert
