// A network and a bound for the same data: together they say how many neurons these data need (proofs/certificate-format.md, the section on
// pairs).
#pragma once

#include "ftcert/check/check.hpp"

namespace ftcert {

// Both must have been verified. "exact layers=2 neurons=60 samples=442 changed=20" or "interval layers=3 neurons=54..57 samples=442 changed=20".
// Errors: kClaimMismatch for other kinds or other depths; kDataMismatch where samples, values of f or labels differ.
std::string check_pair(const Certificate& network, const Certificate& bound, const Supplied& supplied);

}  // namespace ftcert
