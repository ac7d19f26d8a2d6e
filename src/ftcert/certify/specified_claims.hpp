// What is attested of a network for specifications; certify/specification.hpp is what others use.
#pragma once

#include <optional>

#include "ftcert/certify/certify.hpp"

namespace ftcert {

// Rounded down to 20 bits behind the first. Contract: positive.
Rational certified_margin(const Rational& margin);

// The certificate over the rationals, and what is known beside it. result.specification is there; with a margin in it, that is the one that is claimed.
// Errors: kWrongValue, kNotMet, kShapeMismatch.
void claim_specification(Subject subject, Network g, std::optional<ConstructionNote> note, const Control& control,
                         CertifyResult& result);

}  // namespace ftcert
