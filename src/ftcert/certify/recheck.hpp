// Is the network f of a certificate the function of the model file that it binds?
//
// Purpose: a checker compares digests and reads no ONNX, so that a certificate may print another f than its model. Here the file is read by the
// importer, and both functions are compared exactly at every sample. Not a checker: check() comes first, and the importer has to be trusted.
//
//   check(certificate, name, supplied);
//   ModelComparison same = compare_with_model(certificate, name, supplied);   // throws kWrongValue where they differ
#pragma once

#include <string>

#include "ftcert/check/check.hpp"

namespace ftcert {

struct ModelComparison {
  std::size_t samples = 0;    // at so many samples f is what the model says: all, or those that have values of f
  bool all = true;            // these are all samples
  bool same_weights = false;  // f is the importer's network, number by number
  bool values = false;        // f is known by its values alone
};

// The tensor that f is: what the certificate binds, or else what is asked for. Errors: kDataMismatch, at the place, where the two differ.
std::string tensor_of(const ModelBinding& binding, const std::string& asked, const Place& place);

// supplied.model must be the model's file; tensor: which of its tensors f is, empty for its only output. Errors, with the certificate's line: kNotBound when it binds no model; kDigestMismatch; kDataMismatch for another tensor, or another convention for batch normalizations; kShapeMismatch
// when the model has other inputs or fewer outputs; kWrongValue naming the sample; kWork when either takes too much; those of the readers.
ModelComparison compare_with_model(const Certificate& certificate, const std::string& name, const Supplied& supplied,
                                   const std::string& tensor = {});

}  // namespace ftcert
