// The checkers of each kind of certificate: interpolation (proofs/certificate-format.md, sections 2 to 7), bound (section 9) and execution (section 15).
#pragma once

#include "ftcert/check/check.hpp"

namespace ftcert {

// Verify every statement; return the verdict on success, throw Error 2xx or 5xx otherwise.
Verdict check_interpolation(const InterpolationCertificate& certificate, const std::string& name,
                            const Supplied& supplied);
Verdict check_bound(const BoundCertificate& certificate, const std::string& name, const Supplied& supplied);
Verdict check_execution(const ExecutionCertificate& certificate, const std::string& name, const Supplied& supplied);

}  // namespace ftcert
