// From data with specifications and a frozen network to a checked certificate.
//
// Purpose: certify() where samples have intervals or classes in place of labels. What f meets already is kept; for the others networks are built by
// inequalities (construct/specification/specified_networks.hpp), and the one with the fewest neurons is attested. With request.float_weights it is the one with the
// fewest that every execution of f + g meets the specifications of, f's own roundings counted, or comes nearest to that.
//
//   if (subject.body.specification) result = certify_specification(subject, request, control);
//   result.specification->margin;   // least lead of a class over the rationals
#pragma once

#include "ftcert/certify/certify.hpp"
#include "ftcert/certify/execution.hpp"

namespace ftcert {

// Contract: the subject has a specification; with float_weights its operators were asked for. Errors: kUnknownName, kNotApplicable, kInterrupted;
// kNotShown where no network meets the specifications in every execution, classes by a margin that is positive at least.
CertifyResult certify_specification(const Subject& subject, const CertifyRequest& request, const Control& control);

// A network of the user's own. Errors: as of certify_network() and certify_running(), and kNotMet.
CertifyResult certify_specified_network(const Subject& subject, Network g, const CertifyRequest& request,
                                        const Control& control);

// The certificate of the executions of result.running, with the margin that it holds for (SpecificationFacts::margin).
CertifiedExecution certify_specified_execution(const Subject& subject, const CertifyResult& result,
                                               const ExecutionRequest& request, const Control& control);

}  // namespace ftcert
