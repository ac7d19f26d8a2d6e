// From a network or a bound in memory to accepted bytes.
//
// Purpose: the one way by which certificates come into being. What finds is not believed: the network is evaluated once, values and margins
// together; the certificate is written, read back, and checked. The checker gets the evaluation that was made only if the network and the
// samples that it has read are those that were evaluated, number by number.
//
//   Attested<InterpolationCertificate> done = attest_network({"x.csv", subject.body, supplied}, subject.residuals, g, {}, words);
//   write_file("out.ftc", done.bytes);
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/enclosure.hpp"

namespace ftcert {

// What a certificate is about. Checking it is not limited here: what was found has been evaluated already.
struct AttestSubject {
  std::string name;      // of the data, or of its first file, for messages
  CertificateBody body;  // the samples always there, whether or not they are to be embedded
  Supplied supplied;     // the files that the body binds

  // The line of the data file that the sample comes from; only the name where it comes from no file.
  Place place(std::size_t sample) const;
};

template <typename Kind>
struct Attested {
  Kind certificate;   // without samples: they are those of the subject, and many
  std::string bytes;  // the file, verified by the checker
  Integer work = 0;   // units that checking it takes (proofs/certificate-format.md, section 14)
};

// The words of a certificate for people, a line each.
using InterpolationWords = std::function<std::vector<std::string>(const InterpolationCertificate&)>;

// What runs: g in its format, behind the subtraction of a centre (none: empty), added to f in a model of its own format.
struct ExecutionStatement {
  FloatFormat arithmetic = FloatFormat::kBinary32;  // of the model
  FloatFormat format = FloatFormat::kBinary32;      // of g
  std::vector<Rational> centre;
  Network g;
  // f as the operators of its file, for a bound of the sum; nothing where they are not known.
  std::optional<SteppedNetwork> operators;
  std::optional<Rational> deviation;   // at most so much of g from y - f; nothing: what it is
  std::optional<std::string> patched;  // SHA-256 of the model to deploy
};

// That every number of g is one of the format. Errors: the code, with the layer and the first number that is none.
void require_numbers(Code code, FloatFormat format, const Network& g);

// The least deviations of three decimal digits that hold. Errors: kNotShown naming the sample at which g is not 0 in every execution, is further from
// y - f than was allowed, or may overflow; kNotANumber, kShapeMismatch; kContract where the checker refuses. With operators whose numbers are none of
// the model's format the sum is not bounded.
Attested<ExecutionCertificate> attest_execution(const AttestSubject& subject, const PointMatrix& residuals,
                                                ExecutionStatement statement, const std::vector<std::string>& words);

// residuals: K x P, label - f, 0 where the label says `keep`: what g must take. Errors: kWrongValue for the first sample that g misses, with
// by how much; kShapeMismatch for a network of another shape; kContract where the checker refuses.
Attested<InterpolationCertificate> attest_network(const AttestSubject& subject, const PointMatrix& residuals, Network g,
                                                  std::optional<ConstructionNote> construction,
                                                  const InterpolationWords& words);

// The same for specifications. f: K x P, its values where a sample is specified. Errors: kWrongValue where g is not 0 at a sample, or component, that is kept;
// kNotMet for the first specification that f + g does not meet; kShapeMismatch; kContract.
Attested<InterpolationCertificate> attest_specification(const AttestSubject& subject, const PointMatrix& f, Network g,
                                                        std::optional<ConstructionNote> construction,
                                                        const InterpolationWords& words);
// The same for executions: `deviation` does not count, and the margin is that of the subject. Errors: kNotShown in place of kWrongValue and kNotMet, and where
// f's operators are not known or have numbers of another format.
Attested<ExecutionCertificate> attest_specified_execution(const AttestSubject& subject, ExecutionStatement statement,
                                                          const std::vector<std::string>& words);

// What every execution of g, and of f + g where a sample is specified, returns.
struct SpecifiedExecutions {
  Enclosures g;                   // at all samples
  std::vector<std::size_t> rows;  // of the specified samples
  Enclosures sum;                 // a row for each of these
};
// Errors: kNotShown, as there; a MayOverflow or RowTooLong becomes one.
SpecifiedExecutions specified_executions(const AttestSubject& subject, const ExecutionStatement& statement);

// Errors: kContract where the checker refuses.
Attested<BoundCertificate> attest_bound(const AttestSubject& subject, BoundStatement statement,
                                        const std::vector<std::string>& words);

}  // namespace ftcert
