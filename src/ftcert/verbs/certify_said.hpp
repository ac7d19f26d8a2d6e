// What certify says of the network that it built.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "ftcert/certify/certify.hpp"
#include "ftcert/certify/execution.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

// What was compared, what was chosen, and what is known of it.
void say_certify(Said& said, const CertifyResult& result);
// Of a certificate of interpolation; output: where it was written.
void say_interpolation(Said& said, const CertifyResult& result, const std::string& output);
// Of a certificate of executions likewise; exact: where that of interpolation was to be written, empty: nowhere.
void say_execution(Said& said, const CertifiedExecution& execution, const CertifyResult& result,
                   const std::string& output, const std::string& exact);

// The summary for machines.
nlohmann::ordered_json certify_summary(const CertifyResult& result);
void add_execution(nlohmann::ordered_json& json, const CertifiedExecution& execution, const CertifyResult& result);

}  // namespace ftcert
