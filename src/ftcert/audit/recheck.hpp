// Certificates of a kept row, checked again.
//
//   std::string why = refusal_of(file, claim);   // empty: the checker accepts it, and it says what the row says
#pragma once

#include <string>

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

// Whether this can be the name of a certificate of this claim: nothing outside the folder of certificates.
bool is_certificate_name(const std::string& name, const Claim& claim);

// Cost: that of check().
std::string refusal_of(const CertificateFile& file, const Claim& claim);

}  // namespace ftcert::audit
