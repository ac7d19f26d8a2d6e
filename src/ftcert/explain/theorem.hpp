// A certificate as a theorem of Coq.
//
// Purpose: a file for Coq whose theorem is the certificate's claim (interpolation_claim or bound_claim of proofs/theories/Meaning.v) about
// the samples written out in it. The proof is one computation: the verified checker accepts the certificate's lines, and their samples are
// these. Whoever compiles the file trusts Coq's kernel and reads the statement; neither this writer nor a checker has to be believed, as a
// wrong number makes the computation fail. f enters the theorem by its values at the samples alone; where it is not known, and all is kept, 0 stands for it. Nothing here is a check.
//
//   write_file("claim.v", theorem(certificate, sample_values(c, c.lines, name, supplied)));
#pragma once

#include <string>

#include "ftcert/explain/sample_values.hpp"

namespace ftcert {

// Coq's natural numbers are counted one by one, so the claim's numbers and shapes are at most so large.
inline constexpr std::size_t kMostCounted = 1'000'000;

// A function of its arguments alone; `values` are those of the certificate. A certificate with its samples in a data file becomes the
// same one with embedded samples. Where f is not known at a sample, 0 stands for it, and the file says so. Errors: kNotApplicable beyond kMostCounted,
// for executions and for specifications.
std::string theorem(const Certificate& certificate, const SampleValues& values);

}  // namespace ftcert
