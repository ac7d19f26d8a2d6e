// What all kinds of certificates need to come into being; attest.hpp is what others use.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ftcert/attest/attest.hpp"
#include "ftcert/check/check.hpp"
#include "ftcert/evaluation/enclosure.hpp"

namespace ftcert {

// Errors: kShapeMismatch.
void require_shape(const Network& g, const CertificateBody& body);
// g at all samples, and what a certificate says of its margins; its layers are those of the evaluation.
struct Measured {
  Evaluation evaluation;
  Margins margins;
};
Measured measured(const Network& g, const PointMatrix& points, const ForChunks& for_chunks);
// The least number of three decimal digits that is not below.
Rational short_above(const Rational& number);
// Whether every number of f is one of the format, and no division underflows.
bool runs_in(FloatFormat format, const SteppedNetwork& f);
// What `enclose` returns, for the samples `rows` (nullptr: for all). Errors: kNotShown where an operation may overflow or a row is too long.
Enclosures guarded(const AttestSubject& subject, const std::vector<std::size_t>* rows,
                   const std::function<Enclosures()>& enclose);
// The checker's work for these bytes. Errors: kContract where it refuses.
Integer accept(const std::string& bytes, Supplied supplied);

}  // namespace ftcert
