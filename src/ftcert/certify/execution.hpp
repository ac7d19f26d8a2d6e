// The certificate of what every floating-point execution does, for a network as it will run.
//
// Purpose: from a network in its format to an attested certificate. Its claim is what is shown: the deviations are those of the enclosures, rounded up to three
// decimal digits. f's own executions are bounded where its operators are a chain (model/operators_of.hpp) and in range; where not, it is said why.
//
//   CertifiedExecution done = certify_execution(subject, running.network, {FloatFormat::kBinary32, {}, {}}, control);
//   done.attested.certificate.claim.text();   // "execution arithmetic=binary32 g=binary32 .. deviation<=53/10000"
#pragma once

#include <optional>
#include <string>

#include "ftcert/certify/subject.hpp"
#include "ftcert/floats/float_network.hpp"

namespace ftcert {

struct ExecutionRequest {
  FloatFormat arithmetic = FloatFormat::kBinary32;  // of the model
  std::optional<Rational> deviation;                // the most that g may miss y - f by
  std::optional<std::string> patched;               // SHA-256 of the model to deploy
};

struct CertifiedExecution {
  Attested<ExecutionCertificate> attested;
  std::string unbounded;  // why no deviation of f + g is certified; empty: one is
};

// Errors: kShapeMismatch; kNotShown naming the sample and the number where the network changes a kept sample in some execution, misses the deviation
// that is asked for, or may overflow; kWork; kInterrupted.
CertifiedExecution certify_execution(const Subject& subject, const FloatNetwork& g, const ExecutionRequest& request,
                                     const Control& control);

}  // namespace ftcert
