// What all kinds of certificates need to come into being; attest.hpp is what others use.
#pragma once

#include <string>

#include "ftcert/check/check.hpp"

namespace ftcert {

// Errors: kShapeMismatch.
void require_shape(const Network& g, const CertificateBody& body);
// The checker's work for these bytes. Errors: kContract where it refuses.
Integer accept(const std::string& bytes, Supplied supplied);

}  // namespace ftcert
