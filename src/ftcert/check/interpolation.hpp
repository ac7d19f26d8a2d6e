// Checker of interpolation certificates (proofs/certificate-format.md, sections 2 to 7).
#pragma once

#include "ftcert/check/check.hpp"

namespace ftcert {

// Verifies every statement; returns the verdict, throws Error 2xx or 5xx otherwise.
Verdict check_interpolation(const InterpolationCertificate& certificate, const std::string& name,
                            const Supplied& supplied);

}  // namespace ftcert
