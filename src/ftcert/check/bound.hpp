// Checker of bound certificates (proofs/certificate-format.md, section 9).
#pragma once

#include "ftcert/check/check.hpp"

namespace ftcert {

// Verifies every statement; returns the verdict, throws Error 2xx or 5xx otherwise.
Verdict check_bound(const BoundCertificate& certificate, const std::string& name, const Supplied& supplied);

}  // namespace ftcert
