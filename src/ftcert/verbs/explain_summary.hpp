// What `ftcert explain` says to machines of a certificate of each kind.
#pragma once

#include <nlohmann/json.hpp>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/explain/execution_facts.hpp"
#include "ftcert/explain/residuals.hpp"

namespace ftcert {

// What is computed once for words, picture and summary.
struct NoFacts {};

// Contract: the certificate is verified.
nlohmann::ordered_json explain_summary(const InterpolationCertificate& c, const Residuals& residuals, const NoFacts&);
nlohmann::ordered_json explain_summary(const BoundCertificate& c, const Residuals& residuals, const NoFacts&);
nlohmann::ordered_json explain_summary(const ExecutionCertificate& c, const Residuals& residuals,
                                       const ExecutionFacts& facts);

}  // namespace ftcert
